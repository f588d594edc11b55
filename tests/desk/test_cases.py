"""What a counsellor sees and does."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from desk_values import FOREIGN, OWN, PHONE

from bot.database import handoffs, outbox
from bot.desk.models import Act, Mistake
from bot.handoff import cases, passing, talks
from bot.handoff.store import forget_cases


def sent(engine, chat="c" * 64):
    with engine.connect() as connection:
        return list(connection.execute(sa.select(outbox).where(outbox.c.chat == chat).order_by(outbox.c.id)))


def acts():
    return list(Act.objects.order_by("number").values_list("what", "thing"))


def test_the_whole_way_from_hand_off_to_reply(client, engine, seals, hand_off):
    code = hand_off(language="tr")
    assert code in client.get("/cases").content.decode()
    assert client.post(f"/cases/{code}/take").status_code == 302
    client.post(f"/cases/{code}/sentence/received", {"send": "1"})
    told = sent(engine)
    assert "Mesajınızı" in told[-1].text and "mira" in told[-1].text and told[0].buttons
    with engine.begin() as connection:
        talk = talks.talk_of(connection, "c" * 64)
        talks.heard(connection, seals, talk, "Teşekkürler, bekliyorum")
    page = client.get(f"/cases/{code}").content.decode()
    assert "Teşekkürler, bekliyorum" in page and "Wir haben Ihre Nachricht bekommen" in page
    assert "neue Nachricht" in client.get("/cases").content.decode()
    assert [what for what, _ in acts()] == ["login", "take", "answer", "read"]


def test_an_answer_in_own_words_reaches_the_outbox_and_ends_with_the_centre(client, engine, hand_off):
    code = hand_off()
    client.post(f"/cases/{code}/answer", {"text": "Please come tomorrow."})
    assert sent(engine)[-1].text.startswith("Please come tomorrow.\n\nmira")


def test_an_empty_answer_is_not_sent(client, engine, hand_off):
    code = hand_off()
    assert client.post(f"/cases/{code}/answer", {"text": "  "}).status_code == 302
    assert sent(engine) == [] and ("answer", code) not in acts()


def test_what_a_person_wrote_is_masked_until_it_is_revealed(client, hand_off):
    code = hand_off()
    page = client.get(f"/cases/{code}").content.decode()
    assert PHONE not in page and "Yilmaz" not in page and re.search(r"\[<bdi>Telefon</bdi>\]", page)
    assert ("reveal", code) not in acts()
    shown = client.post(f"/cases/{code}/reveal").content.decode()
    assert PHONE in shown and "Yilmaz" in shown and acts()[-1] == ("reveal", code)


def test_revealing_by_a_link_is_not_possible(client, hand_off):
    assert client.get(f"/cases/{hand_off()}/reveal").status_code == 405


def test_the_case_shows_the_talk_with_its_german(client, hand_off):
    page = client.get(f"/cases/{hand_off(language='ar')}").content.decode()
    assert "Das sagt das Gesetz" in page and "Abzüge vom Lohn" in page and 'lang="ar" dir="rtl"' in page
    assert "Wie kam die Kündigung?" in page and "Brief auf Papier" in page and "6. November 2026" in page


def test_a_talk_that_was_not_released_is_not_there(client, hand_off):
    assert "nicht freigegeben" in client.get(f"/cases/{hand_off(transcript=None)}").content.decode()


def test_the_most_urgent_case_stands_first(client, hand_off):
    late, danger, soon, none = hand_off(days=20), hand_off(days=None, danger=True), hand_off(days=1), hand_off(days=None)
    page = client.get("/cases").content.decode()
    assert re.findall(r'href="/cases/(AL-\S+)"', page) == [danger, soon, late, none]
    assert "Gefahr" in page and "1 Tag<" in page.replace("</span>", "<")


@pytest.mark.parametrize(("query", "expected"), [("language=ar", 1), ("topic=family_maternity", 1), ("danger=on", 1),
                                                 ("within_days=3", 1), ("state=new", 4), ("state=closed", 0), ("page=2", 0)])
def test_filters(client, hand_off, query, expected):
    hand_off(language="ar", days=30)
    hand_off(topic="family_maternity", days=30)
    hand_off(danger=True, days=30)
    hand_off(days=2)
    page = client.get(f"/cases?{query}").content.decode()
    assert len(re.findall(r'href="/cases/AL-', page)) == expected


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=9999999999999999999999", "page=x", "state=nix", "within_days=x",
                                   "language=%00", "topic='", "danger=%F0%9F"])
def test_nonsense_in_the_address_is_no_error(client, hand_off, query):
    hand_off()
    assert client.get(f"/cases?{query}").status_code == 200


def test_notes_stay_in_the_centre(client, engine, hand_off):
    code = hand_off()
    client.post(f"/cases/{code}/note", {"text": "Called the lawyer"})
    assert "Called the lawyer" in client.get(f"/cases/{code}").content.decode()
    assert sent(engine) == []


def test_a_sentence_is_filled_in_and_shown_in_both_languages_before_it_goes(client, engine, hand_off):
    code = hand_off(language="ar")
    fields = {"day": "2026-11-24", "time": "14:30", "address": "Hauptstr. 1"}
    preview = client.post(f"/cases/{code}/sentence/come_by", fields).content.decode()
    assert "Dienstag, 24. November 2026" in preview and "الثلاثاء" in preview and sent(engine) == []
    client.post(f"/cases/{code}/sentence/come_by", {**fields, "send": "1"})
    assert "الثلاثاء" in sent(engine)[-1].text


def test_a_sentence_with_a_wrong_field_is_not_sent(client, engine, hand_off):
    code = hand_off()
    page = client.post(f"/cases/{code}/sentence/come_by", {"day": "soon", "time": "25:00", "address": "", "send": "1"})
    assert page.status_code == 200 and sent(engine) == []


def test_things_to_bring(client, engine, hand_off):
    code = hand_off(language="fr")
    client.post(f"/cases/{code}/sentence/bring", {"things": ["contract", "payslips"], "send": "1"})
    assert "contrat" in sent(engine)[-1].text


def test_the_talk_is_ended_by_the_counsellor(client, engine, hand_off):
    code = hand_off()
    client.post(f"/cases/{code}/answer", {"text": "Hello"})
    client.post(f"/cases/{code}/end-talk")
    with engine.connect() as connection:
        assert talks.talk_of(connection, "c" * 64) is None


def test_passing_on_needs_the_persons_yes_and_leaves_the_centre(client, engine, seals, hand_off):
    code = hand_off()
    client.post(f"/cases/{code}/pass-on", {"to": FOREIGN})
    assert client.get(f"/cases/{code}").status_code == 200
    yes = sent(engine)[-1].buttons[0]["payload"]
    with engine.begin() as connection:
        talks.pressed(connection, seals, "c" * 64, yes)
    assert client.get(f"/cases/{code}").status_code == 404
    page = client.get("/cases").content.decode()
    assert code in page and f"/cases/{code}" not in page and "weitergegeben" in page


def test_passing_on_to_nowhere_is_refused(client, engine, hand_off):
    code = hand_off()
    client.post(f"/cases/{code}/pass-on", {"to": "no-such-centre"})
    assert sent(engine) == []
    assert OWN not in [centre.key for centre in passing.receivers(OWN)]


def test_closing_tells_the_person_and_ends_all_acts(client, engine, hand_off):
    code = hand_off()
    client.post(f"/cases/{code}/close", {"outcome": "advised"})
    assert len(sent(engine)) == 1
    assert client.post(f"/cases/{code}/answer", {"text": "More"}).status_code == 302
    assert len(sent(engine)) == 1 and "beraten" in client.get(f"/cases/{code}").content.decode()


def test_deleting_asks_first(client, engine, hand_off):
    code = hand_off()
    client.get(f"/cases/{code}/delete")
    assert client.get(f"/cases/{code}").status_code == 200
    client.post(f"/cases/{code}/delete")
    assert client.get(f"/cases/{code}").status_code == 404
    with engine.connect() as connection:
        assert connection.execute(sa.select(handoffs)).first() is None


def test_a_case_that_went_away_meanwhile_is_told(client, engine, hand_off, monkeypatch):
    code = hand_off()
    real = cases.take

    def late(connection, found, account):
        forget_cases(connection, "c" * 64)
        real(connection, found, account)

    monkeypatch.setattr(cases, "take", late)
    page = client.post(f"/cases/{code}/take", follow=True)
    assert "inzwischen geändert" in page.content.decode()


def test_the_print_view_is_masked_and_logged(client, hand_off):
    code = hand_off()
    page = client.get(f"/cases/{code}/print").content.decode()
    assert PHONE not in page and "<form" not in page and ("print", code) in acts()


def test_a_wrong_topic_goes_masked_to_the_review_queue(client, hand_off):
    code = hand_off()
    assert "…" in client.get(f"/cases/{code}/mistake/1").content.decode()
    client.post(f"/cases/{code}/mistake/1", {"topic": "wages_unpaid"})
    mistake = Mistake.objects.get()
    assert PHONE not in mistake.text and "Yilmaz" not in mistake.text and "does not pay" in mistake.text
    assert (mistake.taken_for, mistake.topic, mistake.state) == ("wages_deductions", "wages_unpaid", "waiting")
    assert client.get(f"/cases/{code}/mistake/0").status_code == 404, "the assistant's own line"
    assert client.get(f"/cases/{code}/mistake/9").status_code == 404
