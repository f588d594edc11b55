"""The command line `lotse`. Heavy imports happen only in the command that needs them."""

import json
import sys
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Optional

import typer

from bot import clock, settings
from bot.errors import LotseError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="Arbeitslotse: a labour-rights assistant.")
centres_app = typer.Typer(no_args_is_help=True, help="The directory of counselling centres.")
app.add_typer(centres_app, name="centres")
review_app = typer.Typer(no_args_is_help=True, help="What the centres' staff reported as mistakes of the assistant.")
app.add_typer(review_app, name="review")


class Tree(str, Enum):
    """Where an exported sentence goes."""

    examples = "examples"
    tests = "tests"


@app.command()
def serve() -> None:
    """Serve the web chat (and Telegram, if TELEGRAM_BOT_TOKEN is set) until stopped."""
    from bot.quiet import hush
    hush()
    from bot.server import serve as run
    run(settings.read())


@app.command()
def actions(port: int = 5055) -> None:
    """Serve the actions as a process of their own; point LOTSE_ACTIONS_URL at http://HOST:PORT/webhook."""
    from bot.quiet import hush
    hush()
    from rasa_sdk.endpoint import run as run_actions
    run_actions("bot.actions", port=port)


@app.command()
def desk() -> None:
    """Serve the centres' desk; the first start prints the passwords of the first accounts, once."""
    from bot.commands.desk import desk as serve_desk
    serve_desk()


@app.command("desk-bench")
def desk_bench() -> None:
    """Time on the server for each page of the desk, with 10,000 cases in a database of its own."""
    from bot.commands.desk_bench import bench as run
    run()


@review_app.command("export")
def review_export(
    kind: Optional[Tree] = typer.Option(None, "--as", help="All of them as this; by default one half each."),
) -> None:
    """Write accepted sentences into data/nlu (to learn from) and tests/nlu (held out); see the changes before you commit them."""
    from bot.commands.review import export
    for line in export(kind and kind.value):
        typer.echo(line)


@app.command()
def up() -> None:
    """Start all parts and print the addresses of the web chat and of the desk; Ctrl-C stops them."""
    from bot.commands.up import up as start
    start(settings.read())


@app.command()
def train() -> None:
    """Train the model into the models' folder."""
    from bot.commands.train import train as run
    run(settings.read().models / "lotse.tar.gz")


@app.command()
def parse() -> None:
    """Understand texts: one text a line on standard input, one JSON object a line out."""
    from bot.commands.parse import parse_lines
    parse_lines(settings.read(), sys.stdin, sys.stdout)


@app.command()
def chat(
    as_json: bool = typer.Option(False, "--json", help="Each message as a JSON object on a line."),
    today: Optional[datetime] = typer.Option(None, formats=["%Y-%m-%d"], help="Hold the clock at this day."),
    language: str = typer.Option("de", help="The language to begin in."),
) -> None:
    """Talk to the assistant in the terminal; a button is answered by its number or its label."""
    clock.move_to(today.date() if today else None)
    from bot.commands.chat import talk
    talk(settings.read(), sys.stdin, as_json, language)


@app.command()
def handoffs(as_json: bool = typer.Option(False, "--json", help="One JSON object a line.")) -> None:
    """The stored hand-offs, opened, oldest first."""
    from bot.commands.handoffs import list_handoffs
    list_handoffs(settings.read(), as_json)


@app.command()
def measure(picture: Path = Path("build/confusion.png")) -> None:
    """Accuracy on the held-out messages, per language, with calibration and a confusion picture."""
    from bot.commands.measure import draw, outcomes, report
    found = outcomes(settings.read())
    draw(found, picture)
    typer.echo(f"{report(found)}\n\nconfusion picture: {picture}")


@app.command()
def coverage() -> None:
    """Write docs/coverage.md: examples, texts, review state and accuracy, per language and topic."""
    from bot.commands.coverage import write_page
    from bot.commands.measure import outcomes
    typer.echo(write_page(outcomes(settings.read())))


@app.command()
def curve(new: Optional[str] = typer.Option(None, help="Treat this language as if it had no examples.")) -> None:
    """The learning curve: accuracy per language with growing shares of the examples, and without the work concepts."""
    from bot.quiet import hush
    hush()
    from bot.commands.curve import curve as run
    run(new)


@app.command()
def identify() -> None:
    """Which language a message is in: this project's own model and lingua 2.1 (`uv sync --group compare`) side by side."""
    from bot.commands.identify import identify as run
    run()


