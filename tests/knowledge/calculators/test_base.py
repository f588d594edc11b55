"""The shared base of the calculators and `lotse calc`: lines, errors, texts, purity."""

import ast
import io
import json
import re
from pathlib import Path

import pytest
from worked import TODAY, calc, examples

from bot.commands.calc import calc_lines
from bot.errors import LotseError
from bot.knowledge.calculators import base
from bot.knowledge.calculators.base import KINDS, CalculationError, run
from bot.knowledge.calculators.wording import texts

FOLDER = Path(base.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))


def test_one_result_for_each_line_and_the_status_at_the_end():
    lines = ['{"hourly_gross": 13.5}', "no json", "[1]", '{"x": 1}', '{"work_date": "2026-02-30"}', "",
             "[" * 100_000, '{"hourly_gross": 1e999999}', '{"hourly_gross": NaN}', '{"work_date": "0001-01-01"}',
             '{"hourly_gross": 14}']
    out = io.StringIO()
    assert calc_lines("minimum_wage_check", [f"{line}\n" for line in lines], out, TODAY) == 2
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert ["error" in one for one in found] == [False] + [True] * 9 + [False]
    assert all(one["error"] for one in found[1:-1])


def test_good_lines_alone():
    out = io.StringIO()
    assert calc_lines("rest_check", ['{"end": "2026-11-20T22:00", "next_start": "2026-11-21T09:00"}'], out, TODAY) == 0
    assert calc_lines("rest_check", [], out, TODAY) == 0
    found = json.loads(out.getvalue())
    assert list(found)[-4:] == ["steps", "statute", "assumptions", "not_covered"]


@pytest.mark.parametrize("kind", ["base", "texts", "os", "", "../x", "minimum_wage"])
def test_an_unknown_kind(kind):
    assert "take one of" in calc(kind, {})["error"]


def test_what_is_null_is_not_given():
    assert calc("leave_entitlement", {"days_per_week": None, "year": None}) == calc("leave_entitlement", {})


def test_a_string_may_be_a_number_but_never_a_guess():
    assert calc("minimum_wage_check", {"hourly_gross": "13.5"})["shortfall"] == 0.4
    for guess in ("1.800", "1,800", "13,50", "1e3", "", "¹", True, [1], {"eur": 1}):
        assert "hourly_gross" in calc("minimum_wage_check", {"hourly_gross": guess})["error"]
    for guess in ("20261120", "20.11.2026", 20261120, "2026-11-20T00:00", True, "2026-13-01", "2026-1-1"):
        assert "work_date" in calc("minimum_wage_check", {"work_date": guess})["error"]


def outcomes():
    """All results of all worked examples."""
    for kind in KINDS:
        for example in examples(kind):
            entry = example.values[0]
            raw = json.loads(json.dumps(entry["input"], default=str))
            try:
                yield kind, run(kind, raw, entry.get("today", TODAY))
            except LotseError:
                continue


def test_every_text_is_used_and_its_placeholders_are_given():
    used = set()
    for kind, result in outcomes():
        assert result.kind == kind
        used |= {step.text_key for step in result.steps} | {*result.assumptions, *result.not_covered}
        for step in result.steps:
            wanted = set(re.findall(r"{(\w+)}", texts()[step.text_key].text))
            assert wanted <= step.values.keys(), step.text_key
    used |= {"minimum_wage_check_rate_sector_lower"}  # no sector is below today; see test_minimum_wage_check
    mine = {key for key in texts() if key.startswith(("minimum_wage", "leave_", "break_", "rest_"))}
    assert mine <= used, sorted(mine - used)
    assert used <= texts().keys()


def test_no_sign_of_law_in_a_text():
    assert not [key for key, text in texts().items() if re.search(r"[§€%]", text.text)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_calculators_have_no_clock_and_no_figures_of_law(path):
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    docs = [node.value for node in nodes if isinstance(node, ast.Expr)]
    texts_in_code = [node.value for node in nodes if isinstance(node, ast.Constant) and node not in docs]
    assert not [text for text in texts_in_code if isinstance(text, str) and re.search("[§€]", text)]
    assert not [node for node in nodes if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}]


def test_beyond_the_calendar():
    with pytest.raises(CalculationError):
        run("rest_check", {"end": "0001-01-01T00:00", "next_start": "0001-01-02T00:00"}, TODAY)
