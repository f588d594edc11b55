"""A centre's cases: the list, one case, and what a counsellor does with it. Each act is written to the log before it is done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from sqlalchemy.engine import Connection

from bot.desk import audit, words
from bot.desk.access import StaffRequest, role
from bot.desk.forms import AnswerForm, CloseForm, FilterForm, NoteForm, PassForm
from bot.desk.models import Account, Role
from bot.desk.store import engine, seals
from bot.errors import CaseGone
from bot.handoff import cases as store
from bot.handoff import passing, ready, talks
from bot.handoff.waiting import URGENT_DAYS

counsellor = role(Role.COUNSELLOR)
_LONGEST_NUMBER = 5
"""Digits of the highest page."""


@counsellor
def cases(request: StaffRequest) -> HttpResponse:
    """The list, most urgent first."""
    form = FilterForm(request.GET)
    chosen = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    asked = request.GET.get("page", "")
    page = max(int(asked), 1) if asked.isdecimal() and len(asked) <= _LONGEST_NUMBER else 1
    centre = centre_of(request)
    with engine().connect() as connection:
        counts = store.counts(connection, centre)
        listed = store.listed(connection, centre, page=page, **chosen)
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "desk/cases.html", {
        "form": form, "listed": listed, "page": page, "query": query.urlencode(), "urgent_days": URGENT_DAYS,
        "counts": [(name, words.STATES[name], count) for name, count in counts.items()], "chosen": chosen.get("state", "")})


@counsellor
def case(request: StaffRequest, code: str) -> HttpResponse:
    """A case, with what a person wrote masked."""
    return _shown(request, code, "read", "desk/case.html")


@counsellor
@require_POST
def reveal(request: StaffRequest, code: str) -> HttpResponse:
    """A case with nothing masked."""
    return _shown(request, code, "reveal", "desk/case.html", reveal=True)


@counsellor
def print_view(request: StaffRequest, code: str) -> HttpResponse:
    """A case for the printer, or to be saved as PDF by the browser."""
    return _shown(request, code, "print", "desk/print.html")


def _shown(request: StaffRequest, code: str, what: str, template: str, reveal: bool = False) -> HttpResponse:
    found = opened(request, code)
    audit.note(request.user, what, code)
    colleagues = Account.objects.filter(centre=found.centre).values_list("pk", "username")
    return render(request, template, {
        "case": found, "reveal": reveal, "urgent_days": URGENT_DAYS, "people": dict(colleagues),
        "packet": [(words.LINES[name], words.line(name, found.packet[name]), name in words.WRITTEN_BY_PERSON)
                   for name in words.LINES if name in found.packet],
        "facts": words.facts_read(found.facts) if found.facts else [], "sentences": ready.sentences(),
        "answer_form": AnswerForm(), "note_form": NoteForm(auto_id="note_%s"), "close_form": CloseForm(),
        "pass_form": PassForm(centre=found.centre)})


@counsellor
@require_POST
def take(request: StaffRequest, code: str) -> HttpResponse:
    """The counsellor takes the case."""
    found = opened(request, code)
    return done(request, found, "take", lambda connection: store.take(connection, found, request.user.pk))


@counsellor
@require_POST
def note(request: StaffRequest, code: str) -> HttpResponse:
    """A note for the centre only."""
    found, form = opened(request, code), NoteForm(request.POST)
    return done(request, found, "note", lambda connection: store.note(
        connection, seals(), found, request.user.pk, form.cleaned_data["text"]), form)


@counsellor
@require_POST
def answer(request: StaffRequest, code: str) -> HttpResponse:
    """An answer in the counsellor's own words."""
    found, form = opened(request, code), AnswerForm(request.POST)
    return done(request, found, "answer", lambda connection: talks.answer(
        connection, seals(), found, request.user.pk, form.cleaned_data["text"]), form)


@counsellor
@require_POST
def end_talk(request: StaffRequest, code: str) -> HttpResponse:
    """The assistant answers again."""
    found = opened(request, code)
    return done(request, found, "end_talk", lambda connection: talks.end_talk(connection, found))


@counsellor
@require_POST
def ask_to_pass_on(request: StaffRequest, code: str) -> HttpResponse:
    """The person is asked whether another centre may have the case."""
    found = opened(request, code)
    form = PassForm(request.POST, centre=found.centre)
    return done(request, found, "ask_to_pass_on", lambda connection: passing.ask_to_pass_on(
        connection, found, form.cleaned_data["to"]), form)


@counsellor
@require_POST
def close(request: StaffRequest, code: str) -> HttpResponse:
    """The case is closed, and the person is told."""
    found, form = opened(request, code), CloseForm(request.POST)
    return done(request, found, "close", lambda connection: store.close(connection, found, form.cleaned_data["outcome"]), form)


@counsellor
def delete(request: StaffRequest, code: str) -> HttpResponse:
    """Asks once more, then deletes the case with all that belongs to it."""
    found = opened(request, code)
    if request.method != "POST":
        return render(request, "desk/delete.html", {"case": found})
    done(request, found, "delete", lambda connection: store.delete(connection, found))
    return redirect("cases")


def centre_of(request: StaffRequest) -> str:
    """The centre of a counsellor; every counsellor has one."""
    return str(request.user.centre)


def opened(request: StaffRequest, code: str) -> store.Case:
    """A case of the counsellor's own centre.

    Raises:
        Http404: there is none of this code, or it is another centre's.

    """
    with engine().connect() as connection:
        found = store.case(connection, seals(), centre_of(request), code)
    if found is None:
        raise Http404
    return found


def done(request: StaffRequest, found: store.Case, what: str, change: Callable[[Connection], Any],
         form: forms.Form | None = None) -> HttpResponse:
    """Write an act to the log, do it, and show the case again; nothing is done where the form does not fit."""
    if form and not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("case", found.code)
    audit.note(request.user, what, found.code)
    try:
        with engine().begin() as connection:
            change(connection)
    except CaseGone:
        messages.error(request, _("Der Fall hat sich inzwischen geändert; es wurde nichts getan."))
        return redirect("cases")
    messages.success(request, _("Erledigt: %(act)s.") % {"act": words.ACTS[what]})
    return redirect("case", found.code)
