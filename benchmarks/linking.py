"""How well claims of one event are found together, on ECB+: python -m benchmarks.linking CORPORA --readings FILE.

FILE is made first, from the corpus itself:

    python -m benchmarks.linking CORPORA --prepare > ecb.jsonl
    sayso read ecb.jsonl --any-language --format json --output readings.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

import numpy as np
import scorch.scores

from benchmarks.ecb import HELD_OUT, Topic, load_topics
from sayso.reconcile.grouping import group
from sayso.reconcile.linking import link_items

Labels = dict[str, Hashable]
GAIN = 5.0
"""The goal: points of CoNLL F1 above the same lemma over the whole topic."""
LIKE = 0.16
"""The mean cosine from which on groups of reports tell one story; the best on the training topics."""


def main() -> int:
    """Print MUC, B³, CEAFe and their mean on the held-out topics; exit code 1 when the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--prepare", action="store_true", help="print the corpus as sayso read takes it, and stop")
    chosen = parser.parse_args()
    if chosen.prepare or not chosen.readings:
        with gzip.open(chosen.corpora / "ecbplus-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                print(json.dumps({"id": record["id"], "text": record["text"]}))
        return 0
    topics = [topic for topic in load_topics(chosen.corpora, chosen.readings) if topic.number in HELD_OUT]
    covered, mentions = sum(len(topic.items) for topic in topics), sum(topic.mentions for topic in topics)
    print(f"gold mentions that a claim covers: {covered} of {mentions} ({covered / mentions:.1%})")
    ours = _show("sayso", topics, link)
    lemma = _show("same lemma in the whole topic", topics, lambda topic: dict(topic.lemmas))
    _show("same lemma in linked reports", topics, link_lemmas)
    print(f"points above the lemma in the whole topic: {100 * (ours - lemma):.1f} (goal {GAIN:g})")
    return int(100 * (ours - lemma) < GAIN)


def link(topic: Topic) -> Labels:
    """The event of each claim, as sayso links them."""
    return {id: number for number, ids in enumerate(link_items(topic.items)) for id in ids}


def link_lemmas(topic: Topic) -> Labels:
    """The same lemma within groups of reports that tell one story: those that share most of what is telling in them.

    Reports are grouped as claims are, by the mean of their likeness, down to `LIKE`.
    """
    words = {item.report: dict(item.report_words) for item in topic.items}
    names = sorted(words)
    rows = [(a, b) for a in range(len(names)) for b in range(a + 1, len(names))]
    likeness = np.array([_cosine(words[names[a]], words[names[b]]) for a, b in rows], np.float32) - LIKE
    a, b = (np.array([pair[side] for pair in rows], np.int32) for side in (0, 1))
    stories = group(np.arange(len(names), dtype=np.int32), [False] * len(names), a, b, likeness, least=0.0)
    of = dict(zip(names, stories.tolist(), strict=True))
    return {item.id: (of[item.report], topic.lemmas[item.id]) for item in topic.items}


def _cosine(ours: dict[int, float], theirs: dict[int, float]) -> float:
    shared = sum(weight * theirs[word] for word, weight in ours.items() if word in theirs)
    lengths = [sum(weight * weight for weight in words.values()) for words in (ours, theirs)]
    return float(shared / np.sqrt(lengths[0] * lengths[1])) if shared else 0.0


def _show(name: str, topics: Iterable[Topic], label: Callable[[Topic], Labels]) -> float:
    key: list[set[str]] = []
    response: list[set[str]] = []
    for topic in topics:
        key += _gather(topic.gold)
        response += _gather(label(topic))
    muc, b_cubed, ceaf = (
        float(score(key, response)[2]) for score in (scorch.scores.muc, scorch.scores.b_cubed, scorch.scores.ceaf_e)
    )
    mean = (muc + b_cubed + ceaf) / 3
    print(f"{name:<32} MUC {muc:.3f}  B³ {b_cubed:.3f}  CEAFe {ceaf:.3f}  CoNLL {mean:.3f}")
    return mean


def _gather(labels: dict[str, str] | Labels) -> list[set[str]]:
    found: dict[Hashable, set[str]] = {}
    for id, label in labels.items():
        found.setdefault(label, set()).add(id)
    return list(found.values())


if __name__ == "__main__":
    raise SystemExit(main())
