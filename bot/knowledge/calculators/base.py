"""What all calculators share: typed inputs and results, the registry, and the one way to run a kind."""

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, Extra, ValidationError, root_validator
from pydantic.fields import ModelField

from bot.errors import LotseError
from bot.knowledge.law import fact, facts

KINDS = ("minimum_wage_check", "notice_period", "claim_deadline", "leave_entitlement", "leave_payout", "sick_pay_end",
         "break_check", "rest_check", "job_seeker_registration", "maternity_protection")
"""The calculators by name; each is a module of this package."""
CENT = Decimal("0.01")
_SHAPES: dict[type, tuple[re.Pattern[str], str]] = {
    datetime: (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?"),
               "a local day and time as YYYY-MM-DDTHH:MM"),
    date: (re.compile(r"\d{4}-\d\d-\d\d"), "a day as YYYY-MM-DD"),
    Decimal: (re.compile(r"-?\d+(\.\d{1,2})?"), "a number with a decimal point (1800.50)"),
    bool: (re.compile("true|false"), "true or false"),
    int: (re.compile(r"-?\d+"), "a whole number"),
}
"""How a string for a field of this type looks: pydantic would also read timestamps and round silently.

A type stands before the one from which it is derived: the first that fits is taken.
"""


class CalculationError(LotseError):
    """The input cannot be computed: names the key and how to mend it."""


class Input(BaseModel):
    """The input of a calculator: unknown keys are refused; what is not given takes the ordinary case."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @root_validator(pre=True)
    @classmethod
    def _exact(cls, raw: dict[str, Any]) -> dict[str, Any]:
        """No silent guess: a day is no timestamp, 5.5 is no whole number, "1.800" is no 1.8."""
        named = {name.alias: name for name in cls.__fields__.values()}
        for key, value in raw.items():
            if key in named and value is not None and not isinstance(value, list):
                _check_shape(key, named[key], value)
        return raw


def _check_shape(key: str, model_field: ModelField, value: Any) -> None:
    wanted = model_field.type_
    plain = next((base for base in _SHAPES if isinstance(wanted, type) and issubclass(wanted, base)), None)
    if plain is None:
        return
    shape, expected = _SHAPES[plain]
    if not (shape.fullmatch(value.strip()) if isinstance(value, str) else _same_type(plain, value)):
        shown = repr(value) if isinstance(value, str) else value
        raise ValueError(f"{key}: {shown} is not {expected}")


def _same_type(wanted: type, value: Any) -> bool:
    if isinstance(value, bool) or wanted is bool:
        return wanted is type(value)
    if wanted is int:
        return isinstance(value, (int, float, Decimal)) and value == value // 1
    if wanted is Decimal:
        return isinstance(value, (int, float, Decimal))
    return type(value) is wanted


@dataclass(frozen=True)
class Step:
    """A step of the reasoning: the key of a text and the values for its placeholders."""

    text_key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What a calculator found; `steps`, `assumptions` and `not_covered` name texts of texts.yml."""

    kind: str
    values: dict[str, Any]
    steps: tuple[Step, ...]
    statutes: tuple[str, ...]
    assumptions: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()


Calculate = Callable[[Any, date], Result]
registry: dict[str, tuple[type[Input], Calculate]] = {}
"""Filled when the module of a kind is imported."""
Function = TypeVar("Function", bound=Calculate)


def calculator(kind: str, model: type[Input]) -> Callable[[Function], Function]:
    """Enter a function into the registry as the calculator of this kind."""
    def enter(function: Function) -> Function:
        registry[kind] = (model, function)
        return function
    return enter


class Figures:
    """The figures of law on one day; remembers the statutes of those that were asked for, in that order."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._statutes: dict[str, None] = {}

    def __call__(self, name: str) -> Decimal:
        """The value of a fact on the day.

        Raises:
            Unanswerable: the fact is not in force on the day.

        """
        value = fact(name, self.day)
        self._statutes[facts()[name].statute] = None
        return value

    def whole(self, name: str) -> int:
        """The value of a fact that counts days, weeks, months or years."""
        return int(self(name))

    @property
    def statutes(self) -> tuple[str, ...]:
        """The statutes of the figures asked for so far."""
        return tuple(self._statutes)


def cents(value: Decimal) -> Decimal:
    """A sum rounded half up to the cent; also hours and days with two decimals."""
    return value.quantize(CENT, ROUND_HALF_UP)


def run(kind: str, raw: dict[str, Any], today: date) -> Result:
    """Check a raw input and compute; keys whose value is None count as not given.

    Raises:
        CalculationError: unknown kind, an input that does not fit, or days that the calendar does not reach.
        Unanswerable: the law of the day asked for is not known.

    """
    if kind not in KINDS:
        raise CalculationError(f"{kind!r} is no calculator; take one of {', '.join(KINDS)}")
    importlib.import_module(f"bot.knowledge.calculators.{kind}")
    model, calculate = registry[kind]
    try:
        return calculate(_checked(model, raw), today)
    except (ArithmeticError, ValueError):
        raise CalculationError("a day or a sum is beyond all reason; check the years and the amounts") from None


def _checked(model: type[Input], raw: dict[str, Any]) -> Input:
    try:
        return model(**{key: value for key, value in raw.items() if value is not None})
    except ValidationError as error:
        raise CalculationError("; ".join(_mend(model, one) for one in error.errors())) from None


def _mend(model: type[Input], error: Any) -> str:
    path = ".".join(str(part) for part in error["loc"])
    if error["type"] == "value_error.extra":
        return f"{path}: unknown key; known are {', '.join(known.alias for known in model.__fields__.values())}"
    if error["type"] == "value_error.missing":
        return f"{path}: give this key"
    return str(error["msg"]) if path == "__root__" else f"{path}: {error['msg']}"
