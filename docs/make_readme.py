"""Puts the program's real output into README.md, between its markers: python docs/make_readme.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
REPORT = "examples/reports/el-obeid-convoy.txt"
GROUPS = 9
"""Sources shown; the whole table would fill the page."""
LEDGER = (["add", "examples/reports"], ["claims", "--number", "killed>=1", "--limit", "2"])
INCIDENTS, DISPUTES = 3, 1
"""Rows and disputes shown of what `sayso demo` prints."""
_RULE = re.compile(r"^─+$", re.MULTILINE)
_BLOCKS = {
    "": re.compile(r"(<!-- output -->\n).*?(<!-- /output -->)", re.DOTALL),
    "ledger": re.compile(r"(<!-- output: ledger -->\n).*?(<!-- /output -->)", re.DOTALL),
    "demo": re.compile(r"(<!-- output: demo -->\n).*?(<!-- /output -->)", re.DOTALL),
}


def main() -> int:
    """Read the example, keep all examples in a ledger, and write what came out into the README."""
    table = shorten_table(_run("read", REPORT))
    blocks = {"": f"$ sayso read {REPORT}\n{table}", "ledger": _show_ledger(), "demo": _show_demo()}
    text = README.read_text(encoding="utf-8")
    for name, pattern in _BLOCKS.items():
        if not pattern.search(text):
            print(f"README.md has no markers for the output {name!r}", file=sys.stderr)
            return 1
        block = f"```\n{blocks[name]}\n```\n"
        text = pattern.sub(lambda found, block=block: found[1] + block + found[2], text)  # type: ignore[misc]
    README.write_text(text, encoding="utf-8")
    return 0


def _show_ledger() -> str:
    """The commands on a ledger of their own, with what they say on both streams."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "war.db")
        for arguments in LEDGER:
            shown = " ".join(f'"{word}"' if ">" in word else word for word in arguments)
            said = _run(*arguments, "--ledger", ledger).replace(ledger, "war.db")
            lines.append(f"$ sayso {shown} --ledger war.db\n{said.rstrip()}")
    return "\n".join(lines)


def _show_demo() -> str:
    """The beginning of its table, and of its disputes."""
    said = _run("demo", "--quiet")
    table, _, rest = said.partition("The three sharpest disputes\n")
    rules = [found.start() for found in _RULE.finditer(table)]
    disputes = rest.partition("\n\n")[2].split("\n\n")[:DISPUTES]
    shown = "\n\n".join(disputes)
    return f"$ sayso demo\n{table[: rules[INCIDENTS]].rstrip()}\n\n[…]\n\n{shown}\n\n[…]"


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "sayso", *arguments]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=PROJECT,
        env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip
    return done.stdout


def shorten_table(table: str) -> str:
    """The table up to so many sources, and an ellipsis if there are more."""
    head, *groups = re.split(r"\n─+\n", table.strip("\n"))
    rule = "\n" + "─" * 100 + "\n"
    return rule.join([head, *groups[:GROUPS]]) + (f"{rule}…" if len(groups) > GROUPS else "")


if __name__ == "__main__":
    raise SystemExit(main())
