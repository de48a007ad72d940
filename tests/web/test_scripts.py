"""The browser's own tests: they run in the Node that built the bundle."""

import subprocess
from pathlib import Path

from hatch_build import installed_node, packaged_node

ASSETS = Path(__file__).parents[2] / "web/assets"


def test_the_browser_scripts_hold() -> None:
    """Files out of the editors equal to files in, among others."""
    node, _ = installed_node() or packaged_node()
    run = subprocess.run(
        [node, "--test", "tests/"], cwd=ASSETS, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-4_000:]
    assert "\n# fail 0\n" in run.stdout
