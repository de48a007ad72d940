"""Machines on a network of their own: network namespaces joined by a bridge, cut and joined again.

They need root, or a kernel that gives it. A machine that refuses makes the test fail in words: what
cannot be tried there has not been tried. PALIER_TEST_NETNS=0 says aloud that one accepts it.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

REFUSED = (
    "This machine refuses network namespaces, so hosts cut from each other were NOT tried here. "
    "Run as root, or accept it by PALIER_TEST_NETNS=0. "
)


@dataclass(frozen=True)
class Network:
    """A bridge at ``server``, where the test itself stands, and hosts by name."""

    mark: str
    server: str
    hosts: dict[str, str]

    def on(self, host: str) -> list[str]:
        """What a command begins with, to run on that host."""
        return ["ip", "netns", "exec", f"{self.mark}{host}"]

    def cut(self, host: str) -> None:
        """Nothing passes any more, and nobody is told."""
        _ip("link", "set", f"{self.mark}v{host}", "down")

    def join(self, host: str) -> None:
        _ip("link", "set", f"{self.mark}v{host}", "up")


@contextmanager
def network(*hosts: str) -> Iterator[Network]:
    """The hosts, while the block runs."""
    number = os.getpid() % 250
    mark, subnet = f"pal{number}", f"10.213.{number}"
    made = Network(
        mark, f"{subnet}.1", {name: f"{subnet}.{10 + n}" for n, name in enumerate(hosts)}
    )
    try:
        try:
            _build(made)
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            told = REFUSED + str(getattr(error, "stderr", error) or error)
            if os.environ.get("PALIER_TEST_NETNS") == "0":
                pytest.xfail(told)
            pytest.fail(told, pytrace=False)
        yield made
    finally:
        for name in hosts:
            subprocess.run(["ip", "netns", "del", f"{mark}{name}"], capture_output=True)
        subprocess.run(["ip", "link", "del", f"{mark}br"], capture_output=True)


def _build(made: Network) -> None:
    bridge = f"{made.mark}br"
    _ip("link", "add", bridge, "type", "bridge")
    _ip("addr", "add", f"{made.server}/24", "dev", bridge)
    _ip("link", "set", bridge, "up")
    for name, address in made.hosts.items():
        space, here = f"{made.mark}{name}", f"{made.mark}v{name}"
        _ip("netns", "add", space)
        _ip("link", "add", here, "type", "veth", "peer", "name", "eth0", "netns", space)
        _ip("link", "set", here, "master", bridge, "up")
        _ip("-n", space, "addr", "add", f"{address}/24", "dev", "eth0")
        _ip("-n", space, "link", "set", "eth0", "up")
        _ip("-n", space, "link", "set", "lo", "up")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)
