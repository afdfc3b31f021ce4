"""docs/fetching.md has every setting of fetching with its default."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from sayso.intake.fetching import USER_AGENT, FetchSettings


def test_every_setting_is_documented_with_its_default(project: Path) -> None:
    page = (project / "docs" / "fetching.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, re.MULTILINE))
    assert rows.pop("user_agent") == "sayso/VERSION (…)"
    assert rows == {field.name: str(field.default) for field in fields(FetchSettings) if field.name != "user_agent"}


def test_our_name_has_a_version_and_says_what_we_do() -> None:
    assert re.fullmatch(r"sayso/[\d.]+ \([\w ]+\)", USER_AGENT)
