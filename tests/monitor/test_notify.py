"""What a service manager hears from a collector: ready, alive, stopping (sd_notify(3))."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.monitor.test_election import COLLECTOR
from tests.monitor.world import world
from tests.processes import python
from tui.monitor.notify import Notifier


@pytest.fixture
def manager() -> Iterator[socket.socket]:
    """A socket as systemd has one."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(f"{folder}/notify")
        heard.settimeout(20)
        yield heard


def test_a_collector_says_when_it_is_ready_alive_and_stopping(
    tmp_path: Path, manager: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ready only when it holds the lock; alive at every sign of life."""
    monkeypatch.setenv("NOTIFY_SOCKET", manager.getsockname())
    monkeypatch.setenv("WATCHDOG_USEC", "60000000")
    with world(tmp_path) as made, python("-c", COLLECTOR, *made.arguments) as collector:
        assert manager.recv(100) == b"READY=1"
        assert manager.recv(100) == b"WATCHDOG=1"
        collector.terminate()
        while (said := manager.recv(100)) == b"WATCHDOG=1":
            pass
        assert said == b"STOPPING=1"
        assert collector.wait(20) == 143


def test_signs_of_life_are_given_where_they_are_awaited(manager: socket.socket) -> None:
    """Of this very process."""
    manager.settimeout(0)
    place = manager.getsockname()
    for environ in ({}, {"WATCHDOG_USEC": "1", "WATCHDOG_PID": "1"}):
        Notifier({"NOTIFY_SOCKET": place, **environ}).alive()
        with pytest.raises(BlockingIOError):
            manager.recv(100)
    Notifier({"NOTIFY_SOCKET": place, "WATCHDOG_USEC": "1", "WATCHDOG_PID": str(os.getpid())}).alive()
    assert manager.recv(100) == b"WATCHDOG=1"


def test_an_abstract_socket_is_found() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(f"\0zhibiao-{os.getpid()}")
        Notifier({"NOTIFY_SOCKET": f"@zhibiao-{os.getpid()}"}).ready()
        assert heard.recv(100) == b"READY=1"


@pytest.mark.parametrize("place", ["", "/nowhere/notify"])
def test_where_nobody_listens_nothing_happens(place: str) -> None:
    for say in (notifier := Notifier({"NOTIFY_SOCKET": place, "WATCHDOG_USEC": "1"})).ready, notifier.alive:
        say()
    notifier.stopping()
