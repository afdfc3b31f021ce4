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


def passes(gate: Gate, document: Labelled) -> bool:
    """Whether the gate lets the document through."""
    return gate.judge(make_report(document.text, id=document.id)) is None


def measure(corpora: Path, labels: Path | None) -> Iterator[Figure]:
    """The shares, corpus by corpus and together, and the gate's words a second."""
    gate, violent = load_gate(), find_violent()
    words, seconds = 0, 0.0
    aside = peaceful = kept = claims = 0
    for name in (*GENERAL, *OF_WARS, *OF_ALL_KINDS):
        documents = label(corpora, name, labels)
        begun = time.process_time()
        passed = [passes(gate, one) for one in documents]
        seconds += time.process_time() - begun
        words += sum(one.text.count(" ") + 1 for one in documents)
        without = [through for one, through in zip(documents, passed, strict=True) if not is_violent(one, violent)]
        held = [
            (len(one.claims), through)
            for one, through in zip(documents, passed, strict=True)
            if name in OF_WARS or is_violent(one, violent)
        ]
        if name not in OF_WARS:
            recall = sum(n for n, through in held if through) / sum(n for n, _ in held)
            yield Figure(f"{name}: claims that pass, where there is violence", recall, "")
        if name in GENERAL:
            aside, peaceful = aside + without.count(False), peaceful + len(without)
            yield Figure(
                f"{name}: set aside of {len(without)} without violence", without.count(False) / len(without), ""
            )
        elif name in OF_WARS:
            kept, claims = kept + sum(n for n, through in held if through), claims + sum(n for n, _ in held)
            recall = sum(n for n, through in held if through) / sum(n for n, _ in held)
            yield Figure(f"{name}: claims that pass, of {sum(n for n, _ in held)}", recall, "")
    yield Figure("set aside of all documents without violence", aside / peaceful, "", least=LEAST_SET_ASIDE)
    yield Figure("claims that pass", kept / claims, "", least=LEAST_RECALL)
    yield Figure("through the gate, by one processor", words / seconds, "words/s")


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
