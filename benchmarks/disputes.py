"""How well disputes are found on the invented war: python -m benchmarks.disputes [--readings FILE] [--errors].

Claims are grouped by the war's truth, so that only what an incident says is measured, not how claims are linked. FILE
is what `sayso read examples/war/reports.jsonl --format json` gives; without it the reports are read first. A dispute
counts as found when its incident and its slot agree; "accounts too": when two of its positions have claims of two
accounts of the truth, one each.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from sayso.actors import load_actors
from sayso.export.record import make_record
from sayso.intake import make_report
from sayso.ledger.keys import claim_id, report_id, report_key
from sayso.model import DISPUTE_SLOTS, Dispute, Incident, Report, StoredClaim, StoredReport
from sayso.reconcile.copies import Copies, ReportText, find_copies
from sayso.reconcile.incident import IncidentSettings, make_incident
from sayso.run.reconciling.origins import make_origins
from sayso.run.texts import read

LEAST_F1 = 0.85
WAR = Path(__file__).resolve().parents[1] / "examples" / "war"
_MOMENT = datetime(2031, 4, 1, tzinfo=UTC)
Accounts = tuple[frozenset[str], ...]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A dispute as the truth or the program has it: its incident, its slot, and the claims of each account."""

    incident: str
    slot: str
    accounts: Accounts
    says: str


@dataclass(frozen=True, slots=True)
class War:
    """The war as it was read: its claims by incident of the truth, and the truth's disputes over these claims."""

    claims: Mapping[str, Sequence[StoredClaim]]
    disputes: tuple[Told, ...]
    copies: Copies


def load_war(readings: Path | None) -> War:
    """The war's claims, each in the incident of the mention of the truth that its trigger overlaps most."""
    stored: dict[str, list[StoredClaim]] = {}
    texts, current = [], {}
    for record in _read(readings):
        report = _make_report(record["document"])
        id = report_id(report_key(report), report.sha256)
        texts.append(ReportText(id, report.text, report.furniture, report.published, report.publisher))
        stored[report.id] = _make_claims(report, id, record["claims"])
        current[report.url] = report.id  # as in the ledger, a later text of one address takes the place of the first
    stored = {name: claims if name in current.values() else [] for name, claims in stored.items()}
    truth = json.loads((WAR / "truth.json").read_text("utf-8"))
    mentions: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for incident in truth["incidents"]:
        for claim in incident["claims"]:
            mentions[claim["report"]].append((incident["id"], claim))
    grouped: dict[str, list[StoredClaim]] = defaultdict(list)
    for report_name, claims in stored.items():
        for claim in claims:
            best = max(mentions[report_name], key=lambda mention: _overlap(claim, mention[1]))
            if _overlap(claim, best[1]):
                grouped[best[0]].append(claim)
    disputes = tuple(_make_told(dispute, stored) for dispute in truth["disputes"])
    return War(grouped, disputes, find_copies(texts))


