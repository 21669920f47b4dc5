"""Warm kernels: one process imports what the notebooks import and forks a real ipykernel for each that asks.

Only on Linux, where forking a process without threads is safe. A kernel forked here gives the outputs of a cold one
(tests/workflow/test_kernel_server.py compares them); whoever cannot reach the zygote starts a cold kernel.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Not matplotlib_inline.backend_inline: imported before the fork, it hooks a shell that does not exist yet, and plt.show()
# would then silently show nothing.
ALWAYS = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.datapub", "IPython.core.completer")


PATIENCE = 60.0  # seconds a zygote has to end its kernels before it is killed


class Zygote:
    """Handle on the zygote process: `with Zygote(folder, modules, env) as zygote: … zygote.address`.

    It starts in the background; whoever connects too early waits (see kernels.py). Its end of the pipe on standard input
    closes when the process that made it dies, however it dies, and then it kills its kernels and goes.
    """

    def __init__(self, folder: Path, modules: Iterable[str], env: Mapping[str, str]):
        self.address = str(folder / "zygote")
        command = [sys.executable, "-m", f"{__package__}.kernel_server", self.address, *modules]
        with (folder / "zygote.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=dict(env), cwd=folder
            )

    @staticmethod
    def available() -> bool:
        return sys.platform == "linux"

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.terminate()  # ends it while it still imports; later it only heeds its input, and ends its kernels first
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Server:
    """Accepts requests, forks kernels, reports their exit codes, kills the kernels of clients that died."""

    listener: socket.socket
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    clients: dict[int, socket.socket] = field(default_factory=dict)

    def run(self) -> None:
        """Until standard input closes."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(writer)
        self.selector.register(self.listener, selectors.EVENT_READ, self._accept)
        self.selector.register(reader, selectors.EVENT_READ, self._reap)
        self.selector.register(0, selectors.EVENT_READ, None)
        while True:
            for key, _ in self.selector.select():
                if key.data is None:
                    return self._end()
                key.data(key.fileobj)

    def _accept(self, _: Any) -> None:
        client, _address = self.listener.accept()
        if _user_of(client) != os.getuid():  # its folder is private; this is the second lock
            return client.close()
        try:
            request, files = _receive(client)
        except (OSError, ValueError, struct.error):  # a client that died while asking
            return client.close()
        pid = os.fork()
        if pid == 0:
            try:
                self._become_kernel(request, files, client)
            finally:
                os._exit(1)
        for number in files:
            os.close(number)
        self.clients[pid] = client
        self.selector.register(client, selectors.EVENT_READ, lambda _: self._client_gone(pid))
        with contextlib.suppress(OSError):
            client.sendall(struct.pack("i", pid))

    def _become_kernel(self, request: dict[str, Any], files: list[int], client: socket.socket) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self.selector.close()
        for own in (self.listener, client, *self.clients.values()):
            own.close()
        os.setsid()  # so that what the notebook starts dies with the kernel
        with open(os.devnull) as nothing:  # noqa: PTH123
            os.dup2(nothing.fileno(), 0)
        os.dup2(files[0], 1)
        os.dup2(files[1], 2)
        serve_kernel(request["argv"], request["cwd"], {**request["env"], "JPY_PARENT_PID": str(os.getppid())})

    def _client_gone(self, pid: int) -> None:
        _kill(pid)
        self.selector.unregister(self.clients[pid])
        self.clients.pop(pid).close()

    def _reap(self, reader: int) -> None:
        os.read(reader, 4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if client := self.clients.pop(pid, None):
                self.selector.unregister(client)
                with contextlib.suppress(OSError):
                    client.sendall(struct.pack("i", os.waitstatus_to_exitcode(status)))
                client.close()

    def _end(self) -> None:
        for pid in self.clients:
            _kill(pid)


def _user_of(client: socket.socket) -> int:
    """The user a client runs as, from the kernel."""
    _pid, user, _group = struct.unpack("3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return int(user)


def _kill(pid: int) -> None:
    """The kernel and what it started; it may not have made its own process group yet."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(pid, signal.SIGKILL)


def _receive(client: socket.socket) -> tuple[dict[str, Any], list[int]]:
    client.settimeout(5)
    head, files, _, _ = socket.recv_fds(client, 4, 2)
    (length,) = struct.unpack("!I", head)
    body = b""
    while len(body) < length:
        if not (chunk := client.recv(length - len(body))):
            raise ValueError("client gone")
        body += chunk
    client.settimeout(None)
    return json.loads(body), files


def serve_kernel(arguments: list[str], cwd: str, env: Mapping[str, str]) -> None:
    """In the fork: be what `python -m ipykernel_launcher` would have been, then exit."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = ["ipykernel_launcher", *arguments]
    _reseed()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance(
        parent_handle=os.getppid()
    )  # read from the environment at import, that is before the fork
    app.initialize(arguments)
    if app.shell and (matplotlib := sys.modules.get("matplotlib")):
        app.shell.enable_matplotlib("inline")
        for known in (matplotlib.rcParams, matplotlib.rcParamsDefault):  # read before the kernel set the variable
            known["backend"] = os.environ["MPLBACKEND"]
    app.start()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _reseed() -> None:
    """Else every kernel would draw the same random numbers."""
    import random

    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def main(address: str, modules: list[str]) -> None:
    if sys.path[0] in ("", os.getcwd()):  # noqa: PTH109 - what ipykernel_launcher does to `python -m`
        del sys.path[0]
    for module in (*ALWAYS, *modules):
        with contextlib.suppress(Exception):  # a kernel that needs it will say what is wrong
            importlib.import_module(module)
    if "matplotlib" in sys.modules:
        importlib.import_module("matplotlib.pyplot")  # else every kernel would import it to be told where charts go
    import gc

    gc.collect()
    gc.freeze()  # shared pages stay shared after the fork
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address + ".new")
    Path(address + ".new").chmod(0o600)
    listener.listen(64)
    Path(address + ".new").rename(address)  # whoever sees it can connect
    Server(listener).run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
