"""What happened, against public corpora: python -m benchmarks.claims plover|muc4|police FILE [--case-from FILE…].

plover    sentences with one PLOVER event each (JSON lines: `text`, `event`). The event predicted is that of the first
          claim in the report's own voice, else of the first claim. Macro F1 over the events that occur.
muc4      reports with templates (`text`, `templates` with `incident_type`), in capitals: they are put into normal case
          first, each word as it is mostly written in the `--case-from` texts (JSON lines with `text`, or CoNLL-U).
          The share of templates whose incident type is among the report's claims, and claims per 100 words.
police    reports whose sentences are labelled (`sentences` with `start`, `end`, `labels`): recall of the sentences
          labelled KILL, ARREST and FORCE, and the share of all sentences that are given a claim of such a type.

Beside each stands a trivial baseline: every word that some rule lists counts as its first rule's event, whatever stands
around it (`words`), and for plover the most frequent event (`most frequent`).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sayso
from benchmarks.casing import learn_casing, put_in_normal_case
from benchmarks.corpora import read_records
from sayso.codebook.events import Codebook, load_codebook
from sayso.model import Claim

# PLOVER of 2016, in which the corpus is coded, had three more names.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT", "INVESTIGATE": "ACCUSE"}
INCIDENTS = {
    "ATTACK": "attack attack_on_civilians armed_clash ground_attack air_strike shelling grenade_attack killing"
    " wounding",
    "BOMBING": "bombing suicide_bombing",
    "KIDNAPPING": "abduction",
    "ARSON": "destruction",
    "ROBBERY": "destruction",
    "FORCED WORK STOPPAGE": "protest restriction",
}
POLICE = {
    "KILL": "killing attack_on_civilians",
    "ARREST": "detention",
    "FORCE": "attack_on_civilians armed_clash killing wounding attack shelling",
}
_ENDINGS = (
    ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("s", ""), ("es", ""), ("ies", "y"), ("ied", "y"),
)  # fmt: skip


def main() -> int:
    """Print the figures of one corpus, with its baselines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=(__doc__ or "").split(":")[0])
    parser.add_argument("corpus", choices=("plover", "muc4", "police"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--case-from", type=Path, nargs="*", default=[], help="texts in normal case (muc4)")
    chosen = parser.parse_args()
    records = list(read_records(chosen.file))
    book = load_codebook()
    if chosen.corpus == "plover":
        _plover(records, book)
    elif chosen.corpus == "muc4":
        _muc4(records, book, learn_casing(chosen.case_from))
    else:
        _police(records, book)
    return 0


def _plover(records: list[dict[str, Any]], book: Codebook) -> None:
    gold = [RENAMED.get(r["event"], r["event"]) for r in records]
    names = {t.id: t.codes.plover_event for t in book.types.values()}
    ours = [_main_event(sayso.read(r["text"], any_language=True).claims) for r in records]
    words = [next((e for e in (names[t] for t in _words_alone(r["text"], book)) if e), None) for r in records]
    frequent = Counter(gold).most_common(1)[0][0]
    for name, found in (("sayso", ours), ("words", words), ("most frequent", [frequent] * len(gold))):
        right = _share(g == f for g, f in zip(gold, found, strict=True))
        print(f"{name:14} macro F1 {_macro(gold, found):.3f}   accuracy {right:.3f}")


def _main_event(claims: tuple[Claim, ...]) -> str | None:
    coded = [c for c in claims if c.codes.plover_event]
    own = [c for c in coded if c.source is None] or coded
    return own[0].codes.plover_event if own else None


def _macro(gold: list[str], found: list[str | None]) -> float:
    scores = []
    for event in sorted(set(gold)):
        hits = sum(g == f == event for g, f in zip(gold, found, strict=True))
        scores.append(2 * hits / (gold.count(event) + found.count(event)) if hits else 0.0)
    return sum(scores) / len(scores)


def _muc4(records: list[dict[str, Any]], book: Codebook, casing: dict[str, str]) -> None:
    templates = hits = trivial = claims = words = trivial_claims = 0
    for record in records:
        text = put_in_normal_case(record["text"], casing)
        found = sayso.read(text, any_language=True).claims
        types, bare = {c.type for c in found}, list(_words_alone(text, book))
        claims, words, trivial_claims = claims + len(found), words + len(text.split()), trivial_claims + len(bare)
        for template in record["templates"]:
            for incident in template.get("incident_type") or []:
                wanted = {t for name in incident.split(" / ") for t in INCIDENTS[name].split()}
                templates += 1
                hits += bool(wanted & types)
                trivial += bool(wanted & set(bare))
    for name, right, given in (("sayso", hits, claims), ("words", trivial, trivial_claims)):
        share, density = right / templates, 100 * given / words
        print(f"{name:14} templates {share:.3f} of {templates}   claims per 100 words {density:.2f}")


def _police(records: list[dict[str, Any]], book: Codebook) -> None:
    ours: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    sentences = 0
    for record in records:
        claims = sayso.read(record["text"], any_language=True).claims
        for sentence in record["sentences"]:
            sentences += 1
            types = {c.type for c in claims if sentence["start"] <= c.trigger.start < sentence["end"]}
            trivial = set(_words_alone(sentence["text"], book))
            for label, names in POLICE.items():
                wanted = set(names.split())
                labelled = label in sentence.get("labels", [])
                gold[label] += labelled
                for counter, found in ((ours, types), (bare, trivial)):
                    counter[label] += labelled and bool(wanted & found)
                    counter[f"{label} given"] += bool(wanted & found)
    for name, counter in (("sayso", ours), ("words", bare)):
        parts = []
        for label in POLICE:
            recall, given = counter[label] / gold[label], counter[f"{label} given"] / sentences
            parts.append(f"{label} recall {recall:.3f} (given {given:.3f})")
        print(f"{name:14} {'   '.join(parts)}")


def _words_alone(text: str, book: Codebook) -> Iterator[str]:
    """The types of all words that some rule lists, by the words alone: the trivial baseline."""
    for word in re.findall(r"[a-z-]+", text.lower()):
        for index in (book.by_verb, book.by_noun):
            found = next((index[form] for form in _forms(word) if form in index), None)
            if found:
                yield found[0].type
                break


def _forms(word: str) -> Iterable[str]:
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)] + instead


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / len(found) if found else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
