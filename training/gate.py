"""Fit the weights of the archive's gate: python -m training.gate --corpora DIR [--labels DIR].

Sentences of EWT, GUM, PolNeAR and re3d (without its `BBC Online` folder) are labelled by what the reader finds in them:
a claim of violence most, in a document that tells of people hurt at that; there, all other sentences a little, the more
the more violence it tells of, so that the words of a war's truces and talks count, too. The codebook's examples and the
invented sentences of `gate.csv` are added: what no corpus at hand holds, and what only sounds like a war. One logistic
regression over words, pairs of words, types and classes is fitted to these shares, always with the same outcome.

The threshold, a single number, is the one at which the wanted share of documents without violence is set aside, of LGL
and of GUM. Each document of GUM is judged by weights that were fitted without it (in `FOLDS` folds). Writes gate.csv
and gate.toml beside `sayso.run.archive.gate`.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.gate import Labelled, find_violent, is_hurtful, is_violent, label
from sayso.codebook.events import load_codebook
from sayso.run.archive.gate import NUMBERS_FILE, WEIGHTS_FILE, Gate, Lexicon, Numbers, cut_sentences

GUM, GUM_DEV, LGL = "ud_gum-train.conllu", "ud_gum-dev.conllu", "geo_lgl-dev.jsonl"
FITTED = ("ud_ewt-train.conllu", GUM, "polnear-train.jsonl", "re3d-dev.jsonl")
INVENTED = Path(__file__).with_name("gate.csv")
UNHARMED, IN_PASSING = 0.5, 0.1
"""What a claim of violence says where nobody is hurt, and one of a consequence or of territory where somebody is."""
SURROUNDINGS, DENSITY = 0.1, 3
"""What any sentence says of a document that is a third violence or more; in proportion where it is less."""
EXAMPLE_SHARES = {"violence": 1.0, "territory": 0.5, "consequences": 0.4}
INVENTED_SHARES = {"violence": 1.0, "territory": 0.8, "aftermath": 0.8, "crime": 0.6, "peace": 0.0}
EXAMPLES_COUNT, INVENTED_COUNT = 2.0, 5.0
"""How often an example and an invented sentence count: they are few, and stand for many."""
FEWEST_WORDS, FEWEST_PAIRS = 3, 5
"""Features that stand in fewer sentences are left out."""
RIDGE, STEPS, RATE = 3.0, 150, 0.1
EXPONENT, BEST = 0.8, 0.7
SET_ASIDE = 0.855
"""A little more than the goal, since the gate is measured in whole documents."""
FOLDS = 4
LEAST_WEIGHT = 0.03
"""Weights below it are not written down."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sentence:
    """Features of a sentence, the share that it is to get, how often it counts, and its fold (None: in all fits)."""

    features: set[str]
    share: float
    count: float = 1.0
    fold: int | None = None


