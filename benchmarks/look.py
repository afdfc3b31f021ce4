"""Incidents of a ledger to be read by eye: python -m benchmarks.look LEDGER [--count 20] [--seed 6].

Of the incidents with two claims or more, in the order of their ids, every k-th is shown from a place that the seed
chooses, so that anybody who has the same reports reads the same incidents.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence

from sayso.ledger import Ledger
from sayso.model import Incident
from sayso.run.incidents import IncidentBook


def choose(incidents: Sequence[Incident], count: int, seed: int) -> list[Incident]:
    """Every k-th of those with several claims, by their ids."""
    several = sorted((one for one in incidents if len(one.claims) > 1), key=lambda one: one.id)
    step = max(len(several) // count, 1)
    return several[random.Random(seed).randrange(step) :: step][:count]


def show(incident: Incident) -> Iterator[str]:
    """What an incident says, its disputes, and its accounts in the order of publication."""
    place = incident.place.name if incident.place else "no place"
    yield f"\n{incident.id[:10]} {incident.type}, {incident.first} to {incident.last}, {place}"
    yield f"  parties: {', '.join(f'{party.name} ({party.role})' for party in incident.parties)}"
    for figure in incident.figures:
        yield f"  {figure.role} {figure.unit}: {figure.low} to {figure.high}, best {figure.best}"
    yield from (f"  disputed: {dispute.slot}: {dispute.says}" for dispute in incident.disputes)
    for account in incident.accounts:
        yield f"  - {account.document}, {account.published}: {account.type} {account.factuality} by {account.source}"
        yield f"      {' '.join(account.sentence.split())}"


def main() -> None:
    """Print the chosen incidents."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.look", description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=6)
    chosen = parser.parse_args()
    with Ledger(chosen.ledger) as ledger:
        for incident in choose(list(IncidentBook(ledger).incidents()), chosen.count, chosen.seed):
            print("\n".join(show(incident)))


if __name__ == "__main__":
    main()
