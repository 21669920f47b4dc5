"""Work handed out: every job once, in processes or through an Executor; a worker that dies takes only its own job along."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib import parallel


def square(number: int) -> int:
    return number * number


def die_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse(number: int) -> int:
    raise ValueError(f"not {number}")


def test_every_job_once_in_processes():
    assert sorted(parallel.distribute(square, range(20), workers=2)) == [(n, n * n) for n in range(20)]


def test_an_executor_is_used_as_it_is():
    with ThreadPoolExecutor(2) as executor:
        assert sorted(parallel.distribute(square, range(9), executor=executor)) == [(n, n * n) for n in range(9)]


def test_no_more_is_taken_than_is_worked_on():
    taken = []

    def jobs():
        for number in range(1000):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(1) as executor:
        found = parallel.distribute(square, jobs(), executor=executor)
        next(found)
        assert len(taken) <= parallel.AHEAD * 64 + 1
        found.close()


def test_a_worker_that_dies_takes_only_its_own_job():
    found = dict(parallel.distribute(die_on_three, range(40), workers=2))
    assert isinstance(found.pop(3), parallel.LostError)
    assert found == {n: n for n in range(40) if n != 3}


def test_what_the_work_raises_is_raised():
    with pytest.raises(ValueError, match="not 1"):
        list(parallel.distribute(refuse, [1], workers=1))
