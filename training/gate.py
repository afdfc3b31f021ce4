"""Fit the weights of the archive's gate: python -m training.gate --corpora DIR [--labels DIR].

Sentences of EWT, GUM, PolNeAR and re3d (without its `BBC Online` folder) are labelled by what the reader finds in them:
a claim of violence, in a document that tells of people hurt at that, most; a consequence or a change of territory a
little. The codebook's own examples are added. One logistic regression over words, pairs of words, types and classes is
fitted to these shares, always with the same outcome. The threshold, a single number, is the one at which the wanted
share of documents without violence in LGL and GUM is set aside. Writes gate.csv and gate.toml beside
`sayso.run.archive.gate`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.gate import GENERAL, Labelled, find_violent, is_violent, label
from sayso.codebook.events import load_codebook
from sayso.run.archive.gate import NUMBERS_FILE, WEIGHTS_FILE, Gate, Lexicon, Numbers, cut_sentences

FITTED = ("ud_ewt-train.conllu", "ud_gum-train.conllu", "polnear-train.jsonl", "re3d-dev.jsonl")
HURT = frozenset(("killing", "wounding", "destruction"))
HURTFUL = HURT | {"air_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack"}
SHARES = {"violence": 1.0, "hurt": 1.0, "consequences": 0.1, "territory": 0.05}
"""How much each kind of claim in a sentence says for reading its document; chosen by the recall that they give."""
EXAMPLE_SHARES, EXAMPLES_COUNT = {"violence": 2.0, "territory": 0.5, "consequences": 0.5}, 2
"""What an example of the codebook says, and how often it counts: wars have words that none of the corpora holds."""
FEWEST_WORDS, FEWEST_PAIRS = 3, 5
"""Features that stand in fewer sentences are left out."""
RIDGE, STEPS, RATE = 3.0, 200, 0.1
EXPONENT, BEST = 0.6, 0.25
SET_ASIDE = 0.853
"""A little more than the goal, since the gate is measured in whole documents."""
LEAST_WEIGHT = 0.03
"""Weights below it are not written down."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sentences:
    """Features of sentences, and for each the share that it is to get."""

    features: list[set[str]]
    shares: Floats


def main() -> None:
    """Label, fit, choose the threshold, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--labels", type=Path, help="a folder for what the reader found, to be used again")
    chosen = parser.parse_args()
    lexicon = Lexicon(load_codebook())
    documents = [one for name in FITTED for one in label(chosen.corpora, name, chosen.labels)]
    told = _label_sentences([one for one in documents if one.folder != "BBC Online"], lexicon)
    names = _choose_features(told.features)
    fitted = _fit(_index(told.features, names), told.shares, len(names))
    bias = round(float(fitted[-1]), 4)
    weights = {name: round(float(w), 3) for name, w in zip(names, fitted, strict=False) if abs(w) >= LEAST_WEIGHT}
    numbers = Numbers(bias, EXPONENT, BEST, 0.0, fewest_words=4)
    general = [one for name in GENERAL for one in label(chosen.corpora, name, chosen.labels)]
    threshold = _choose_threshold(Gate(lexicon, weights, numbers), general)
    _write(weights, replace(numbers, threshold=threshold))
    print(f"{len(told.features):,} sentences, {len(names):,} features, {len(weights):,} weights kept, {threshold=}")


def _label_sentences(documents: Sequence[Labelled], lexicon: Lexicon) -> Sentences:
    sections = {id: type_.section for id, type_ in load_codebook().types.items()}
    features, shares = [], []
    for document in documents:
        is_hurtful = _is_hurtful(document, sections)
        for start, end in cut_sentences(document.text):
            if end - start < 3:
                continue
            found = {sections[type_] for type_, at in document.claims if start <= at < end}
            if is_hurtful and "violence" in found:
                found.add("hurt")
            features.append(lexicon.find_features(document.text[start:end]))
            shares.append(sum(SHARES.get(section, 0.0) for section in found))
    for example, share in _read_examples(sections):
        features += [lexicon.find_features(example)] * EXAMPLES_COUNT
        shares += [share] * EXAMPLES_COUNT
    return Sentences(features, np.array(shares) / sum(SHARES.values()))


def _read_examples(sections: dict[str, str]) -> Iterator[tuple[str, float]]:
    """The codebook's own examples: what each trigger must match, and what it must not."""
    for trigger in load_codebook().triggers:
        if share := EXAMPLE_SHARES.get(sections[trigger.type]):
            yield from ((example, share) for example in trigger.match)
            yield from ((example, 0.0) for example in trigger.no_match)


def _is_hurtful(document: Labelled, sections: dict[str, str]) -> bool:
    """Whether somebody comes to harm in it by violence: words such as "campaign" and "battle" are meant so there."""
    hurt = sum(type_ in HURTFUL for type_, _ in document.claims)
    violence = sum(sections[type_] == "violence" for type_, _ in document.claims)
    return hurt >= 1 and violence >= 1 and hurt + violence >= 3


def _choose_features(features: Sequence[set[str]]) -> list[str]:
    counts = Counter(feature for found in features for feature in found)
    return sorted(
        name for name, count in counts.items() if count >= (FEWEST_PAIRS if " " in name else FEWEST_WORDS)
    )  # fmt: skip


def _index(features: Sequence[set[str]], names: Sequence[str]) -> list[Ints]:
    numbers = {name: number for number, name in enumerate(names)}
    return [np.array(sorted(numbers[name] for name in found if name in numbers), dtype=np.int64) for found in features]


def _fit(rows: Sequence[Ints], shares: Floats, count: int) -> Floats:
    """Logistic regression to shares by Adam over all rows at once; the last weight is the bias."""
    row = np.repeat(np.arange(len(rows)), [len(found) for found in rows])
    column = np.concatenate(rows)
    weights, mean, square = np.zeros(count + 1), np.zeros(count + 1), np.zeros(count + 1)
    weights[-1] = -3.0
    for step in range(1, STEPS + 1):
        z = np.bincount(row, weights[column], len(rows)) + weights[-1]
        error = 1 / (1 + np.exp(-z)) - shares
        gradient = np.bincount(column, error[row], count + 1)
        gradient[:-1] += RIDGE * weights[:-1]
        gradient[-1] = error.sum()
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        rate = RATE * (1 - 0.9 * step / STEPS)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _choose_threshold(gate: Gate, documents: Sequence[Labelled]) -> float:
    violent = find_violent()
    scores = [gate.score(one.text) for one in documents if not is_violent(one, violent)]
    return round(float(np.quantile(scores, SET_ASIDE)), 4)


def _write(weights: dict[str, float], numbers: Numbers) -> None:
    with WEIGHTS_FILE.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{name},{weight:g}\n" for name, weight in sorted(weights.items()))
    lines = [
        "# Written by `python -m training.gate`; what they mean stands in `sayso.run.archive.gate`.",
        *(f"{name} = {getattr(numbers, name)}" for name in ("bias", "exponent", "best", "threshold", "fewest_words")),
    ]
    NUMBERS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