def main() -> None:
    """Label, fit, choose the threshold, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--labels", type=Path, help="a folder for what the reader found, to be used again")
    chosen = parser.parse_args()
    lexicon = Lexicon(load_codebook())
    gum = label(chosen.corpora, GUM, chosen.labels)
    told = [*_read_corpora(chosen.corpora, chosen.labels, lexicon), *_read_examples(lexicon), *_read_invented(lexicon)]
    names = _choose_features(told)
    gate = _fit_gate(told, names, lexicon)
    violent = find_violent()
    local = [one for one in label(chosen.corpora, LGL, chosen.labels) if not is_violent(one, violent)]
    of_all_kinds = [one for one in label(chosen.corpora, GUM_DEV, chosen.labels) if not is_violent(one, violent)]
    scores = {
        "LGL": [gate.score(one.text) for one in local],
        "GUM": [gate.score(one.text) for one in of_all_kinds]
        + [
            without.score(one.text)
            for fold in range(FOLDS)
            for without in (_fit_gate([one for one in told if one.fold != fold], names, lexicon),)
            for one in gum[fold::FOLDS]
            if not is_violent(one, violent)
        ],
    }
    threshold = round(max(float(np.quantile(of_it, SET_ASIDE)) for of_it in scores.values()), 4)
    _write(gate.weights, replace(gate.numbers, threshold=threshold))
    print(f"{len(told):,} sentences, {len(names):,} features, {len(gate.weights):,} weights kept, {threshold=}")
    for name, of_it in scores.items():
        aside = np.mean(np.array(of_it) < threshold)
        print(f"{name}: set aside {aside:.3f} of {len(of_it)} without violence, by weights not fitted to them")


def _read_corpora(corpora: Path, labels: Path | None, lexicon: Lexicon) -> Iterator[Sentence]:
    sections = {id: type_.section for id, type_ in load_codebook().types.items()}
    for name in FITTED:
        for number, document in enumerate(label(corpora, name, labels)):
            if document.folder != "BBC Online":
                fold = number % FOLDS if name == GUM else None
                yield from _label_sentences(document, sections, lexicon, fold)


def _label_sentences(
    document: Labelled, sections: Mapping[str, str], lexicon: Lexicon, fold: int | None
) -> Iterator[Sentence]:
    spans = list(cut_sentences(document.text))
    found = [{sections[type_] for type_, at in document.claims if start <= at < end} for start, end in spans]
    hurtful = is_hurtful(document, frozenset(id for id, section in sections.items() if section == "violence"))
    density = DENSITY * sum("violence" in of_it for of_it in found) / max(1, len(found))
    around = SURROUNDINGS * min(1.0, density) if hurtful else 0.0
    for (start, end), of_it in zip(spans, found, strict=True):
        share = around
        if "violence" in of_it:
            share = 1.0 if hurtful else UNHARMED
        elif hurtful and of_it & {"consequences", "territory"}:
            share = max(share, IN_PASSING)
        yield Sentence(lexicon.find_features(document.text[start:end]), share, fold=fold)


def _read_examples(lexicon: Lexicon) -> Iterator[Sentence]:
    """The codebook's own examples: what each trigger must match, and what it must not."""
    book = load_codebook()
    for trigger in book.triggers:
        if share := EXAMPLE_SHARES.get(book.types[trigger.type].section):
            yield from (Sentence(lexicon.find_features(one), share, EXAMPLES_COUNT) for one in trigger.match)
            yield from (Sentence(lexicon.find_features(one), 0.0, EXAMPLES_COUNT) for one in trigger.no_match)


def _read_invented(lexicon: Lexicon) -> Iterator[Sentence]:
    with INVENTED.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            yield Sentence(lexicon.find_features(line["text"]), INVENTED_SHARES[line["kind"]], INVENTED_COUNT)


def _choose_features(told: Sequence[Sentence]) -> list[str]:
    counts = Counter(feature for one in told for feature in one.features)
    return sorted(
        name for name, count in counts.items() if count >= (FEWEST_PAIRS if " " in name else FEWEST_WORDS)
    )  # fmt: skip


def _fit_gate(told: Sequence[Sentence], names: Sequence[str], lexicon: Lexicon) -> Gate:
    """A gate without a threshold yet."""
    numbers = {name: number for number, name in enumerate(names)}
    rows = [np.array(sorted(numbers[name] for name in one.features if name in numbers), dtype=np.int64) for one in told]
    fitted = _fit(rows, np.array([one.share for one in told]), np.array([one.count for one in told]), len(names))
    weights = {name: round(float(w), 3) for name, w in zip(names, fitted, strict=False) if abs(w) >= LEAST_WEIGHT}
    return Gate(lexicon, weights, Numbers(round(float(fitted[-1]), 4), EXPONENT, BEST, 0.0, fewest_words=4))


def _fit(rows: Sequence[Ints], shares: Floats, counts: Floats, features: int) -> Floats:
    """Logistic regression to shares by Adam over all rows at once; the last weight is the bias."""
    row = np.repeat(np.arange(len(rows)), [len(found) for found in rows])
    column = np.concatenate(rows)
    weights, mean, square = np.zeros(features + 1), np.zeros(features + 1), np.zeros(features + 1)
    weights[-1] = -3.0
    for step in range(1, STEPS + 1):
        z = np.bincount(row, weights[column], len(rows)) + weights[-1]
        error = (1 / (1 + np.exp(-z)) - shares) * counts
        gradient = np.bincount(column, error[row], features + 1)
        gradient[:-1] += RIDGE * weights[:-1]
        gradient[-1] = error.sum()
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        rate = RATE * (1 - 0.9 * step / STEPS)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _write(weights: Mapping[str, float], numbers: Numbers) -> None:
    with WEIGHTS_FILE.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{name},{weight:g}\n" for name, weight in sorted(weights.items()))
    lines = [
        "# Written by `python -m training.gate`; what they mean stands in `sayso.run.archive.gate`.",
        *(f"{name} = {getattr(numbers, name)}" for name in ("bias", "exponent", "best", "threshold", "fewest_words")),
    ]
    NUMBERS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
