"""`lotse bench`: training time, model size, latency and memory, for this pipeline and, on request, for stock Rasa beside it."""

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.commands.examples import examples
from bot.languages import languages
from bot.settings import ROOT

_MESSAGES = 300
_STOCK = ROOT / "docs" / "stock-config.yml"
_PORT = 18080
_PARSER = """
import asyncio, json, resource, sys, time
from pathlib import Path
from bot.quiet import hush
hush()
from bot.interpreter import Interpreter
texts = json.load(sys.stdin)
interpreter = Interpreter(Path(sys.argv[1]))
async def run():
    for text in texts[:20]:
        await interpreter.parse(text)
    took = []
    for text in texts:
        start = time.perf_counter()
        await interpreter.parse(text)
        took.append(time.perf_counter() - start)
    return took
print(json.dumps({"took": asyncio.run(run()), "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def bench(stock: bool) -> None:
    """Print a table; each pipeline is trained and asked in processes of its own, one after the other in one run."""
    _line("pipeline", "training s", "model MB", "parse p50 ms", "parse p99 ms", "memory MB")
    for name, config in [("arbeitslotse", ROOT / "config.yml"), *([("stock rasa", _STOCK)] if stock else [])]:
        with TemporaryDirectory() as folder:
            _line(name, *_measured(config, Path(folder)))
    p50, p99, memory = _turns()
    sys.stdout.write(f"\na whole turn over HTTP: p50 {p50:.1f} ms, p99 {p99:.1f} ms; memory of the server {memory:.0f} MB\n")


def _line(*cells: object) -> None:
    sys.stdout.write("".join(f"{cell:>14.1f}" if isinstance(cell, float) else f"{cell!s:>14}" for cell in cells) + "\n")
    sys.stdout.flush()


def _texts() -> list[str]:
    return [text for code in languages() for text, _ in islice(examples("tests", code), 0, None, 7)][:_MESSAGES]


def _measured(config: Path, folder: Path) -> tuple[float, float, float, float, float]:
    model = folder / "lotse.tar.gz"
    start = time.perf_counter()
    train = "from pathlib import Path; from bot.commands.train import train; import sys; train(*map(Path, sys.argv[1:]))"
    _run([sys.executable, "-c", train, str(model), str(config)])
    training = time.perf_counter() - start
    parsed = json.loads(_run([sys.executable, "-c", _PARSER, str(model)], json.dumps(_texts())).splitlines()[-1])
    p50, p99 = _percentiles(parsed["took"])
    return training, model.stat().st_size / 1e6, p50, p99, parsed["kilobytes"] / 1024


def _run(command: list[str], text: str = "") -> str:
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=ROOT).stdout  # noqa: S603


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    """p50 and p99 in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return cuts[49] * 1000, cuts[98] * 1000


def _turns() -> tuple[float, float, float]:
    """p50 and p99 of a turn in milliseconds, and the server's memory in MB."""
    with TemporaryDirectory() as folder:
        env = {**os.environ, "LOTSE_VAR": folder, "LOTSE_PORT": str(_PORT)}
        server = subprocess.Popen([sys.executable, "-m", "bot", "serve"], env=env, stdout=subprocess.PIPE, cwd=ROOT)
        try:
            assert server.stdout  # noqa: S101 (it was asked for)
            server.stdout.readline()
            took = _asked()
            peak = Path(f"/proc/{server.pid}/status").read_text().split("VmHWM:")[1].split()[0]
        finally:
            server.terminate()
            server.wait()
    return (*_percentiles(took), int(peak) / 1024)


def _asked() -> list[float]:
    took = []
    for number, text in enumerate(_texts()):
        if number % 10 == 0:
            opener = _new_chat()
        body = json.dumps({"id": f"bench-{number:06}", "text": text, "after": 10**9}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{_PORT}/messages", body, {"Content-Type": "application/json"})
        start = time.perf_counter()
        opener.open(request).read()
        took.append(time.perf_counter() - start)
    return took


def _new_chat() -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.open(f"http://127.0.0.1:{_PORT}/").read()
    return opener
