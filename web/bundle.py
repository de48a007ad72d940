"""Addresses of the browser bundle: each carries the hash of its content, so it may be kept."""

import json
from functools import cache
from pathlib import Path

from flask import Flask, url_for

BUNDLE = Path(__file__).parent / "static" / "bundle"


def install(app: Flask) -> None:
    """Give templates ``bundle('app.js')``; let the browser keep hashed files for a year."""
    app.jinja_env.globals["bundle"] = bundle_url
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000


def bundle_url(name: str) -> str:
    """The address of one entry of the bundle."""
    return url_for("static", filename=f"bundle/{name}", v=_hashes().get(name, "0"))


@cache
def _hashes() -> dict[str, str]:
    manifest = json.loads((BUNDLE / "manifest.json").read_text())
    return {name: entry["hash"] for name, entry in manifest.items()}
