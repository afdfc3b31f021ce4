"""Makes reports.jsonl and truth.json from the marked reports: the only place where offsets come from.

In a marked report `{struck=clinic}` says that "struck" is a claim of the incident `clinic`, and
`{struck=clinic|clinic-who.a}` that it also speaks for account `a` of the dispute `clinic-who`. `<< mw-07-market 1-3`
takes over paragraphs of another report with their marks, and ` :: old => new` after it changes words in them.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
FIRST_LINE = "Invented example."
# A passage counts as taken over from so many words in a row on; fewer are the names and phrases of the war.
RUN_WORDS = 8
_PUBLISHER = re.compile(r"# (?P<name>.+) \| (?P<host>\S+)")
_TAKEN = re.compile(r"<< (?P<report>\S+) (?P<first>\d+)(?:-(?P<last>\d+))?(?: :: (?P<old>.+) => (?P<new>.+))?")
_MARK = re.compile(r"\{(?P<words>[^{}=]+)=(?P<incident>[a-z0-9-]+)(?P<accounts>(?:\|[a-z0-9-]+\.[a-z])*)\}")

_CLAIM = re.compile(r'\{\s+"report": "[^"]*",\s+"trigger": [^{}]*\}')


@dataclass(frozen=True, slots=True)
class Marked:
    """One report with its marks: its fields, and its paragraphs as they were written."""

    id: str
    published: str
    title: str
    publisher: str
    url: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim of the truth: where its trigger stands, its incident, and the accounts it speaks for."""

    report: str
    trigger: str
    occurrence: int
    start: int
    end: int
    incident: str
    accounts: tuple[tuple[str, str], ...]

    def point(self) -> dict[str, Any]:
        """The claim as truth.json names it."""
        names = ("report", "trigger", "occurrence", "start", "end")
        return {name: getattr(self, name) for name in names}


def read_marked(folder: Path) -> list[Marked]:
    """All marked reports, by day of publication and then as they stand in the files, with taken passages filled in."""
    reports = [report for path in sorted(folder.glob("*.txt")) for report in _read_file(path)]
    written = {report.id: report for report in reports}
    filled = [replace(report, paragraphs=tuple(_fill(report.paragraphs, written))) for report in reports]
    return sorted(filled, key=lambda report: report.published)


def _read_file(path: Path) -> Iterator[Marked]:
    head, *entries = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    publisher = _PUBLISHER.match(head)
    if publisher is None:
        raise ValueError(f"{path} does not begin with its publisher")
    for entry in entries:
        line, body = entry.split("\n", 1)
        name, published, title, *slug = line.split(" | ")
        url = f"https://{publisher['host']}/{slug[0] if slug else name}"
        lines = re.sub(r"^(<< .*)$", r"\n\1\n", body.strip(), flags=re.MULTILINE)
        paragraphs = tuple(part for part in re.split(r"\n{2,}", lines.strip()) if part)
        yield Marked(name, published, title, publisher["name"], url, paragraphs)


def _fill(paragraphs: Sequence[str], written: Mapping[str, Marked]) -> Iterator[str]:
    for paragraph in paragraphs:
        taken = _TAKEN.fullmatch(paragraph)
        if taken is None:
            yield paragraph
            continue
        first, last = int(taken["first"]), int(taken["last"] or taken["first"])
        for passage in written[taken["report"]].paragraphs[first - 1 : last]:
            yield passage.replace(taken["old"], taken["new"]) if taken["old"] else passage


def strip_marks(report: Marked) -> tuple[str, list[Mark]]:
    """The text of a report as its readers see it, and the marks that stood in it with their places."""
    marked = "\n\n".join((FIRST_LINE, *report.paragraphs))
    text, last, found = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        found.append((mark, len(text)))
        text += mark["words"]
        last = mark.end()
    text += marked[last:]
    return text, [_make_mark(report.id, text, mark, start) for mark, start in found]


