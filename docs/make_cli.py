"""Writes docs/cli.md from the program: `python docs/make_cli.py`. A test checks that it is up to date."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from sayso.cli.app import app
from sayso.cli.exits import ExitCode
from sayso.cli.settings import SETTINGS

PAGE = Path(__file__).with_name("cli.md")

# Every slug that a refusal or an error of the program can have. A test looks for others in the source.
SLUGS = {
    "archive-busy": "a folder in which another `sayso run` is at work",
    "archive-damaged": "a manifest or a part of an archive that cannot be read",
    "archive-disk": "a part of an archive that cannot be written: a full disk, mostly",
    "archive-elsewhere": "parts that a machine of a cluster wrote into its own folder, not into one that all share",
    "archive-settings": "an archive that was begun with other settings (`sayso run --resume`)",
    "archive-there": "an archive, or something else, in the folder that a run is to write to",
    "archive-versions": "an archive, or a machine of a cluster, that reads by other versions or rules",
    "asked-to-wait": "a server that wants to be asked less often, or later",
    "backup-exists": "a file that a copy of the ledger would replace",
    "backup-postgres": "a copy of a ledger in PostgreSQL, which has its own tools for that",
    "bad-address": "an address that is not one of a page on the web",
    "bad-answer": "a server's answer that is broken, cut off, or no page",
    "bad-certificate": "a server that cannot prove that it is the host that was asked for",
    "bad-date": "a date that is none, or not written as `YYYY-MM-DD`",
    "bad-document": "a PDF, DOCX or Parquet file that is damaged, or not what it seems",
    "bad-feed": "a news feed that cannot be read",
    "bad-filter": "a box, circle, number or words to look for that make no sense",
    "bad-gazetteer": "the index of places is missing, cut off or damaged; reinstall sayso, or make it anew",
    "bad-json": "a line of JSON Lines, or a JSON file, that is not JSON or not an object",
    "bad-mail": "a mail that cannot be taken apart",
    "bad-moment": "a moment that is none, or not written as ISO 8601",
    "bad-page": "an HTML page in which no report was found",
    "bad-record": "a damaged record of a web archive; the others are read",
    "bad-redirect": "a server that leads on in a circle, too often or to nowhere",
    "bad-review": "a verdict that is none, a correction without values, or values where nothing is corrected",
    "bad-row": "a row of a table that cannot be read",
    "bad-rule": "a rule of the codebook that does not fit its form or its examples",
    "bad-rule-file": "a file of rules or actors that cannot be read or is not TOML",
    "bad-tiles": "an address that gives no map tiles",
    "bad-value": "what a coder writes as right that is no type, place, day, number or whatever the field holds",
    "bad-verdict": "a decision or review that is none of those that there are",
    "bad-weights": "a table of weights that does not fit the comparisons of claims",
    "binary-file": "a picture, a sound, an old Office document or another file that holds no text that is read",
    "cluster-failed": "a cluster of Ray that failed; its logs say more",
    "damaged-archive": "an archive of which a part cannot be unpacked",
    "declared-entities": "a feed or DOCX whose XML declares entities, which can be made to grow without end",
    "demo-missing": "the reports of `sayso demo` are not there; reinstall sayso",
    "empty-file": "a file with nothing, or nothing but blanks, in it; an archive or feed without a report",
    "empty-folder": "a folder without files",
    "helper-died": "a process that linked an archive and ended: not enough memory, mostly",
    "internal-error": "a fault of sayso; please report it",
    "ledger-address": "an address that is neither a file nor `postgresql://…`",
    "ledger-missing": "there is no ledger, or the file is no ledger of sayso",
    "ledger-new": "a ledger that a newer sayso made",
    "ledger-old": "a ledger that an older sayso made (`sayso ledger upgrade`)",
    "ledger-password": "a password in the ledger's address, where others could see it",
    "linked-folder": "a link to a folder that is read anyway, or that leads in a circle",
    "locked-file": "a PDF or a file in a ZIP that is locked with a password",
    "missing-extra": "a format whose library is not installed; the remedy names the extra",
    "missing-file": "no such file, no file that fits the pattern, or nothing on standard input",
    "model-broken": "the reader model's file cannot be loaded; reinstall sayso",
    "model-missing": "the reader model's file is not there; reinstall sayso",
    "nested-archives": "an archive in an archive in an archive",
    "no-archive": "a folder that holds no archive of `sayso run`",
    "no-cluster": "a cluster of Ray that cannot be reached",
    "no-connection": "a machine that cannot be connected to, or breaks off",
    "no-decision": "two claims about which nobody decided anything that could be taken back",
    "no-fetching": "an address, where addresses are not fetched",
    "no-gpu": "`--device gpu` where onnxruntime offers no GPU; install the extra `gpu`",
    "no-krippendorff": "agreement needs a library that is not installed: `pip install 'sayso[web]'`",
    "no-name": "a name without a letter, or none where one is asked for",
    "no-parquet": "Parquet needs a library that is not installed: `pip install 'sayso[parquet]'`",
    "no-permission": "a file that you may not read",
    "no-postgres": "PostgreSQL's driver is not installed: `pip install 'sayso[postgres]'`",
    "no-progress": "a run in which nothing has happened for two minutes",
    "no-report": "an input that holds nothing to be read",
    "no-second-time": "standard input, which a run could not read a second time",
    "no-sentence": "a text without running prose",
    "no-such-claim": "an id that no claim goes by that stands",
    "no-such-format": "a format of export that is none",
    "no-such-name": "a name to redact that stands nowhere in the ledger",
    "no-such-page": "an address at which there is no page (any more)",
    "no-such-place": "a place that the gazetteer does not know",
    "no-such-review": "a review that is not there, or that was taken back",
    "no-such-site": "a kind of site to hold back that is none",
    "no-text-column": "a table without a column for the text; the reason names its columns",
    "no-text-field": "a JSON record without its `text`",
    "no-work-folder": "an archive behind an address is linked with a folder of this machine (`--work`)",
    "one-claim": "a claim that was named twice where two were asked for",
    "open-address": "an address that others reach, without a token or a reverse proxy (`sayso serve`)",
    "page-withheld": "a page that the server does not give to us",
    "password-in-address": "a name or password in an address; neither is sent",
    "port-taken": "a port for `--metrics` that another program listens on",
    "private-address": "an address of this machine or of a private network (`--allow-private`)",
    "reader-died": "a process that read a report and ended, or could not start",
    "reader-slow": "processes that read reports and have not started in time",
    "robots-forbid": "a page that the site's robots.txt asks robots not to fetch",
    "robots-unknown": "a site whose robots.txt cannot be had for a fault of its own, so that nothing of it is fetched",
    "server-fault": "a server with a fault of its own",
    "several-claims": "an id with which several claims begin; the reason names them",
    "several-incidents": "an id with which several incidents begin; the reason names them",
    "several-places": "a name that several places go by; the remedy names them",
    "several-reports": "a name that several reports came with; one is named by its id",
    "short-token": "a token that can be guessed",
    "sorting-failed": "DuckDB could not sort what an archive is linked by: a full disk, mostly",
    "too-costly": "a document or feed that takes too much time or memory to read",
    "too-large": "a file, or a record in it, over the limit (`--max-size`)",
    "too-many-parts": "a page, mail, report or document of more tags, parts, lines or pages than an honest one has",
    "too-slow": "a server that takes too long",
    "unknown-host": "a host whose name nobody knows",
    "unpacks-too-large": "an archive that grows out of all proportion when it is unpacked",
    "unreadable-file": "a file that could not be opened or read to its end",
    "work-folder-there": "something else in the folder that an archive is to be linked in",
    "wrong-language": "a report that is not in English (`--any-language` reads it)",
}


def make_page() -> str:
    """The whole page, as Markdown."""
    group: Any = typer.main.get_command(app)
    parts = [
        "# The command line",
        "_Made from the program by `python docs/make_cli.py`; do not edit by hand._",
        "Data goes to stdout, everything else to stderr. A report that cannot be read is named on stderr with the "
        "reason and, in brackets, the remedy; the others go on.",
        _options("sayso", group, inspect.cleandoc(group.help)),
    ]
    parts += [_options(name, command, inspect.cleandoc(command.help)) for name, command in _commands("sayso", group)]
    parts += [
        "## Settings",
        "Values that can be fixed by the environment; an option on the command line goes before.",
        _table(("setting", "environment", "default", "what it does"), [
            (f"`{setting.option}`", f"`{setting.environment}`", _default(setting.default), setting.help)
            for setting in SETTINGS
        ]),
        "## Exit codes",
        _table(("code", "meaning"), [(str(int(code)), code.meaning) for code in ExitCode]),
        "## Why a report was not read",
        "The `slug` of a record's `refusal`, and of the errors that the Python API raises.",
        _table(("slug", "what is meant"), [(f"`{slug}`", meaning) for slug, meaning in sorted(SLUGS.items())]),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _commands(name: str, group: Any) -> Iterator[tuple[str, Any]]:
    """All commands below a group by their full names, the group's own page before its commands."""
    for own, command in group.commands.items():
        yield f"{name} {own}", command
        if hasattr(command, "commands"):
            yield from _commands(f"{name} {own}", command)


def _options(name: str, command: Any, text: str) -> str:
    rows: list[tuple[str, ...]] = [
        (_option_name(param), _option_help(param)) for param in command.params if not getattr(param, "hidden", False)
    ]
    example = re.sub(r"^\x08?\s*Examples?:\n", "", (command.epilog or "").lstrip("\b\n"))
    parts = [
        f"## `{name}`",
        text,
        _table(("option", "what it does"), rows),
        "Example:" if example else "",
        _indent(example),
    ]
    return "\n\n".join(part for part in parts if part)


def _option_name(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{param.metavar}`"
    value = "" if param.is_flag or not param.metavar else " " + param.metavar.replace("|", "\\|")
    return ", ".join(f"`{name}{value}`" for name in param.opts)


def _option_help(param: Any) -> str:
    words = param.help or ""
    value = param.default
    if value in (None, False) or callable(value) or param.param_type_name == "argument":
        return words
    return f"{words} Default: {getattr(value, 'value', value)}."


def _default(value: int | bool | str | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _indent(text: str) -> str:
    return "\n".join(f"    {line.strip()}" for line in text.splitlines() if line.strip())


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
