"""A Dask cluster as an Executor: the chunks that own processes would work on go to its workers instead."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from ..project import CityStatsError
from . import fingerprint

PATIENCE = 10  # seconds to wait for the scheduler


@contextmanager
def executor(address: str | None) -> Iterator[Executor | None]:
    """The cluster at `address` (tcp://scheduler:8786) as an Executor; None where no address is given.

    Raises CityStatsError where nobody answers, where no worker is there, and where a worker has another version of the code, the
    lexicon or the libraries that open files than this machine: its figures would not be ours.
    """
    if not address:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise CityStatsError("--cluster needs dask: pip install 'citystats[cluster]'") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CityStatsError(
            f"{address}: no Dask scheduler answers there ({error}); start `dask scheduler` and workers"
        ) from None
    with client:
        _compare(client.run(fingerprint.code), address)
        yield client.get_executor(pure=False, retries=2)


def _compare(found: dict[str, str], address: str) -> None:
    if not found:
        raise CityStatsError(
            f"{address}: the scheduler has no workers; start `dask worker {address}` where the work is to be done"
        )
    own = fingerprint.code()
    if other := sorted(worker for worker, code in found.items() if code != own):
        raise CityStatsError(
            f"{address}: another version of citystats or its libraries on {', '.join(other)}; install the same there"
        )