def _make_mark(report: str, text: str, mark: re.Match[str], start: int) -> Mark:
    words = mark["words"]
    before = len([1 for _ in re.finditer(re.escape(words), text[:start])])
    accounts = tuple(
        (dispute, account) for dispute, account in re.findall(r"\|([a-z0-9-]+)\.([a-z])", mark["accounts"])
    )
    return Mark(report, words, before + 1, start, start + len(words), mark["incident"], accounts)


def measure_share(origin: str, copy: str) -> float:
    """How much of a copy stands in its origin word for word: its words in runs of `RUN_WORDS`, over all its words."""
    first, second = (re.findall(r"\w+", text.removeprefix(FIRST_LINE).lower()) for text in (origin, copy))
    runs = {tuple(first[at : at + RUN_WORDS]) for at in range(len(first) - RUN_WORDS + 1)}
    taken: set[int] = set()
    for at in range(len(second) - RUN_WORDS + 1):
        if tuple(second[at : at + RUN_WORDS]) in runs:
            taken.update(range(at, at + RUN_WORDS))
    return round(len(taken) / len(second), 2)


def make_war(folder: Path) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The reports and the truth about them, from a folder of marked reports and tables."""
    reports, marks = [], []
    for report in read_marked(folder):
        text, found = strip_marks(report)
        names = ("id", "title", "published", "publisher", "url")
        reports.append({**{name: getattr(report, name) for name in names}, "text": text})
        marks += found
    texts = {report["id"]: report["text"] for report in reports}
    copies = [
        {**row, "share": measure_share(texts[row["origin"]], texts[row["report"]])}
        for row in _read_table(folder / "copies.csv")
    ]
    urls = {report["id"]: report["url"] for report in reports}
    truth = {
        "incidents": list(_make_incidents(folder / "incidents.csv", marks)),
        "disputes": list(_make_disputes(folder / "disputes.csv", marks)),
        "copies": copies,
        "corrections": [{**row, "url": urls[row["report"]]} for row in _read_table(folder / "corrections.csv")],
    }
    return reports, truth


def _make_incidents(path: Path, marks: Sequence[Mark]) -> Iterator[dict[str, Any]]:
    claims = defaultdict(list)
    for mark in marks:
        claims[mark.incident].append(mark.point())
    for row in _read_table(path):
        empty = {name: row[name] or None for name in ("place", "from", "to")}
        yield {"id": row["id"], "says": row["says"], "type": row["type"], **empty, "claims": claims.pop(row["id"], [])}
    if claims:
        raise ValueError(f"incidents without a line in {path}: {sorted(claims)}")


def _make_disputes(path: Path, marks: Sequence[Mark]) -> Iterator[dict[str, Any]]:
    accounts: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        for dispute, account in mark.accounts:
            accounts[dispute][account].append(mark.point())
    for row in _read_table(path):
        sides = accounts.pop(row["id"], {})
        yield {**row, "accounts": [sides[account] for account in sorted(sides)]}
    if accounts:
        raise ValueError(f"disputes without a line in {path}: {sorted(accounts)}")


def _read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def render_reports(reports: Sequence[Mapping[str, str]]) -> str:
    """The reports as JSON Lines."""
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)


def render_truth(truth: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The truth as JSON, one claim a line, so that a change shows where it is."""
    whole = json.dumps(truth, ensure_ascii=False, indent=1)
    return (
        _CLAIM.sub(lambda claim: re.sub(r"\s*\n\s*", " ", claim[0]).replace("{ ", "{").replace(" }", "}"), whole) + "\n"
    )


def main() -> None:
    """Writes both files beside this one."""
    reports, truth = make_war(FOLDER / "marked")
    (FOLDER / "reports.jsonl").write_text(render_reports(reports), encoding="utf-8")
    (FOLDER / "truth.json").write_text(render_truth(truth), encoding="utf-8")


if __name__ == "__main__":
    main()
