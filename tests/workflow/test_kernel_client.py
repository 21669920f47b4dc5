"""The process that stands in for a warm kernel: asks for it, passes signals on, ends with its end or its owner's."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.workflow import kernel_client

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks only where that is safe")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "z"))
        listening.listen()
        yield listening


def start(tmp_path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-S", kernel_client.__file__, str(tmp_path / "z"), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path)


def request(connection: socket.socket) -> tuple[dict[str, object], list[int]]:
    """What the client asks for, and the descriptors it hands over."""
    head, outputs, _, _ = socket.recv_fds(connection, 4, 2)
    size, body = struct.unpack("!I", head)[0], b""
    while len(body) < size:
        body += connection.recv(size - len(body))
    return json.loads(body), list(outputs)


@pytest.mark.parametrize("status", [0, 3])
def test_it_ends_as_its_kernel_ends_and_hands_over_its_output(
    tmp_path: Path, server: socket.socket, status: int
) -> None:
    client = start(tmp_path, "-f", "connection.json")
    connection, _ = server.accept()
    with connection:
        asked, outputs = request(connection)
        assert asked["argv"] == ["-f", "connection.json"] and asked["cwd"] == str(tmp_path)
        connection.sendall(struct.pack("i", os.getpid()))
        os.write(outputs[0], b"from the kernel\n")
        connection.sendall(struct.pack("i", status))
    for descriptor in outputs:
        os.close(descriptor)
    assert client.communicate()[0] == b"from the kernel\n"
    assert client.returncode == status


def test_a_kernel_that_vanishes_is_a_failure(tmp_path: Path, server: socket.socket) -> None:
    client = start(tmp_path)
    connection, _ = server.accept()
    with connection:
        _, outputs = request(connection)
        connection.sendall(struct.pack("i", os.getpid()))
    for descriptor in outputs:
        os.close(descriptor)
    client.communicate()
    assert client.returncode == 1


def test_an_interrupt_reaches_the_kernel(tmp_path: Path, server: socket.socket) -> None:
    kernel = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    client = start(tmp_path)
    connection, _ = server.accept()
    with connection:
        _, outputs = request(connection)
        connection.sendall(struct.pack("i", kernel.pid))
        status = Path(f"/proc/{client.pid}/status")
        caught = 1 << (signal.SIGTERM - 1)
        while (
            not int(next(line for line in status.read_text().splitlines() if line.startswith("SigCgt")).split()[1], 16)
            & caught
        ):
            assert client.poll() is None
        client.send_signal(signal.SIGTERM)
        assert kernel.wait() == -signal.SIGTERM
        connection.sendall(struct.pack("i", 0))
    for descriptor in outputs:
        os.close(descriptor)
    client.communicate()
    assert client.returncode == 0
