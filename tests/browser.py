"""A Chromium for the journeys: the first that works of those that are there or can be had."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

# Nothing but the pages under test: no account, no update, no call to its maker.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str:
    """The path of a Chromium that starts. Refused: a machine where none can be had."""
    for path in candidates():
        if works(path):
            return path
    raise RuntimeError(
        "no browser: install chromium or google-chrome, or run "
        "`.venv/bin/playwright install --with-deps chromium`"
    )


def candidates() -> Iterator[str]:
    """The places where a browser may be; each is looked at, or made, when the last one failed."""
    yield from filter(None, map(shutil.which, NAMES))
    yield playwright_browser()
    if os.geteuid() == 0 and shutil.which("apt-get"):
        succeeds("apt-get", "update")
        succeeds("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
        yield from filter(None, map(shutil.which, NAMES))
    succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    yield playwright_browser()


def playwright_browser() -> str:
    """Where playwright keeps its own browser, be it there or not."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def works(path: str) -> bool:
    """Whether the program starts: one whose libraries are missing does not."""
    return os.access(path, os.X_OK) and succeeds(path, "--version")


def succeeds(*command: str) -> bool:
    """Run a command to its end; its words are shown only if a test fails."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode == 0
