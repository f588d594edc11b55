import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from bot import settings
from bot.interpreter import Interpreter


@pytest.fixture
def many_threads():
    with threadpool_limits(2):
        yield


def threads():
    assert np.ones(2).sum() == 2  # the library of linear algebra is there
    return {pool["num_threads"] for pool in threadpool_info()}


def test_a_message_is_understood_in_one_thread(many_threads):
    assert threads() == {2}
    Interpreter(settings.read().models)
    assert threads() == {1}
