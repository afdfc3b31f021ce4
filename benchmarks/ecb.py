"""ECB+ as linking is measured on it: claims that stand on annotated mentions of events, with the event each is of."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.lexicon.stems import stem_of
from sayso.reconcile.context import carry_context
from sayso.reconcile.items import Item, read_item
from sayso.reconcile.wording import weigh_report

HELD_OUT = frozenset((2, 5, 12, 18, 21, 23, 34, 35))
"""The usual development topics: measured on, never learnt from."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's claims on mentions: as linking sees them, the gold event of each, and the words of its trigger.

    `mentions` counts the annotated mentions of events, found by a claim or not.
    """

    number: int
    items: tuple[Item, ...]
    gold: dict[str, str]
    lemmas: dict[str, str]
    mentions: int


def load_topics(corpora: Path, readings: Path) -> list[Topic]:
    """All topics, in order; what `sayso read` gave for them stands in `readings`, a line a document."""
    read: dict[str, Any] = {}
    with readings.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            read[record["document"]["id"]] = record
    by_topic: dict[int, list[Any]] = {}
    with gzip.open(corpora / "ecbplus-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            by_topic.setdefault(int(document["topic"]), []).append(document)
    return [_make_topic(number, documents, read) for number, documents in sorted(by_topic.items())]


def _make_topic(number: int, documents: Iterable[Any], read: dict[str, Any]) -> Topic:
    items: list[Item] = []
    gold, lemmas, count = {}, {}, 0
    for document in documents:
        claims = read.get(document["id"], {"claims": []})["claims"]
        mentions = _mentions(document)
        count += len(mentions)
        taken: set[int] = set()
        for item, claim in zip(_read_items(document, claims), claims, strict=True):
            at = _find(mentions, claim["trigger"], taken)
            if at is None:
                continue
            taken.add(at)
            items.append(item)
            gold[item.id] = mentions[at]["instance"]
            lemmas[item.id] = stem_of(claim["trigger"]["text"].split()[0])
    return Topic(number, tuple(items), gold, lemmas, count)


def _read_items(document: Any, claims: Iterable[Any]) -> list[Item]:
    words = weigh_report(document["text"])
    return carry_context(
        [
            read_item(
                claim,
                id=f"{document['id']}/{claim['id']}",
                report=document["id"],
                published=None,
                sentence=document["text"][claim["sentence"]["start"] : claim["sentence"]["end"]],
                report_words=words,
            )
            for claim in claims
        ]
    )


def _mentions(document: Any) -> list[Any]:
    """The mentions of events in sentences that were annotated in full; one without a chain is an event of its own."""
    selected = [(one["start"], one["end"]) for one in document["sentences"] if one["selected"]]
    found = []
    for number, mention in enumerate(document["mentions"]):
        if not mention["type"].startswith(("ACTION", "NEG_ACTION")):
            continue
        if any(start <= mention["start"] < end for start, end in selected):
            found.append(mention | {"instance": mention.get("instance") or f"{document['id']}#{number}"})
    return found


def _find(mentions: list[Any], trigger: Any, taken: set[int]) -> int | None:
    for at, mention in enumerate(mentions):
        if at not in taken and mention["start"] < trigger["end"] and trigger["start"] < mention["end"]:
            return at
    return None
