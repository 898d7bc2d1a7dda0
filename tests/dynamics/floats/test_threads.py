"""One thread of BLAS where more would wait for each other, and as many as there were elsewhere."""

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from dmfcheck.dynamics.floats.threads import LEAST, MOST, one_thread


def threads():
    np.eye(2) @ np.eye(2)
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


@pytest.mark.parametrize(("rows", "within"), [(LEAST - 1, 2), (LEAST, 1), (MOST, 1), (MOST + 1, 2)])
def test_products_between_the_sizes_are_on_one_thread_and_those_after_as_before(rows, within):
    with threadpool_limits(2, "blas"):
        before = threads()
        assert before == {2}
        with one_thread(rows):
            assert threads() == {within}
        assert threads() == before
