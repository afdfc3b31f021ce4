"""Which codebook made a record."""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files

EDITION = "2026.1"


@functools.cache
def codebook_version() -> str:
    """The edition and eight digits of the digest over all rule files, so that a changed rule shows in every record."""
    digest = hashlib.sha256()
    folders = (files("sayso.codebook"), files("sayso.codebook").joinpath("events"), files("sayso").joinpath("actors"))
    rules = [f for folder in folders for f in folder.iterdir() if f.name.endswith(".toml")]
    for rule in sorted(rules, key=lambda f: f.name):
        digest.update(rule.name.encode() + b"\0" + rule.read_bytes().replace(b"\r\n", b"\n"))
    return f"{EDITION}+{digest.hexdigest()[:8]}"
