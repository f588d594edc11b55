"""The samples of the drills run side by side; each test waits for its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.drills.figures import Figures

_SIDE_BY_SIDE = 6
Drill = Callable[[Path], Figures]


@pytest.fixture(scope="session")
def drilled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Drill], Figures]]:
    """Gives the figures of a drill, of which all that are asked for in this session were begun together."""
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        begun: dict[Drill, Future[Figures]] = {}
        for item in request.session.items:
            drill = getattr(item, "callspec", None) and item.callspec.params.get("drill")  # type: ignore[attr-defined]
            if drill and drill not in begun:
                begun[drill] = pool.submit(drill, tmp_path_factory.mktemp("drill"))
        yield lambda drill: begun[drill].result()
