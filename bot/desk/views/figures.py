"""Figures for the coordinating office: counts only, small ones hidden (bot/handoff/figures.py), as tables, bars and CSV."""

import csv

from django.http import HttpResponse
from django.shortcuts import render

from bot.clock import today
from bot.desk import audit, words
from bot.desk.access import StaffRequest, role
from bot.desk.models import Role
from bot.desk.store import engine
from bot.handoff import figures as store


def _tables(request: StaffRequest) -> tuple[int, list[int], list[store.Table]]:
    """The year asked for, the years there are, and the tables of that year."""
    with engine().connect() as connection:
        years = store.years(connection)
        asked = request.GET.get("year", "")
        year = int(asked) if asked.isdecimal() and int(asked) in years else next(iter(years), today().year)
        return year, years, [store.table(connection, feature, year) for feature in store.FEATURES]


@role(Role.COORDINATOR)
def figures(request: StaffRequest) -> HttpResponse:
    """The tables of a year, each with its bars."""
    year, years, tables = _tables(request)
    shown = [{"feature": words.FEATURES[table.feature], "total": table.total, "bars": _bars(table)} for table in tables]
    return render(request, "desk/figures.html", {"year": year, "years": years, "tables": shown, "least": store.LEAST})


def _bars(table: store.Table) -> list[tuple[str, str, int]]:
    """Name, shown count and length in per cent of each line, months in their order; a hidden count has no bar."""
    most = max((figure.count or 0 for figure in table.rows), default=0) or 1
    rows = sorted(table.rows, key=lambda figure: figure.value) if table.feature == "month" else table.rows
    return [(words.figure_value(table.feature, figure.value), figure.shown, round(100 * (figure.count or 0) / most))
            for figure in rows]


@role(Role.COORDINATOR)
def figures_csv(request: StaffRequest) -> HttpResponse:
    """The same tables, line by line."""
    year, _, tables = _tables(request)
    audit.note(request.user, "figures", str(year))
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="arbeitslotse-{year}.csv"'})
    writer = csv.writer(response)
    writer.writerow(["year", "feature", "value", "label", "count"])
    for table in tables:
        writer.writerows([year, table.feature, figure.value, words.figure_value(table.feature, figure.value), figure.shown]
                         for figure in table.rows)
        writer.writerow([year, table.feature, "total", "", table.total.shown])
    return response
