"""Nobody reaches what is not theirs: every address of the router, with every role, for own, foreign and absent things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_values import FOREIGN, OWN
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from bot.desk.access import AccessMiddleware
from bot.desk.models import Account, Mistake, Role

ROUTES = {pattern.name: pattern for pattern in get_resolver().url_patterns}
ARGUMENTS = {"code", "number", "key"}
ABSENT = "AL-AAA-AAA"
PUBLIC = {"login", "language"}
OF_CASE = sorted(name for name, pattern in ROUTES.items() if "code" in pattern.pattern.converters)
NOT_OF_CASE = sorted(set(ROUTES) - set(OF_CASE))


def addresses(name: str, code: str, number: int = 1, key: str = "received") -> Iterator[str]:
    given = {"code": code, "number": number, "key": key}
    converters = ROUTES[name].pattern.converters
    assert set(converters) <= ARGUMENTS, "a new kind of argument: teach this test its own, foreign and absent values"
    yield reverse(name, kwargs={name: given[name] for name in converters})


def answers(client: Client, name: str, **given) -> list[tuple[int, bytes]]:
    return [(answer.status_code, answer.content) for address in addresses(name, **given)
            for answer in (client.get(address), client.post(address), client.post(address, {"send": "1", "topic": "wages_unpaid",
                           "text": "x", "outcome": "advised", "to": FOREIGN}))]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_route_declares_its_roles(name):
    view = ROUTES[name].callback
    assert isinstance(view.roles, frozenset)
    assert bool(view.roles) != (name in PUBLIC)


def test_a_view_without_roles_is_never_served(account):
    request = RequestFactory().get("/")
    request.user = account()
    with pytest.raises(ImproperlyConfigured):
        AccessMiddleware(HttpResponse).process_view(request, lambda request: HttpResponse(), (), {})


@pytest.mark.parametrize("name", sorted(set(ROUTES) - PUBLIC))
def test_without_an_account_there_is_only_the_log_in(hand_off, name):
    for address in addresses(name, hand_off()):
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 302 and answer["Location"].startswith("/login?next=")


@pytest.mark.parametrize("name", OF_CASE)
def test_a_foreign_case_answers_like_an_absent_one(client, hand_off, name):
    foreign, absent = hand_off(FOREIGN), ABSENT
    seen, nothing = answers(client, name, code=foreign), answers(client, name, code=absent)
    assert seen == nothing
    assert {status for status, _ in seen} <= {404, 405}
    assert 404 in {status for status, _ in seen}
    assert answers(client, name, code=hand_off(OWN)) != nothing, "an own case is there"


@pytest.mark.parametrize("role", sorted(set(Role)))
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_page_for_others_is_not_there(enter, hand_off, name, role):
    view = ROUTES[name].callback
    if not view.roles or role in view.roles:
        return
    client = enter(role, name="one")
    unknown = client.get("/no-such-page")
    assert unknown.status_code == 404
    assert answers(client, name, code=hand_off()) == [(404, unknown.content)] * 3


@pytest.mark.parametrize("role", sorted(set(Role)))
@pytest.mark.parametrize("name", sorted(set(ROUTES) - {"logout"}))
def test_a_page_for_the_role_is_there(enter, hand_off, name, role):
    if role not in ROUTES[name].callback.roles:
        return
    client = enter(role, name="one")
    Mistake.objects.create(pk=1, text="x", language="de", topic="wages_unpaid")
    number = Account.objects.get().pk if role == Role.ADMIN else 1
    found = [status for status, _ in answers(client, name, code=hand_off(), number=number,
                                             key="received" if role == Role.COUNSELLOR else OWN)]
    if name != "second_factor_picture":  # a picture is there while the factor is being set up
        assert found[0] != 404 and found[1] != 404
    assert not [status for status in found if status >= 500]


def test_a_counsellor_moved_to_another_centre_loses_the_old_one(client, hand_off):
    code = hand_off()
    assert client.get(f"/cases/{code}").status_code == 200
    Account.objects.update(centre=FOREIGN)
    assert client.get(f"/cases/{code}").status_code == 404


def test_a_closed_account_is_out_at_once(client):
    assert client.get("/cases").status_code == 200
    Account.objects.update(is_active=False)
    assert client.get("/cases").status_code == 302
