from types import SimpleNamespace

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from bot.graph import run_in_sequence


@pytest.fixture
def many_threads():
    with threadpool_limits(2):
        yield


def test_a_message_is_understood_in_one_thread(many_threads):
    assert np.ones(2).sum() == 2 and {pool["num_threads"] for pool in threadpool_info()} == {2}
    run_in_sequence(SimpleNamespace(graph_runner=SimpleNamespace(_instantiated_nodes={}, _graph_schema=None)))
    assert {pool["num_threads"] for pool in threadpool_info()} == {1}
