"""How well the gate tells what is worth reading: python -m benchmarks.gate --corpora DIR [--labels DIR].

A document holds a codable event of violence where the reader finds a claim of such a type in it. Measured are the share
of documents without one that are set aside (LGL, GUM), and how many claims the documents hold that pass (reports of
wars and attacks that the weights were not fitted to). Reading takes a while: `--labels` keeps what was found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import read_lines, read_records
from benchmarks.figures import Figure
from sayso.annotate import load_reader
from sayso.codebook.events import load_codebook
from sayso.intake import make_report
from sayso.run import load_rules, read_report
from sayso.run.archive.gate import Gate, load_gate

GENERAL = ("geo_lgl-dev.jsonl", "ud_gum-train.conllu", "ud_gum-dev.conllu")
"""What the gate is to set aside where it holds no violence."""
OF_WARS = ("guardian_syria-dev.jsonl", "muc4-dev.jsonl")
"""What is to pass; no weight was fitted to it."""
OF_ALL_KINDS = ("timebank-dev.jsonl", "geo_gwn-dev.jsonl")
"""News of all kinds, where violence is often told of in passing."""
HURT = frozenset(("killing", "wounding", "destruction"))
HURTFUL = HURT | {"air_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack"}
LEAST_SET_ASIDE, LEAST_RECALL = 0.85, 0.99


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with the claims that the reader finds in it: type and where the trigger begins, of each."""

    id: str
    text: str
    claims: tuple[tuple[str, int], ...]
    folder: str | None = None


def read_documents(file: Path) -> Iterator[tuple[str, str, str | None]]:
    """Id, text and folder of each document of a corpus: JSON Lines or CoNLL-U, gzipped."""
    if ".conllu" not in file.name:
        for record in read_records(file):
            yield str(record["id"]), record["text"], record.get("folder")
        return
    name, text = "", list[str]()
    for line in read_lines(file):
        head, _, rest = line.strip().partition(" = ")
        if head == "# newdoc id":
            if name:
                yield name, "".join(text).strip(), None
            name, text = rest, []
        elif line.startswith("# newpar"):
            text.append("\n\n")
        elif head == "# text":
            text.append(f"{rest} ")
    yield name, "".join(text).strip(), None


def label(corpora: Path, name: str, labels: Path | None) -> list[Labelled]:
    """The documents of a corpus, read; from the file in `labels` where they were read before."""
    kept = labels / f"{name.partition('.')[0]}.jsonl.gz" if labels else None
    if kept is not None and kept.exists():
        return [_revive(record) for record in read_records(kept)]
    reader, rules = load_reader(threads=1), load_rules()
    found = []
    for id, text, folder in read_documents(corpora / f"{name}.gz"):
        claims = read_report(make_report(text, id=id), reader, rules).claims
        found.append(Labelled(id, text, tuple((claim.type, claim.trigger.start) for claim in claims), folder))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(kept, "wt", encoding="utf-8") as out:
            for one in found:
                record = {"id": one.id, "text": one.text, "claims": one.claims, "folder": one.folder}
                out.write(json.dumps(record) + "\n")
    return found


def _revive(record: dict[str, Any]) -> Labelled:
    claims = tuple((claim[0], claim[1]) for claim in record["claims"])
    return Labelled(record["id"], record["text"], claims, record.get("folder"))


def find_violent() -> frozenset[str]:
    """The types of events of violence."""
    return frozenset(id for id, type_ in load_codebook().types.items() if type_.section == "violence")


def is_violent(document: Labelled, types: frozenset[str]) -> bool:
    """Whether the document holds a claim of one of these types."""
    return any(type_ in types for type_, _ in document.claims)


def is_hurtful(document: Labelled, violent: frozenset[str]) -> bool:
    """Whether somebody comes to harm in it by violence: words such as "campaign" and "battle" are meant so there."""
    hurt = sum(type_ in HURTFUL for type_, _ in document.claims)
    violence = sum(type_ in violent for type_, _ in document.claims)
    return hurt >= 1 and violence >= 1 and hurt + violence >= 3


def passes(gate: Gate, document: Labelled) -> bool:
    """Whether the gate lets the document through."""
    return gate.judge(make_report(document.text, id=document.id)) is None


@dataclass(frozen=True, slots=True)
class Judged:
    """A document, what it holds, and whether the gate let it through."""

    claims: int
    is_violent: bool
    is_hurtful: bool
    through: bool


def measure(corpora: Path, labels: Path | None) -> Iterator[Figure]:
    """The shares, corpus by corpus and together, and the gate's words a second."""
    gate, violent = load_gate(), find_violent()
    words, seconds = 0, 0.0
    judged = dict[str, list[Judged]]()
    for name in (*GENERAL, *OF_WARS, *OF_ALL_KINDS):
        documents = label(corpora, name, labels)
        begun = time.process_time()
        passed = [passes(gate, one) for one in documents]
        seconds += time.process_time() - begun
        words += sum(one.text.count(" ") + 1 for one in documents)
        judged[name] = [
            Judged(len(one.claims), is_violent(one, violent), is_hurtful(one, violent), through)
            for one, through in zip(documents, passed, strict=True)
        ]
        yield from _tell(name, judged[name])
    pooled = [one for name in GENERAL for one in judged[name]]
    yield Figure("set aside of all documents without violence", _set_aside(pooled), "", least=LEAST_SET_ASIDE)
    pooled = [one for name in OF_WARS for one in judged[name]]
    yield Figure("claims that pass", _recall(pooled), "", least=LEAST_RECALL)
    yield Figure("through the gate, by one processor", words / seconds, "words/s")


def _tell(name: str, judged: list[Judged]) -> Iterator[Figure]:
    """The figures of one corpus."""
    if name in OF_WARS:
        yield Figure(f"{name}: claims that pass, of {sum(one.claims for one in judged):,}", _recall(judged), "")
        return
    if name in GENERAL:
        peaceful = sum(not one.is_violent for one in judged)
        yield Figure(f"{name}: set aside of {peaceful} without violence", _set_aside(judged), "")
    held = [one for one in judged if one.is_violent]
    yield Figure(f"{name}: claims that pass, where there is violence", _recall(held), "")
    held = [one for one in judged if one.is_hurtful]
    yield Figure(f"{name}: claims that pass, where it hurts people", _recall(held), "")


def _set_aside(judged: list[Judged]) -> float:
    without = [one for one in judged if not one.is_violent]
    return sum(not one.through for one in without) / len(without)


def _recall(judged: list[Judged]) -> float:
    return sum(one.claims for one in judged if one.through) / sum(one.claims for one in judged)


def main() -> int:
    """Print one line a figure; exit code 1 when one misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--labels", type=Path, help="a folder for what the reader found, to be used again")
    chosen = parser.parse_args()
    figures = []
    for figure in measure(chosen.corpora, chosen.labels):
        print(figure, flush=True)
        figures.append(figure)
    return int(any(figure.is_missed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
