"""How well claims of a whole war are put together, on the invented one: python -m benchmarks.war [--readings FILE].

The reports of `examples/war` are read, their claims linked into events and these joined into incidents, and the
incidents held against `examples/war/truth.json`. FILE is what `sayso read --format json` gave for them: without it they
are read first, which takes a while. `--errors` prints what went wrong most.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import scorch.scores

from benchmarks.corpora import read_records
from sayso.reconcile.anchoring import find_anchors
from sayso.reconcile.context import carry_context
from sayso.reconcile.items import Item, read_item
from sayso.reconcile.joining import find_roots, join_events
from sayso.reconcile.linking import link_items
from sayso.reconcile.wording import weigh_report

WAR = Path(__file__).resolve().parents[1] / "examples" / "war"
GOAL = 0.85
"""B³ F1 of incidents over the claims of the truth that were found."""


@dataclass(frozen=True, slots=True)
class War:
    """The claims that were read, and of those that the truth knows the incident of each; how many it knows in all.

    `told` is what the benchmark shows of a claim.
    """

    items: Mapping[str, list[Item]]
    gold: Mapping[str, str]
    missed: Mapping[str, str]
    told: Mapping[str, str]


def main() -> int:
    """Print B³ of incidents and of events; exit code 1 when the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.war", description=__doc__)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the worst confusions")
    chosen = parser.parse_args()
    war = load_war(read_records(chosen.readings) if chosen.readings else _read_reports())
    events, incidents = link_war(war)
    known, found = len(war.gold) + len(war.missed), len(war.gold)
    print(f"claims of the truth that were found: {found} of {known} ({found / known:.1%}); read: {len(events)}")
    score = show("incidents, over those found", war.gold, incidents)
    missed = {**incidents, **{claim: claim for claim in war.missed}}
    show("incidents, missed ones alone", {**war.gold, **war.missed}, missed)
    show("events before they are joined", war.gold, events)
    if chosen.errors:
        for line in list_errors(war, incidents):
            print(line)
    return int(score < GOAL)


def _read_reports() -> Iterator[Any]:
    from sayso import make_record, read  # noqa: PLC0415 - only where no readings are given

    for record in read_records(WAR / "reports.jsonl"):
        published = date.fromisoformat(record["published"])
        publisher, url = record.get("publisher"), record.get("url")
        yield make_record(read(record["text"], id=record["id"], published=published, publisher=publisher, url=url))


def load_war(readings: Iterable[Any]) -> War:
    """The claims of these readings beside the truth: found where report and words of the trigger meet."""
    wanted: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for incident in json.loads((WAR / "truth.json").read_text("utf-8"))["incidents"]:
        for claim in incident["claims"]:
            wanted[claim["report"]].append((claim["start"], claim["end"], incident["id"]))
    items, gold, missed, told = {}, {}, {}, {}
    for reading in readings:
        report, text = reading["document"]["id"], reading["document"]["text"]
        items[report] = _read_items(reading)
        taken: set[int] = set()
        for item, claim in zip(items[report], reading["claims"], strict=True):
            told[item.id] = f"{report:<16} {item.type:<20} {_mark(text, claim)}"
            at = _find(wanted[report], claim["trigger"], taken)
            if at is not None:
                gold[item.id] = wanted[report][at][2]
                taken.add(at)
        for at, (start, _, incident) in enumerate(wanted[report]):
            if at not in taken:
                missed[f"{report}/missed/{start}"] = incident
    return War(items, gold, missed, told)


def _read_items(reading: Any) -> list[Item]:
    document = reading["document"]
    text, day = document["text"], document["published"]
    words = weigh_report(text)
    return carry_context(
        [
            read_item(
                claim,
                id=f"{document['id']}/{claim['id']}",
                report=document["id"],
                published=date.fromisoformat(day[:10]) if day else None,
                sentence=text[claim["sentence"]["start"] : claim["sentence"]["end"]],
                report_words=words,
            )
            for claim in reading["claims"]
        ]
    )


def _mark(text: str, claim: Any) -> str:
    sentence, trigger = claim["sentence"], claim["trigger"]
    before = text[max(sentence["start"], trigger["start"] - 70) : trigger["start"]]
    after = text[trigger["end"] : min(sentence["end"], trigger["end"] + 50)]
    return " ".join(f"{before}[{trigger['text']}]{after}".split())


def _find(wanted: list[tuple[int, int, str]], trigger: Any, taken: set[int]) -> int | None:
    for at, (start, end, _) in enumerate(wanted):
        if at not in taken and start < trigger["end"] and trigger["start"] < end:
            return at
    return None


def link_war(war: War) -> tuple[dict[str, Hashable], dict[str, Hashable]]:
    """The event and the incident of each claim that was read."""
    groups = link_items(item for items in war.items.values() for item in items)
    events = {id: number for number, ids in enumerate(groups) for id in ids}
    anchors = {id: deed for items in war.items.values() for id, deed in find_anchors(items).items()}
    places = {id: at for at, id in enumerate(id for ids in groups for id in ids)}
    roots = find_roots(join_events(events, anchors, places.__getitem__))
    return dict(events), {id: roots.get(event, event) for id, event in events.items()}


def show(name: str, gold: Mapping[str, str], labels: Mapping[str, Hashable]) -> float:
    """Print B³ of labels over the claims of the truth, and give its F1."""
    recall, precision, mean = scorch.scores.b_cubed(_gather(gold), _gather({id: labels[id] for id in gold}))
    print(f"{name:<32} B³ P {precision:.3f}  R {recall:.3f}  F1 {mean:.3f}")
    return float(mean)


def _gather(labels: Mapping[str, Hashable]) -> list[set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for id, label in labels.items():
        found[label].add(id)
    return list(found.values())


def list_errors(war: War, labels: Mapping[str, Hashable]) -> Iterator[str]:
    """The incidents that are torn apart, with their pieces, then those thrown together; the worst first."""
    for title, ones, others in (
        ("torn apart", dict(war.gold), {id: labels[id] for id in war.gold}),
        ("thrown together", {id: labels[id] for id in war.gold}, dict(war.gold)),
    ):
        groups = sorted(_gather(ones), key=lambda ids: (-_loss(ids, others), min(ids)))
        for ids in groups:
            pieces = sorted(_gather({id: others[id] for id in ids}), key=lambda piece: (-len(piece), min(piece)))
            if len(pieces) < 2:
                break
            names = Counter(war.gold[id] for id in ids).most_common()
            yield f"\n{title}: {', '.join(f'{name} ({count})' for name, count in names)}"
            for piece in pieces:
                for at, id in enumerate(sorted(piece)):
                    yield f"  {'-' if not at else ' '} {war.told[id]}"


def _loss(ids: Iterable[str], labels: Mapping[str, Hashable]) -> float:
    """How much B³ the pieces cost: claims that lack each other."""
    sizes = Counter(labels[id] for id in ids).values()
    return sum(sizes) - sum(size * size for size in sizes) / sum(sizes)


if __name__ == "__main__":
    raise SystemExit(main())
