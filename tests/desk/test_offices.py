"""Coordination, maintenance and administration, and a centre's own record."""

from __future__ import annotations

import re
import shutil

import pytest
from desk_values import FOREIGN, OWN, PASSWORD
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.commands import examples, review
from bot.database import figures
from bot.desk import notices
from bot.desk.models import Account, Act, CentreSetting, Mistake, Role
from bot.knowledge.centres import directory
from bot.settings import ROOT


@pytest.fixture
def counted(engine):
    def count(**counts):
        rows = [{"month": "2026-05", "topic": topic, "language": "en", "land": "DE-BW", "outcome": "received", "count": number}
                for topic, number in counts.items()]
        with engine.begin() as connection:
            connection.execute(figures.insert(), rows)
    return count


def test_small_counts_are_hidden_and_others_with_them(enter, counted):
    counted(wages_unpaid=40, leave_pay=12, family_maternity=2)
    client = enter(Role.COORDINATOR)
    page, csv = client.get("/figures").content.decode(), client.get("/figures.csv").content.decode()
    assert "&lt;5" in page and ">40<" in page
    assert ">12<" not in page and ">2<" not in page, "54 - 40 - 12 would tell the hidden count"
    assert "topic,wages_unpaid,Lohn nicht bezahlt,40" in csv.replace("2026,", "", 100) and ",12" not in csv
    assert Act.objects.filter(what="figures").count() == 1


def test_the_coordinator_sees_no_case(enter, hand_off):
    client = enter(Role.COORDINATOR)
    code = hand_off()
    assert code not in client.get("/figures").content.decode()
    assert client.get(f"/cases/{code}").status_code == 404


def test_a_year_without_figures_is_no_error(enter):
    client = enter(Role.COORDINATOR)
    for query in ("", "?year=1999", "?year=x", "?year=99999999999999999999"):
        assert client.get(f"/figures{query}").status_code == 200


@pytest.fixture
def mistake():
    def make(text="my boss in the … pays nothing since may", **fields):
        usual = {"language": "en", "topic": "wages_unpaid", "taken_for": "leave_pay"}
        return Mistake.objects.create(text=text, **{**usual, **fields})
    return make


def test_a_maintainer_accepts_with_another_topic_or_rejects(enter, mistake):
    client, one, two = enter(Role.MAINTAINER), mistake(), mistake("second")
    assert "my boss in the" in client.get("/mistakes").content.decode()
    client.post(f"/mistakes/{one.pk}", {"topic": "wages_minimum"})
    client.post(f"/mistakes/{two.pk}", {"topic": "wages_minimum", "reject": "1"})
    assert list(Mistake.objects.order_by("pk").values_list("state", "topic")) == [
        ("accepted", "wages_minimum"), ("rejected", "wages_unpaid")]
    assert client.post(f"/mistakes/{one.pk}", {"topic": "wages_unpaid"}).status_code == 404, "decided once"