def _read(readings: Path | None) -> Iterator[Any]:
    if readings:
        with readings.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
        return
    with (WAR / "reports.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            yield make_record(read(**report))


def _make_report(document: Mapping[str, Any]) -> Report:
    known = {name: document[name] for name in ("id", "title", "publisher", "url")}
    return make_report(document["text"], published=date.fromisoformat(document["published"]), **known)


def _make_claims(report: Report, id: str, records: Iterable[Mapping[str, Any]]) -> list[StoredClaim]:
    stored = StoredReport(id, report.id, 1, report.title, report.published, None, report.publisher, report.url, "en",
                          report.sha256, _MOMENT)  # fmt: skip
    return [
        StoredClaim(
            id=claim_id(id, record["id"]),
            report=stored,
            record=record,
            sentence=report.text[record["sentence"]["start"] : record["sentence"]["end"]],
            versions={},
            recorded=_MOMENT,
        )
        for record in records
    ]


def _overlap(claim: StoredClaim, mention: Mapping[str, Any]) -> int:
    trigger = claim.record["trigger"]
    start, end = max(trigger["start"], mention["start"]), min(trigger["end"], mention["end"])
    return max(0, int(end) - int(start))


def _make_told(dispute: Mapping[str, Any], stored: Mapping[str, Sequence[StoredClaim]]) -> Told:
    accounts = tuple(
        frozenset(claim.id for mention in account for claim in stored[mention["report"]] if _overlap(claim, mention))
        for account in dispute["accounts"]
    )
    return Told(dispute["incident"], dispute["slot"], accounts, f"{dispute['id']}: {dispute['says']}")


def make_incidents(war: War) -> dict[str, Incident]:
    """What each incident of the truth says, with known actors and with copies counted as one origin."""
    settings, origins = IncidentSettings(actors=load_actors()), make_origins(war.copies)
    return {id: make_incident(claims, origins=origins, settings=settings) for id, claims in war.claims.items()}


def list_found(incidents: Mapping[str, Incident]) -> list[Told]:
    """All disputes of the incidents."""
    return [_told(id, dispute) for id, incident in incidents.items() for dispute in incident.disputes]


def _told(incident: str, dispute: Dispute) -> Told:
    return Told(incident, dispute.slot, tuple(frozenset(claims) for claims in dispute.accounts), dispute.says)


def match(found: Iterable[Told], truth: Iterable[Told], *, strict: bool) -> list[tuple[Told, Told]]:
    """Pairs of a dispute that was found and one of the truth, each once."""
    left = sorted(truth, key=lambda dispute: dispute.says)
    pairs = []
    for one in found:
        fitting = [other for other in left if (one.incident, one.slot) == (other.incident, other.slot)]
        fitting.sort(key=lambda other: not is_about_the_same(one, other))
        if fitting and (not strict or is_about_the_same(one, fitting[0])):
            pairs.append((one, fitting[0]))
            left.remove(fitting[0])
    return pairs


def is_about_the_same(found: Told, truth: Told) -> bool:
    """Whether two positions have claims of two accounts, one each."""
    return any(
        one & first and other & second
        for one, other in permutations(found.accounts, 2)
        for first, second in permutations(truth.accounts, 2)
    )


def measure(war: War) -> Iterator[Figure]:
    """Precision, recall and F1 of disputes, by incident and slot, and with the accounts looked at too."""
    found = list_found(make_incidents(war))
    for strict, name in ((False, "disputes"), (True, "disputes, accounts too")):
        right = len(match(found, war.disputes, strict=strict))
        yield Figure(f"{name}: precision", right / max(len(found), 1), "")
        yield Figure(f"{name}: recall", right / max(len(war.disputes), 1), "")
        f1 = 2 * right / max(len(found) + len(war.disputes), 1)
        yield Figure(f"{name}: F1", f1, "", least=None if strict else LEAST_F1)


def count_slots(found: Sequence[Told], truth: Sequence[Told]) -> Iterator[str]:
    """A line for each slot: how many were right, found and to be found."""
    pairs = match(found, truth, strict=False)
    right, told, wanted = (Counter(one.slot for one in ones) for ones in ((one for one, _ in pairs), found, truth))
    for slot in DISPUTE_SLOTS:
        total = told[slot] + wanted[slot]
        f1 = 2 * right[slot] / total if total else 1.0
        counts = f"{right[slot]:>3} right of {told[slot]:>3} found and {wanted[slot]:>3} of the truth"
        yield f"  {slot:<10}{counts}, F1 {f1:.2f}"


def list_errors(war: War, found: Sequence[Told]) -> Iterator[str]:
    """Every false and missed dispute, and those whose accounts are others, with the words of the accounts."""
    pairs = match(found, war.disputes, strict=False)
    hits, known = [one for one, _ in pairs], [other for _, other in pairs]
    sentences = {claim.id: claim for claims in war.claims.values() for claim in claims}
    for name, told in (
        ("FALSE", [one for one in found if one not in hits]),
        ("MISSED", [one for one in war.disputes if one not in known]),
        ("OTHER ACCOUNTS", [one for one, other in pairs if not is_about_the_same(one, other)]),
    ):
        for one in told:
            yield f"\n{name}: {one.incident}, {one.slot}: {one.says}"
            for at, account in enumerate(one.accounts):
                yield from (f"  {at + 1} {_show(sentences[id])}" for id in sorted(account) if id in sentences)


def _show(claim: StoredClaim) -> str:
    record = claim.record
    who = " → ".join(", ".join(one["name"] for one in record[slot]) or "?" for slot in ("agents", "recipients"))
    counts = [(one["text"], one["role"], one["unit"]) for one in record["quantities"]]
    source = record["source"] and record["source"]["name"]
    told = f"{record['type']} {record['factuality']} {record['trigger']['text']!r} by {source}: {who} {counts}"
    return f"[{claim.report.name}] {told} | {' '.join(claim.sentence.split())}"


def main() -> int:
    """Print the figures; exit code 1 when the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.disputes", description=__doc__)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--errors", action="store_true", help="also print each false and missed dispute")
    chosen = parser.parse_args()
    war = load_war(chosen.readings)
    found = list_found(make_incidents(war))
    for line in count_slots(found, war.disputes):
        print(line)
    figures = list(measure(war))
    for figure in figures:
        print(figure)
    if chosen.errors:
        for line in list_errors(war, found):
            print(line)
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
