"""Ready-made sentences: German and the person's language side by side, so that an answer needs no common language."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from bot.desk.access import StaffRequest
from bot.desk.forms import SentenceForm
from bot.desk.store import seals
from bot.desk.views.cases import counsellor, done, opened
from bot.handoff import ready, talks
from bot.handoff.cases import Case
from bot.handoff.waiting import next_door
from bot.knowledge.centres.directory import Centre, centres, contact
from bot.languages import SOURCE


@counsellor
def sentence(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """Fill a sentence in, see it in both languages, send it."""
    found, chosen = opened(request, code), _sentence(key)
    form = SentenceForm(request.POST or None, names=chosen.fields, initial=_known(found))
    filled = not chosen.fields or form.is_valid()
    texts = {language: ready.rendered(key, language, form.cleaned_data if chosen.fields else {})
             for language in (SOURCE, found.language)} if filled else {}
    if texts and "send" in request.POST:
        return done(request, found, "answer", lambda connection: talks.answer(
            connection, seals(), found, request.user.pk, texts[found.language], german=_german(texts, found)))
    return render(request, "desk/sentence.html", {
        "case": found, "sentence": chosen, "form": form, "german": texts.get(SOURCE), "text": texts.get(found.language)})


def _sentence(key: str) -> ready.Sentence:
    found = [sentence for sentence in ready.sentences() if sentence.key == key]
    if not found:
        raise Http404
    return found[0]


def _known(found: Case) -> dict[str, Any]:
    """What the fields begin with: the centre's own contacts, the deadline, and the next centre."""
    centre: Centre = centres()[found.centre]
    return {"phone": centre.phone, "address": centre.address(), "other": contact(next_door(centre))}


def _german(texts: dict[str, str], found: Case) -> str | None:
    return texts[SOURCE] if found.language != SOURCE else None