@app.command()
def bench(stock: bool = typer.Option(False, help="Train and ask stock Rasa (DIET) beside it; takes long.")) -> None:
    """Training time, model size, latency and memory."""
    from bot.commands.bench import bench as run
    run(stock)


@app.command()
def calc(kind: str) -> None:
    """Work out deadlines and sums: one JSON object a line on standard input, one result a line out."""
    from bot.commands.calc import calc_lines
    raise typer.Exit(calc_lines(kind, sys.stdin, sys.stdout, clock.today()))


@app.command("add-language")
def add_language(
    code: str,
    name: Optional[str] = typer.Option(None, help="Its own name, as its speakers write it."),
    locale: Optional[str] = typer.Option(None, help="Babel's locale for dates and sums, where it differs from the code."),
    owner: str = typer.Option("open", help="Who answers for the language."),
) -> None:
    """Make everything for a new language: the assistant runs with it at once, in English where no text is translated."""
    from bot.commands.add_language import add_language as add
    from bot.commands.add_language import shown
    made = shown(add(code, name, locale, owner))
    typer.echo(f"{code} is in the register. To be filled, in this order (see docs/languages.md):\n{made}")


@app.command("add-topic")
def add_topic(
    name: str,
    what: str = typer.Option(..., help="One line in English: what people ask."),
    label: str = typer.Option(..., help="The topic on a button, in German, at most 24 characters."),
    owner: str = typer.Option("open", help="Who answers for the text."),
) -> None:
    """Make a new topic, group_topic, in every file that must know it; `lotse check` then names what is still to be written."""
    from bot.commands.add_language import shown
    from bot.commands.add_topic import add_topic as add
    made = shown(add(name, what, label, owner))
    typer.echo(f"{name} is a topic. To be filled, in this order (docs/writing-answers.md, docs/writing-examples.md):\n{made}")


@app.command()
def check() -> None:
    """All gates over data and texts; exit status 1 if one is shut."""
    from bot.commands.check import complaints
    found = complaints()
    for complaint in found:
        typer.echo(complaint)
    typer.echo(f"{len(found)} complaints" if found else "all data and texts are in order")
    raise typer.Exit(1 if found else 0)


@centres_app.command("near")
def centres_near(
    place: Optional[str] = typer.Argument(None, help="Postal code, town, Land or coordinates; else one a line on stdin."),
    kind: str = typer.Option("faire_integration", help="faire_integration, faire_mobilitaet, recognition or referral."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """The nearest centres to a place."""
    from bot.commands.near import near, near_text
    for text in [place] if place is not None else (line.rstrip("\n") for line in sys.stdin):
        found = near(text, kind)
        typer.echo(json.dumps(found, ensure_ascii=False) if as_json or place is None else near_text(found))


@centres_app.command("check")
def centres_check(older_than_days: int = typer.Option(180, help="Records checked longer ago are stale.")) -> None:
    """Stale, missing or doubtful fields of the directory."""
    from bot.commands.near import doubts
    for line in doubts(clock.today(), older_than_days):
        typer.echo(line)


@centres_app.command("load")
def centres_load(table: Path) -> None:
    """Load the full GeoNames table of postal codes (DE.txt), where the machine has it."""
    from bot.knowledge.centres.geonames import load_full_table
    typer.echo(f"{load_full_table(table)} postal codes")


@app.command()
def link(
    *,
    bot: str = typer.Option(..., help="The bot's name on Telegram."),
    language: Optional[str] = typer.Option(None, help="Code of the register, like uk."),
    topic: Optional[str] = typer.Option(None, help="Is answered after the welcome, like wages_unpaid."),
    land: Optional[str] = typer.Option(None, help="Its centres are shown without asking for the place, like DE-BY."),
    centre: Optional[str] = typer.Option(None, help="Is shown after the welcome and gets the case, like fi-he-kassel."),
    out: Optional[Path] = typer.Option(None, help="Write the QR code there: .svg or .png."),
) -> None:
    """A link into the Telegram bot for a flyer or a notice, and its QR code."""
    from bot.commands.link import draw
    from bot.commands.link import link as made
    address = made(bot, language, topic, land, centre)
    if out:
        draw(address, out)
    typer.echo(address)


def main() -> None:
    """Run the command line; our own errors are one clear line."""
    try:
        app()
    except LotseError as error:
        typer.echo(f"lotse: {error}", err=True)
        sys.exit(1)
