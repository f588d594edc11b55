"""“The bot was wrong here”: a counsellor reports a masked sentence, a maintainer decides on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bot.desk import audit
from bot.desk.access import StaffRequest, role
from bot.desk.forms import MistakeForm
from bot.desk.models import Mistake, Role
from bot.desk.views.cases import counsellor, opened
from bot.handoff.cases import Case
from bot.handoff.masking import masked

_PAGE = 20
HIDDEN = "…"
"""What stands in a reported sentence for a name, a number, an address or a firm."""


@counsellor
def report(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The right topic for a sentence of the talk; only the masked sentence goes to the queue."""
    found = opened(request, code)
    line = _line(found, number)
    text = "".join(HIDDEN if piece.kind else piece.text for piece in masked(line["text"], found.language))[:1000]
    form = MistakeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "desk/report.html", {"case": found, "form": form, "text": text, "topic": line["topic"]})
    audit.note(request.user, "mistake", code)
    Mistake.objects.get_or_create(text=text, language=found.language, defaults={
        "taken_for": line["topic"] or "", "topic": form.cleaned_data["topic"]})
    messages.success(request, _("Danke. Der Satz liegt jetzt bei der Pflege des Bots."))
    return redirect("case", code)


def _line(found: Case, number: int) -> dict[str, str]:
    """A line of the talk that the person wrote.

    Raises:
        Http404: there is none of this number.

    """
    lines = found.transcript or []
    if number >= len(lines) or lines[number]["who"] != "person":
        raise Http404
    return lines[number]


@role(Role.MAINTAINER)
def mistakes(request: StaffRequest) -> HttpResponse:
    """The review queue, oldest first."""
    waiting = Mistake.objects.filter(state=Mistake.State.WAITING).order_by("pk")
    forms = [(mistake, MistakeForm(initial={"topic": mistake.topic}, auto_id=f"{mistake.pk}_%s")) for mistake in waiting[:_PAGE]]
    return render(request, "desk/mistakes.html", {
        "waiting": forms, "count": waiting.count(), "accepted": Mistake.objects.filter(state=Mistake.State.ACCEPTED).count()})


@role(Role.MAINTAINER)
@require_POST
def judge(request: StaffRequest, number: int) -> HttpResponse:
    """Accept a sentence with a topic, or reject it."""
    mistake = get_object_or_404(Mistake, pk=number, state=Mistake.State.WAITING)
    form = MistakeForm(request.POST)
    if "reject" not in request.POST and not form.is_valid():
        messages.error(request, _("Wählen Sie ein Thema."))
        return redirect("mistakes")
    audit.note(request.user, "judge", str(number))
    if "reject" in request.POST:
        mistake.state = Mistake.State.REJECTED
    else:
        mistake.state, mistake.topic = Mistake.State.ACCEPTED, form.cleaned_data["topic"]
    mistake.save()
    messages.success(request, str(Mistake.State(mistake.state).label))
    return redirect("mistakes")
