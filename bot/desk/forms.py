"""The desk's forms: what staff may write, and how long it may be."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.desk import words
from bot.desk.models import Account, CentreSetting, Role
from bot.handoff.cases import OUTCOMES
from bot.handoff.passing import receivers
from bot.handoff.ready import THINGS, thing
from bot.handoff.talks import LONGEST_ANSWER
from bot.knowledge.centres.directory import centres
from bot.languages import languages


class CodeForm(forms.Form):
    """The six digits of a second factor."""

    token = forms.CharField(label=_("Code aus der App"), max_length=8, widget=forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}))

    def __init__(self, *args: Any, accept: Callable[[str], Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self._accept = accept
        self.device: Any = None

    def clean_token(self) -> str:
        """The code, with the device that it fits to.

        Raises:
            ValidationError: it fits to none.

        """
        token = "".join(self.cleaned_data["token"].split())
        self.device = self._accept(token)
        if not self.device:
            raise forms.ValidationError(_("Dieser Code passt nicht. Warten Sie einen Moment und nehmen Sie den nächsten."))
        return token


class FilterForm(forms.Form):
    """What of the list is shown."""

    state = forms.ChoiceField(label=_("Stand"), required=False)
    topic = forms.ChoiceField(label=_("Thema"), required=False)
    language = forms.ChoiceField(label=_("Sprache"), required=False)
    within_days = forms.TypedChoiceField(label=_("Frist"), required=False, coerce=int, empty_value=None, choices=[
        ("", _("alle")), ("3", _("höchstens 3 Tage")), ("7", _("höchstens 7 Tage")), ("21", _("höchstens 21 Tage"))])
    danger = forms.BooleanField(label=_("nur mit Gefahr"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        everything = [("", _("alle"))]
        self.fields["state"].choices = everything + list(words.STATES.items())  # type: ignore[attr-defined]
        self.fields["topic"].choices = everything + words.topic_choices()  # type: ignore[attr-defined]
        spoken = [(code, words.language(code)) for code in languages()]
        self.fields["language"].choices = everything + sorted(spoken, key=lambda choice: choice[1])  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the person is to read."""

    text = forms.CharField(label=_("Antwort"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 5}))


class NoteForm(forms.Form):
    """What the centre notes for itself."""

    text = forms.CharField(label=_("Notiz"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class CloseForm(forms.Form):
    """Why a case is closed."""

    outcome = forms.ChoiceField(label=_("Ergebnis"), choices=[(name, words.OUTCOMES[name]) for name in OUTCOMES])


class PassForm(forms.Form):
    """To which centre a case is to go."""

    to = forms.ChoiceField(label=_("An welche Stelle?"))

    def __init__(self, *args: Any, centre: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [(other.key, other.name) for other in receivers(centre)]  # type: ignore[attr-defined]


class SentenceForm(forms.Form):
    """The fields of a ready-made sentence."""

    def __init__(self, *args: Any, names: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in names:
            self.fields[name] = _SENTENCE_FIELDS[name](label=words.SENTENCE_FIELDS[name])


def _words_field(**options: Any) -> forms.Field:
    return forms.CharField(max_length=200, **options)


def _things_field(**options: Any) -> forms.Field:
    choices = [(name, thing(name)) for name in THINGS]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)


def _day_field(**options: Any) -> forms.Field:
    return forms.DateField(widget=_day_input(), **options)


def _time_field(**options: Any) -> forms.Field:
    return forms.RegexField(r"^([01]?\d|2[0-3]):[0-5]\d$", widget=forms.TimeInput(attrs={"type": "time"}), **options)


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


_SENTENCE_FIELDS: dict[str, Callable[..., forms.Field]] = {
    "day": _day_field, "time": _time_field, "things": _things_field, "phone": _words_field, "address": _words_field,
    "other": _words_field}


class MistakeForm(forms.Form):
    """What a sentence was really about."""

    topic = forms.ChoiceField(label=_("Richtiges Thema"), choices=words.topic_choices)


class RecordForm(forms.Form):
    """What a centre keeps of its own record in the directory."""

    opening_hours = forms.CharField(label=_("Öffnungszeiten"), max_length=300, required=False,
                                    widget=forms.Textarea(attrs={"rows": 3}))
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120, required=False)
    postal_code = forms.RegexField(r"^\d{5}$", label=_("Postleitzahl"), required=False)
    city = forms.CharField(label=_("Ort"), max_length=80, required=False)
    languages = forms.MultipleChoiceField(label=_("Sprachen"), required=False, choices=words.spoken_languages,
                                          widget=forms.CheckboxSelectMultiple)


class AbsenceForm(forms.Form):
    """Days on which nobody is there."""

    first = forms.DateField(label=_("vom"), required=False, widget=_day_input())
    last = forms.DateField(label=_("bis"), required=False, widget=_day_input())

    def clean(self) -> dict[str, Any]:
        """Both days or none, in order.

        Raises:
            ValidationError: they are not.

        """
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if (first is None) != (last is None) or (first and last and first > last):
            raise forms.ValidationError(_("Nennen Sie den ersten und den letzten Tag."))
        return self.cleaned_data


AbsenceFormSet = forms.formset_factory(AbsenceForm, extra=2, max_num=12)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new account."""

    centre = forms.ChoiceField(label=_("Stelle (nur für Beratung)"), required=False, choices=lambda: [("", "–"), *(
        (key, record.name) for key, record in centres().items() if record.kind == "faire_integration")])

    class Meta:
        model = Account
        fields = ("username", "role", "centre")

    def clean(self) -> dict[str, Any]:
        """A counsellor has a centre, nobody else has.

        Raises:
            ValidationError: it is otherwise.

        """
        cleaned = super().clean() or self.cleaned_data
        cleaned["centre"] = cleaned.get("centre") or None
        if (cleaned.get("role") == Role.COUNSELLOR) != bool(cleaned["centre"]):
            raise forms.ValidationError(_("Ein Konto für Beratung gehört zu einer Stelle, ein anderes zu keiner."))
        return cleaned


class SettingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is set for a centre."""

    class Meta:
        model = CentreSetting
        fields = ("second_factor", "mail")
