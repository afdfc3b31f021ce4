"""How near a ledger of examples/war comes to its truth: what happened, what is disputed, who copied whom."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.cli.demo_page import find_texts, list_reports
from sayso.ledger import Ledger
from sayso.model import Incident, StoredClaim
from sayso.run.incidents import IncidentBook

TRUTH = Path(__file__).resolve().parents[1] / "examples" / "war" / "truth.json"


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 of incidents (B³ over the claims of the truth that were found), disputes (by incident and slot) and copies."""

    incidents: float
    disputes: float
    copies: float


def score_war(ledger: Ledger) -> Scores:
    """The scores of a ledger that has read the war and is linked."""
    truth = json.loads(TRUTH.read_text("utf-8"))
    book = IncidentBook(ledger)
    incidents = list(book.incidents())
    gold = match_claims(ledger.claims(), truth["incidents"])
    found = {claim: incident.id for incident in incidents for claim in incident.claims if claim in gold}
    reports = list_reports(ledger)
    copies = {
        frozenset((text.owner.name, report.name)) for text in find_texts(book, reports) for report, _ in text.copies
    }
    known = {frozenset((copy["origin"], copy["report"])) for copy in truth["copies"]}
    return Scores(
        incidents=score_b_cubed(gold, found),
        disputes=_score_disputes(incidents, gold, truth["disputes"]),
        copies=_f1(len(copies & known), len(copies), len(known)),
    )


def match_claims(claims: Iterable[StoredClaim], incidents: Sequence[Any]) -> dict[str, str]:
    """The truth's incident of each claim whose trigger overlaps a mention of it; each mention is taken once."""
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for incident in incidents:
        for claim in incident["claims"]:
            mentions[claim["report"]].append((claim["start"], claim["end"], incident["id"]))
    gold: dict[str, str] = {}
    for claim in sorted(claims, key=lambda one: (one.report.name, one.record["trigger"]["start"], one.id)):
        trigger, left = claim.record["trigger"], mentions[claim.report.name]
        hit = next((one for one in left if one[0] < trigger["end"] and trigger["start"] < one[1]), None)
        if hit:
            gold[claim.id] = hit[2]
            left.remove(hit)
    return gold


def score_b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> float:
    """B³'s F1 over the claims that both have (Bagga and Baldwin 1998)."""
    claims = gold.keys() & found.keys()
    of_gold, of_found = (_gather(labels, claims) for labels in (gold, found))
    shares = [
        (len(of_gold[gold[claim]] & of_found[found[claim]]), len(of_found[found[claim]]), len(of_gold[gold[claim]]))
        for claim in claims
    ]
    precision = sum(both / found for both, found, _ in shares) / len(shares)
    recall = sum(both / gold for both, _, gold in shares) / len(shares)
    return 2 * precision * recall / (precision + recall)


def _gather(labels: Mapping[str, Hashable], claims: Iterable[str]) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for claim in claims:
        found[labels[claim]].add(claim)
    return found


def _score_disputes(incidents: Iterable[Incident], gold: Mapping[str, str], disputes: Sequence[Any]) -> float:
    """An incident is the truth's that most of its claims are of; one that the truth does not know stays out."""
    found: Counter[tuple[str, str]] = Counter()
    for incident in incidents:
        told = Counter(gold[claim] for claim in incident.claims if claim in gold)
        if told:
            own = max(told, key=lambda id: (told[id], id))
            found.update((own, dispute.slot) for dispute in incident.disputes)
    known = Counter((dispute["incident"], dispute["slot"]) for dispute in disputes)
    return _f1((found & known).total(), found.total(), known.total())


def _f1(right: int, found: int, known: int) -> float:
    return 2 * right / (found + known)
