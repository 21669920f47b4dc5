"""Kernels of a report run: private ipc sockets instead of ports, a deadline for the whole notebook, warm start where there is a zygote."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode
from traitlets.config import Config

from ..project import Project

CLIENT = Path(__file__).with_name("kernel_client.py")
ZYGOTE_PATIENCE = 20.0  # seconds a kernel waits for a zygote that is still importing


def environment(project: Project) -> dict[str, str]:
    """The environment of kernels, zygote and workers: same hashes and threads everywhere, so that warm, cold, here and there agree."""
    return {
        **os.environ,
        "CITYSTATS_ROOT": str(project.root),
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
        "MPLCONFIGDIR": str(project.state / "matplotlib"),
    }


class ReportKernel(AsyncKernelManager):
    """A kernel on ipc sockets below `ip`. Ports would race: about one parallel run in twenty found its port taken.

    With `zygote` (address of its socket) the kernel is forked there, else started cold from its kernelspec.
    """

    zygote = Unicode("").tag(config=True)
    running: ClassVar[dict[str, Any]] = {}

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        if self.zygote and await _appears(Path(self.zygote)):
            kernel_cmd = warm_command(kernel_cmd, self.zygote)
        await super()._async_launch_kernel(kernel_cmd, **kw)
        if isinstance(self.provisioner, LocalProvisioner) and self.provisioner.process:
            self.running[self.ip] = self.provisioner.process


def warm_command(cold: list[str], zygote: str) -> list[str]:
    """`python -Xfrozen_modules=off -m ipykernel_launcher -f FILE` → the client with the same arguments; other kernels stay as they are."""
    if "ipykernel_launcher" not in cold:
        return cold
    return [sys.executable, "-I", "-S", str(CLIENT), zygote, *cold[cold.index("ipykernel_launcher") + 1 :]]


async def _appears(socket: Path) -> bool:
    end = time.monotonic() + ZYGOTE_PATIENCE
    while not socket.exists() and time.monotonic() < end and socket.parent.exists():
        await asyncio.sleep(0.02)
    return socket.exists()


def config(folder: Path, zygote: str = "") -> Config:
    """For papermill's `config=`: sockets in `folder`, which has to be private to this kernel and short (ipc paths end at 107 bytes)."""
    return Config(
        {
            "ReportKernel": {
                "transport": "ipc",
                "ip": str(folder / "k"),
                "connection_file": str(folder / "kernel.json"),
                "zygote": zygote,
            }
        }
    )


@contextlib.contextmanager
def deadline(folder: Path, seconds: float) -> Iterator[threading.Event]:
    """Kill the kernel of `folder` after `seconds`; the event says whether that happened. nbclient then reports a dead kernel."""
    passed = threading.Event()

    def expire() -> None:
        passed.set()
        if process := ReportKernel.running.get(str(folder / "k")):
            _end(process)

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    try:
        yield passed
    finally:
        timer.cancel()
        if process := ReportKernel.running.pop(str(folder / "k"), None):
            _end(process)


def kill_all() -> None:
    """Every kernel this process started, with what its notebook started."""
    for process in list(ReportKernel.running.values()):
        _end(process)


def _end(process: Any) -> None:
    """A kernel leads a process group of its own, in which whatever its notebook started goes too."""
    for kill in (os.killpg, os.kill) if hasattr(os, "killpg") else (os.kill,):
        with contextlib.suppress(OSError):
            kill(process.pid, signal.SIGKILL)