def test_a_topic_that_does_not_exist_is_not_accepted(enter, mistake):
    client, one = enter(Role.MAINTAINER), mistake()
    client.post(f"/mistakes/{one.pk}", {"topic": "no_such_topic"})
    assert Mistake.objects.get().state == "waiting"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the examples, into which is exported."""
    for tree in ("data", "tests"):
        shutil.copytree(ROOT / tree / "nlu" / "en", tmp_path / tree / "nlu" / "en")
    monkeypatch.setattr(review, "ROOT", tmp_path)
    monkeypatch.setattr(examples, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("kind", "tree"), [("examples", "data"), ("tests", "tests")])
def test_accepted_sentences_are_written_where_the_project_reads_them(mistake, project, kind, tree):
    before = list(examples.examples(tree, "en"))
    mistake(state="accepted")
    mistake("[Ahmed](name): \n/he said nothing: 'no'", state="accepted", topic="family_maternity")
    mistake("still waiting")
    assert len(review.export(kind)) == 2
    after = list(examples.examples(tree, "en"))
    assert set(after) - set(before) == {("my boss in the … pays nothing since may", "wages_unpaid"),
                                        ("Ahmed(name): /he said nothing: 'no'", "family_maternity")}
    assert len(after) == len(before) + 2
    assert set(Mistake.objects.values_list("state", flat=True)) == {"exported", "waiting"}
    assert review.export(kind) == [], "each once"
    assert Act.objects.filter(what="export", account=None).count() == 2


def test_what_stands_there_already_is_refused(mistake, project):
    known, topic = next(examples.examples("tests", "en"))
    mistake(known.upper(), state="accepted", topic=topic)
    assert "stands there already" in review.export("examples")[0]
    assert Mistake.objects.get().state == "rejected"


def test_half_of_the_sentences_become_tests(mistake, project):
    for number in range(40):
        mistake(f"invented sentence number {number}", state="accepted")
    told = review.export()
    assert 10 < sum(": tests/" in line for line in told) < 30


def test_an_account_is_made_with_a_password_that_is_shown_once(enter):
    client = enter(Role.ADMIN)
    page = client.post("/accounts/new", {"username": "new", "role": "counsellor", "centre": OWN}).content.decode()
    password = re.search(r'class="password">([^<]+)<', page)[1]
    assert password not in client.get("/accounts").content.decode()
    browser = Client()
    browser.post("/login", {"username": "new", "password": password})
    assert browser.get("/cases")["Location"] == "/password"


@pytest.mark.parametrize("fields", [{"role": "counsellor", "centre": ""}, {"role": "admin", "centre": OWN},
                                    {"role": "counsellor", "centre": "no-such-centre"}, {"role": "boss", "centre": OWN}])
def test_an_account_that_does_not_fit_is_refused(enter, fields):
    enter(Role.ADMIN).post("/accounts/new", {"username": "new", **fields})
    assert not Account.objects.filter(username="new").exists()


def test_the_database_refuses_a_counsellor_without_a_centre():
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(username="x", role=Role.COUNSELLOR)


def test_a_new_password_takes_the_old_one_and_the_second_factor(enter, account):
    client, other = enter(Role.ADMIN), account(name="other")
    TOTPDevice.objects.create(user=other, confirmed=True)
    client.post(f"/accounts/{other.pk}/password")
    assert not TOTPDevice.objects.exists()
    assert Client().post("/login", {"username": "other", "password": PASSWORD}).status_code == 200


def test_accounts_are_closed_and_opened_but_not_ones_own(enter, account):
    client, other = enter(Role.ADMIN, name="boss"), account(name="other")
    client.post(f"/accounts/{other.pk}/switch")
    assert Client().post("/login", {"username": "other", "password": PASSWORD}).status_code == 200
    client.post(f"/accounts/{other.pk}/switch")
    assert Client().post("/login", {"username": "other", "password": PASSWORD}).status_code == 302
    client.post(f"/accounts/{Account.objects.get(username='boss').pk}/switch")
    assert Account.objects.get(username="boss").is_active


def test_a_centres_settings(enter):
    client = enter(Role.ADMIN)
    client.post(f"/centres/{OWN}", {"second_factor": "on", "mail": "desk@example.org"})
    setting = CentreSetting.objects.get(centre=OWN)
    assert setting.second_factor and setting.mail == "desk@example.org"
    assert "desk@example.org" in client.get("/centres").content.decode()
    assert client.get("/centres/no-such-centre").status_code == 404


RECORD = {"opening_hours": "Mo 9-12", "phone": "0711 1234", "email": "beratung@example.org", "street": "Weg 1",
          "postal_code": "70173", "city": "Stuttgart", "languages": ["de", "ar"],
          "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}


@pytest.fixture
def directory_as_before():
    yield
    directory.apply({})


def test_a_centre_keeps_its_own_record(client, directory_as_before):
    saved = client.post("/centre", {**RECORD, "form-0-first": "2026-12-24", "form-0-last": "2027-01-02"})
    assert saved.status_code == 302
    page = client.get("/centre").content.decode()
    assert "Mo 9-12" in page and "2026-12-24" in page and "22.11.2026" in page
    record = directory.centres()[OWN]
    assert record.shown("phone") == "0711 1234" and record.languages == ["de", "ar"]
    assert str(record.checked) == "2026-11-22" and record.absences
    assert directory.centres()[FOREIGN].phone is None


@pytest.mark.parametrize("change", [{"postal_code": "7017"}, {"email": "no address"}, {"languages": ["klingon"]},
                                    {"form-0-first": "2026-12-24"}, {"form-0-first": "2026-12-24", "form-0-last": "2026-12-01"}])
def test_a_record_that_does_not_fit_is_not_saved(client, directory_as_before, change):
    assert client.post("/centre", {**RECORD, **change}).status_code == 200
    client.get("/centre")
    assert directory.centres()[OWN].opening_hours != "Mo 9-12"


@pytest.fixture
def told():
    CentreSetting.objects.create(centre=OWN, mail="desk@example.org")
    CentreSetting.objects.create(centre=FOREIGN)


def test_a_notice_holds_counts_and_an_address_only(told, hand_off):
    code = hand_off(days=1)
    hand_off(days=30, danger=True)
    hand_off(FOREIGN)
    assert notices.send_due() == 1 and len(mail.outbox) == 1
    text = mail.outbox[0].body
    assert mail.outbox[0].to == ["desk@example.org"]
    assert "Neue Fälle: 2" in text and "Dringende Fälle: 2" in text and "/cases" in text
    assert code not in text and "wages" not in text and "2345678" not in text
    assert notices.send_due() == 0, "each case once"


def test_notices_wait_for_the_mail_server(told, hand_off, monkeypatch):
    hand_off()

    def down(*_):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.open", down)
        with pytest.raises(OSError):
            notices.send_due()
    assert notices.send_due() == 1


def test_a_refused_address_does_not_keep_the_others_waiting(told, hand_off, monkeypatch):
    CentreSetting.objects.filter(centre=FOREIGN).update(mail="other@example.org")
    hand_off()
    hand_off(FOREIGN)
    real = notices.EmailMessage.send

    def send(message, *args):
        if message.to == ["desk@example.org"]:
            raise OSError
        return real(message, *args)

    monkeypatch.setattr(notices.EmailMessage, "send", send)
    assert notices.send_due() == 1
