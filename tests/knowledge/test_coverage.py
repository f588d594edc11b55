"""The coverage page shows the register, the examples and the catalogues as they are."""

from bot.commands.coverage import PAGE, languages_table


def test_the_page_is_up_to_date():
    page = PAGE.read_text(encoding="utf-8")
    stale = [row for row in languages_table() if row not in page]
    assert stale == [], "run `make coverage`"
