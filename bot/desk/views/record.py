"""A centre's own record in the directory that the assistant shows."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bot.desk import audit
from bot.desk.access import StaffRequest
from bot.desk.forms import AbsenceFormSet, RecordForm
from bot.desk.store import engine
from bot.desk.views.cases import centre_of, counsellor
from bot.errors import DataError
from bot.handoff import centre_edits
from bot.knowledge.centres.directory import centres


@counsellor
def record(request: StaffRequest) -> HttpResponse:
    """Opening hours, absences, languages and contacts; saved as checked today."""
    key = centre_of(request)
    with engine().connect() as connection:
        centre_edits.apply_latest(connection)
    shown = centres()[key].dict()
    form = RecordForm(request.POST or None, initial=shown)
    absences: Any = AbsenceFormSet(request.POST or None, initial=shown["absences"])
    if form.is_valid() and absences.is_valid() and _saved(request, key, form.cleaned_data, absences.cleaned_data):
        messages.success(request, _("Gespeichert und als heute geprüft vermerkt. Der Bot zeigt es so."))
        return redirect("record")
    return render(request, "desk/record.html", {"form": form, "absences": absences, "record": centres()[key]})


def _saved(request: StaffRequest, key: str, fields: dict[str, Any], absences: list[dict[str, Any]]) -> bool:
    audit.note(request.user, "record", key)
    days = [{name: day[name].isoformat() for name in ("first", "last")} for day in absences if day.get("first")]
    try:
        with engine().begin() as connection:
            centre_edits.save_edit(connection, key, request.user.pk, {**{name: value or None for name, value in fields.items()},
                                                                      "languages": fields["languages"], "absences": days})
    except DataError as error:
        messages.error(request, str(error))
        return False
    return True
