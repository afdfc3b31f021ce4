"""Measure a model on the development sets: python -m training.evaluate --corpora DIR [--model FILE] [--part NAME]…"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from sayso.annotate.decode import Decoder
from sayso.annotate.network import MODEL_FILE, Network
from sayso.annotate.reader import ReaderModel
from sayso.annotate.viterbi import runs_of
from sayso.annotate.words import Words
from sayso.model import Report
from training.corpora import Article, Sentence, read_ewt, read_gum, read_polnear
from training.tags import SAME_LABEL

PARTS = ("ewt", "ewt-alone", "ewt-raw", "gum", "polnear")


def f1(hit: float, gold: float, found: float) -> float:
    """Harmonic mean of precision and recall, in percent."""
    return 200 * hit / (gold + found) if gold + found else 0.0


def words_of(sentences: Sequence[Sentence]) -> Words:
    """The gold words of consecutive sentences, as the model takes them."""
    texts = [w for s in sentences for w in s.words]
    lines = [s.line_start and i == 0 for s in sentences for i in range(len(s.words))]
    return Words(list(range(len(texts))), texts, [b for s in sentences for b in s.spaced], lines)


def universal(label: str) -> str:
    """A label without its subtype, as the CoNLL 2018 shared task scores it."""
    return SAME_LABEL.get(label, label).partition(":")[0]


def trees_on_gold_words(network: Network, documents: Iterable[Sequence[Sentence]]) -> dict[str, float]:
    """UAS, LAS, LAS with subtypes, UPOS over gold words and sentences, and F1 of names."""
    decoder = Decoder(network)
    n: Counter[str] = Counter()
    for document in documents:
        scores = network.score(words_of(document))
        bounds = list(itertools.accumulate((len(s.words) for s in document), initial=0))
        ranges = list(itertools.pairwise(bounds))
        heads, labels = decoder.find_trees(scores, ranges)
        upos = [decoder.upos[k] for k in scores.tags[:, : len(decoder.upos)].argmax(1)]
        names = decoder.find_names(scores, ranges)
        gold_names = []
        for (start, _), s in zip(ranges, document, strict=True):
            n["sentences"] += 1
            for i, (head, label, tag) in enumerate(zip(s.heads or [], s.labels or [], s.upos or [], strict=True)):
                at = start + i
                right = int(heads[at]) == (at if head < 0 else start + head)
                n["words"] += 1
                n["uas"] += right
                n["las"] += right and universal(label) == universal(labels[at])
                n["las-subtypes"] += right and SAME_LABEL.get(label, label) == labels[at]
                n["upos"] += tag == upos[at]
            gold_names += [(k, a + start, b + start) for k, a, b in gold_runs(s.names or [])]
        for kind in ("PER", "ORG", "LOC"):
            gold, found = ({x for x in side if x[0] == kind} for side in (gold_names, names))
            n.update({f"{kind}-gold": len(gold), f"{kind}-found": len(found), f"{kind}-hit": len(gold & found)})
    result = {k: 100 * n[k] / n["words"] for k in ("uas", "las", "las-subtypes", "upos")}
    for kind in ("PER", "ORG", "LOC"):
        result[f"names {kind}"] = f1(n[f"{kind}-hit"], n[f"{kind}-gold"], n[f"{kind}-found"])
    sums = {part: sum(n[f"{kind}-{part}"] for kind in ("PER", "ORG", "LOC")) for part in ("hit", "gold", "found")}
    return result | {"names": f1(sums["hit"], sums["gold"], sums["found"])}


def gold_runs(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """Names of BIO tags, where a stray I begins a name of its own."""
    known = [t if t in ("B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC") else "O" for t in tags]
    mended = ["B" + t[1:] if t[0] == "I" and (i == 0 or known[i - 1][1:] != t[1:]) else t for i, t in enumerate(known)]
    kinds = sorted(set(mended))
    return runs_of([kinds.index(t) for t in mended], kinds)


def trees_from_raw_text(model: ReaderModel, documents: Iterable[Sequence[Sentence]]) -> dict[str, float]:
    """F1 of words, sentences and labelled arcs when only the raw text is given."""
    n: Counter[str] = Counter()
    for document in documents:
        text, spans = raw_text(document)
        doc = model.annotate(Report("raw", text)).doc
        found = {(t.idx, t.idx + len(t)): t for t in doc if not t.is_space}
        n["gold-words"] += sum(len(s) for s in spans)
        n["found-words"] += len(found)
        n["gold-sentences"] += len(spans)
        bounds = set()
        for sentence in doc.sents:
            inside = [t for t in sentence if not t.is_space]
            if inside:
                bounds.add((inside[0].idx, inside[-1].idx + len(inside[-1])))
        n["found-sentences"] += len(bounds)
        n["hit-sentences"] += sum((s[0][0], s[-1][1]) in bounds for s in spans)
        for places, sentence in zip(spans, document, strict=True):
            for i, place in enumerate(places):
                token = found.get(place)
                if token is None:
                    continue
                n["hit-words"] += 1
                head, label = (sentence.heads or [])[i], (sentence.labels or [])[i]
                here = (token.head.idx, token.head.idx + len(token.head))
                right = here == (place if head < 0 else places[head])
                n["hit-las"] += right and universal(label) == universal(token.dep_)
    gold, seen = n["gold-words"], n["found-words"]
    return {
        "words": f1(n["hit-words"], gold, seen), "las": f1(n["hit-las"], gold, seen),
        "sentences": f1(n["hit-sentences"], n["gold-sentences"], n["found-sentences"]),
    }  # fmt: skip


def raw_text(document: Sequence[Sentence]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text of a document, paragraphs apart, and the characters of each word of each sentence."""
    text, spans = "", []
    for number, sentence in enumerate(document):
        if number:
            text += "\n\n" if sentence.line_start else " "
        places = []
        for i, word in enumerate(sentence.words):
            if i and sentence.spaced[i]:
                text += " "
            places.append((len(text), len(text) + len(word)))
            text += word
        spans.append(places)
    return text, spans


