"""Puts the program's real output into README.md, between its markers: python docs/make_readme.py."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
REPORT = "examples/reports/el-obeid-convoy.txt"
GROUPS = 9
"""Sources shown; the whole table would fill the page."""
_BLOCK = re.compile(r"(<!-- output -->\n).*?(<!-- /output -->)", re.DOTALL)


def main() -> int:
    """Read the example, and write the beginning of its table into the README."""
    command = [sys.executable, "-m", "sayso", "read", REPORT]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT)
    block = f"```\n$ sayso read {REPORT}\n{shorten_table(done.stdout)}\n```\n"
    text = README.read_text(encoding="utf-8")
    if not _BLOCK.search(text):
        print("README.md has no <!-- output --> … <!-- /output -->", file=sys.stderr)
        return 1
    README.write_text(_BLOCK.sub(lambda found: found[1] + block + found[2], text), encoding="utf-8")
    return 0


def shorten_table(table: str) -> str:
    """The table up to so many sources, and an ellipsis if there are more."""
    head, *groups = re.split(r"\n─+\n", table.strip("\n"))
    rule = "\n" + "─" * 100 + "\n"
    return rule.join([head, *groups[:GROUPS]]) + (f"{rule}…" if len(groups) > GROUPS else "")


if __name__ == "__main__":
    raise SystemExit(main())
