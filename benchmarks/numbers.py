"""How many, against corpora: python -m benchmarks.numbers claims FOLDER --texts FILE | plover FILE | muc4 FILE.

claims    a folder of ID.json with annotated `claims`, and their texts in `--texts` (JSON lines: `id`, `text`,
          `published`). Over the claims found: numbers that overlap and have the same ends.
plover    sentences with coded figures (JSON lines: `text`, `dead`, `injured`, `size`): how many figures written
          as numbers stand with some claim of the sentence; tolls.
muc4      reports with templates (`text`, `templates`), in capitals: put into normal case first, each word as it
          is mostly written in the `--case-from` texts. Tolls.

A toll is how many were killed in the deadliest event of a text, in bins of 0, 1 or 2, 3 to 5, 6 and more. For sayso
it is the largest number killed of the claims that hold as told; a killing without a number is one. Reports of which
the key gives no number ("PLURAL") are left out.

The baseline is found in the same run: the first number of the claim's sentence; for tolls that of the first sentence
that tells of death by a word such as "killed" (one without a number).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sayso
from benchmarks.casing import learn_casing, put_in_normal_case
from benchmarks.corpora import Score, overlaps, read_records
from sayso.extract.quantities.parsing import find_numbers
from sayso.model import Claim, Reading

BINS = ("0", "1-2", "3-5", "6+")
_DEADLY = re.compile(
    r"\b(?:kill|dead\b|die[ds]?\b|death|murder|massacr|assassinat|slain|slaughter|execut)", re.IGNORECASE
)
_FIGURE = re.compile(r"\s*[~-]?\s*(\d+)")
_ENDS = tuple[int, int, Decimal | None, Decimal | None]


def main() -> int:
    """Print the figures of one corpus, for sayso and for the first number of the sentence."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.numbers", description="Score how many.")
    parser.add_argument("corpus", choices=("claims", "plover", "muc4"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--texts", type=Path, help="the texts of the claims (claims)")
    parser.add_argument("--case-from", type=Path, nargs="*", default=[], help="texts in normal case (muc4)")
    chosen = parser.parse_args()
    if chosen.corpus == "claims":
        if chosen.texts is None:
            parser.error("the claims need their --texts")
        _claims(chosen.file, chosen.texts)
    elif chosen.corpus == "plover":
        _plover(list(read_records(chosen.file)))
    else:
        _muc4(list(read_records(chosen.file)), learn_casing(chosen.case_from))
    return 0


def _claims(folder: Path, texts: Path) -> None:
    ours, first = Score(), Score()
    for record in read_records(texts):
        file = folder / f"{record['id']}.json"
        if not file.is_file():
            continue
        published = date.fromisoformat(record["published"]) if record.get("published") else None
        reading = sayso.read(record["text"], id=record["id"], published=published)
        for wanted, claim in _pair(json.loads(file.read_text("utf-8"))["claims"], reading.claims):
            gold = [_gold_ends(each) for each in wanted.get("quantities") or ()]
            given = [(q.span.start, q.span.end, q.low, q.high) for q in claim.quantities]
            bare = _first_number(reading.report.text, claim.sentence.start, claim.sentence.end)
            ours.add(_count(gold, given), len(gold), len(given))
            first.add(_count(gold, bare), len(gold), len(bare))
    for name, score in (("sayso", ours), ("first number", first)):
        print(f"{name:<14}{score}   (of {score.gold} numbers)")


def _pair(gold: Sequence[Mapping[str, Any]], claims: Sequence[Claim]) -> Iterator[tuple[Mapping[str, Any], Claim]]:
    """Each claim with the annotated one at whose trigger it stands, or that has its type in the same sentence."""
    left, open_ = list(claims), list(gold)
    for exact in (True, False):
        for wanted in tuple(open_):
            match = next((claim for claim in left if _is_same(wanted, claim, exact=exact)), None)
            if match is not None:
                left.remove(match)
                open_.remove(wanted)
                yield wanted, match


def _is_same(wanted: Mapping[str, Any], claim: Claim, *, exact: bool) -> bool:
    trigger, sentence = wanted["trigger"], wanted["sentence"]
    if exact:
        return overlaps(trigger["start"], trigger["end"], claim.trigger.start, claim.trigger.end)
    inside = sentence["start"] < claim.sentence.end and claim.sentence.start < sentence["end"]
    return inside and bool(wanted["type"] == claim.type)


def _gold_ends(found: Mapping[str, Any]) -> _ENDS:
    low, high = (None if found.get(end) is None else Decimal(str(found[end])) for end in ("low", "high"))
    return found["start"], found["end"], low, high


def _first_number(text: str, start: int, end: int) -> list[_ENDS]:
    found = next(find_numbers(text[start:end]), None)
    return [] if found is None else [(start + found.start, start + found.end, found.low, found.high)]


def _count(gold: Sequence[_ENDS], found: Iterable[_ENDS]) -> int:
    left = list(found)
    size = len(left)
    for start, end, *ends in gold:
        match = next((f for f in left if overlaps(start, end, f[0], f[1]) and list(f[2:]) == ends), None)
        if match is not None:
            left.remove(match)
    return size - len(left)


def _plover(records: Sequence[Mapping[str, Any]]) -> None:
    readings = [sayso.read(record["text"], any_language=True) for record in records]
    figures = ours = first = 0
    for record, reading in zip(records, readings, strict=True):
        for slot in ("dead", "injured", "size"):
            if not (coded := _FIGURE.fullmatch(str(record.get(slot) or ""))):
                continue
            value = Decimal(coded[1])
            bare = _first_number(record["text"], 0, len(record["text"]))
            figures += 1
            ours += any(value in (q.low, q.high) for claim in reading.claims for q in claim.quantities)
            first += any(value in each[2:] for each in bare)
    print(f"{figures} coded figures: sayso {ours / figures:.3f}, first number {first / figures:.3f}")
    _print_tolls((int(r.get("dead") or 0), reading) for r, reading in zip(records, readings, strict=True))


def _muc4(records: Sequence[Mapping[str, Any]], casing: dict[str, str]) -> None:
    def tolls() -> Iterator[tuple[int, Reading]]:
        for record in records:
            dead = [_dead(template) for template in record["templates"]]
            known = [number for number in dead if number is not None]
            if len(known) == len(dead):
                text = put_in_normal_case(record["text"], casing)
                yield max(known, default=0), sayso.read(text, any_language=True)

    _print_tolls(tolls())


def _dead(template: Mapping[str, Any]) -> int | None:
    """How many died in the incident of a template; None where the key gives no number."""
    died = {
        name.strip()
        for line in template.get("hum_tgt_effect_of_incident") or ()
        if line.lstrip("?").strip().startswith("DEATH")
        for name in re.findall(r'"([^"]+)"', line)
    }
    total = 0
    for line in template.get("hum_tgt_number") or ():
        value, _, names = line.partition(":")
        if died.isdisjoint(re.findall(r'"([^"]+)"', names)):
            continue
        figure = _FIGURE.match(value)
        if figure is None:
            return None
        total += int(figure[1])
    return total


def _print_tolls(pairs: Iterable[tuple[int, Reading]]) -> None:
    counts, ours, first, exact = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for toll, reading in pairs:
        bin_ = bin_of(toll)
        counts[bin_] += 1
        told, bare = _toll(reading), _bare_toll(reading)
        ours[bin_] += bin_of(told) == bin_
        first[bin_] += bin_of(bare) == bin_
        exact.update({"sayso": told == toll, "first number": bare == toll})
    total = counts.total()
    for name, right in (("sayso", ours), ("first number", first)):
        bins = "   ".join(f"{b}: {right[b] / max(counts[b], 1):.3f} of {counts[b]}" for b in BINS)
        print(
            f"{name:<14}tolls in the right bin {right.total() / total:.3f}   {bins}   exact {exact[name] / total:.3f}"
        )


def bin_of(toll: int) -> str:
    """The bin of a toll."""
    return BINS[0] if toll < 1 else BINS[1] if toll < 3 else BINS[2] if toll < 6 else BINS[3]


def _toll(reading: Reading) -> int:
    tolls = [0]
    for claim in reading.claims:
        if claim.factuality in {"CT-", "PR-", "PS-", "Uu"}:
            continue
        killed = [q for q in claim.quantities if q.role == "killed" and q.part_of is None]
        tolls += [int(q.low if q.low is not None else q.high or 0) for q in killed]
        if claim.type == "killing" and not killed:
            tolls.append(1)
    return max(tolls)


def _bare_toll(reading: Reading) -> int:
    text = reading.report.text
    for sentence in reading.sentences:
        if _DEADLY.search(text, sentence.start, sentence.end):
            bare = _first_number(text, sentence.start, sentence.end)
            return int(bare[0][2] or bare[0][3] or 1) if bare else 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