def attribution_spans(network: Network, articles: Iterable[Article]) -> dict[str, float]:
    """F1 of exact fragments, by role, and the share of gold groups' links that are right among exact fragments."""
    decoder = Decoder(network)
    n: Counter[str] = Counter()
    for article in articles:
        words = Words(list(range(len(article.words))), article.words, article.spaced, article.line_starts)
        pieces = decoder.decode(network.score(words), article.line_starts).pieces
        gold = {f: number for number, group in enumerate(article.groups) for f in group}
        cue_of = {number: f for f, number in gold.items() if f[0] == "cue"}
        found = {(p.role, p.start, p.end): p.group for p in pieces}
        found_cue = {p.group: (p.role, p.start, p.end) for p in pieces if p.role == "cue"}
        for role in ("source", "cue", "content"):
            a, b = ({f for f in side if f[0] == role} for side in (gold, found))
            n.update({f"{role}-gold": len(a), f"{role}-found": len(b), f"{role}-hit": len(a & b)})
        for f, group in found.items():
            if f[0] != "cue" and f in gold and cue_of.get(gold[f]) in found:
                n["links"] += 1
                n["links-right"] += found_cue.get(group) == cue_of[gold[f]]
    result = {r: f1(n[f"{r}-hit"], n[f"{r}-gold"], n[f"{r}-found"]) for r in ("source", "cue", "content")}
    return result | {"links": 100 * n["links-right"] / max(1, n["links"])}


def by_document(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Runs of sentences of the same document."""
    return [list(run) for _, run in itertools.groupby(sentences, key=lambda s: s.document)]


def show(name: str, figures: dict[str, float]) -> None:
    """One line of figures."""
    print(f"{name:24}", "  ".join(f"{k} {v:.1f}" for k, v in figures.items()), flush=True)


def measure(corpora: Path, model: Path, parts: Sequence[str], *, threads: int = 2) -> None:
    """Print the figures of each part asked for."""
    network = Network(model, threads=threads)
    ewt = by_document(read_ewt(corpora, "dev"))
    if "ewt" in parts:
        show("EWT dev, gold words", trees_on_gold_words(network, ewt))
    if "ewt-alone" in parts:
        show("EWT dev, one by one", trees_on_gold_words(network, ([s] for d in ewt for s in d)))
    if "ewt-raw" in parts:
        show("EWT dev, raw text", trees_from_raw_text(ReaderModel(network), ewt))
    if "gum" in parts:
        show("GUM dev, gold words", trees_on_gold_words(network, by_document(read_gum(corpora, "dev"))))
    if "polnear" in parts:
        show("PolNeAR dev, exact", attribution_spans(network, read_polnear(corpora, "dev")))


def main() -> None:
    """Measure the model that is asked for."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--model", type=Path, default=MODEL_FILE)
    ap.add_argument("--part", action="append", choices=PARTS)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    measure(args.corpora, args.model, args.part or PARTS, threads=args.threads)


if __name__ == "__main__":
    main()
