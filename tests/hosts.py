"""Several hosts on one machine: network namespaces on a bridge, where this process may make them, else processes.

A host is what stands before a command to run it there.
"""

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

__all__ = ["Host", "Hosts", "hosts"]


class Host(NamedTuple):
    """A machine of its own, as far as the network goes."""

    command: tuple[str, ...]
    """What runs a program there."""
    wire: str = ""
    """Name of the link to it, at our end; `""` where it is this very machine."""

    def cut(self) -> None:
        """Pull its plug."""
        _ip("link", "set", self.wire, "down")

    def mend(self) -> None:
        """Plug it in again."""
        _ip("link", "set", self.wire, "up")


class Hosts(NamedTuple):
    """Machines that see each other and this one."""

    address: str
    """Of this machine, as the others see it."""
    network: str
    machines: tuple[Host, ...]

    @property
    def are_apart(self) -> bool:
        """Whether each has a network of its own."""
        return all(machine.wire for machine in self.machines)


def _ip(*arguments: str) -> bool:
    done = subprocess.run(["ip", *arguments], capture_output=True, check=False, timeout=20)
    return done.returncode == 0


@contextmanager
def hosts(count: int) -> Iterator[Hosts]:
    """So many machines; gone afterwards, with whatever still runs there cut off."""
    name, net = f"zb{os.getpid() % 100000}", f"10.{random.randrange(200, 250)}.{random.randrange(256)}"
    try:
        works = _ip("link", "add", name, "type", "bridge")
    except OSError:  # no such program
        works = False
    try:
        if works:
            works = _ip("addr", "add", f"{net}.1/24", "dev", name) and _ip("link", "set", name, "up")
        machines = tuple(_machine(name, net, number) for number in range(count)) if works else ()
        if machines and all(machines):
            yield Hosts(f"{net}.1", f"{net}.0/24", tuple(machine for machine in machines if machine))
        else:
            yield Hosts("127.0.0.1", "127.0.0.0/8", tuple(Host(()) for _ in range(count)))
    finally:
        if works:
            for number in range(count):
                _ip("link", "del", f"{name}h{number}")
                _ip("netns", "del", f"{name}n{number}")
            _ip("link", "del", name)


def _machine(bridge: str, net: str, number: int) -> Host | None:
    space, here, there = f"{bridge}n{number}", f"{bridge}h{number}", f"{bridge}t{number}"
    steps = (
        ("netns", "add", space),
        ("link", "add", here, "type", "veth", "peer", "name", there),
        ("link", "set", there, "netns", space),
        ("link", "set", here, "master", bridge),
        ("link", "set", here, "up"),
        ("-n", space, "addr", "add", f"{net}.{number + 2}/24", "dev", there),
        ("-n", space, "link", "set", "lo", "up"),
        ("-n", space, "link", "set", there, "up"),
    )
    return Host(("ip", "netns", "exec", space), here) if all(_ip(*step) for step in steps) else None
