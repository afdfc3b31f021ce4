"""How common words are: python -m training.commonness --corpora DIR writes src/sayso/lexicon/common.csv."""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sayso.lexicon.stems import TABLE_FILE, find_stems

FEWEST = 4
"""Stems that stand in fewer documents are all alike: rare."""


def main() -> None:
    """Count in how many documents of EWT, GUM, PolNeAR and re3d each stem stands."""
    parser = argparse.ArgumentParser(prog="python -m training.commonness", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    corpora = parser.parse_args().corpora
    counts: Counter[str] = Counter()
    documents = 0
    for text in _texts(corpora):
        documents += 1
        counts.update(set(find_stems(text)))
    with TABLE_FILE.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["", documents])
        table.writerows(sorted((stem, count) for stem, count in counts.items() if count >= FEWEST))


def _texts(corpora: Path) -> Iterator[str]:
    for name in ("polnear-train", "re3d-dev"):
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record.get("folder") != "BBC Online":
                    yield record["text"]
    for name in ("ud_ewt-train", "ud_gum-train"):
        words: list[str] = []
        with gzip.open(corpora / f"{name}.conllu.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# newdoc") and words:
                    yield " ".join(words)
                    words = []
                elif line.startswith("# text = "):
                    words.append(line.removeprefix("# text = ").strip())
        yield " ".join(words)


if __name__ == "__main__":
    main()
