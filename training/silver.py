"""Silver names for PolNeAR's articles.

Another tagger (a spaCy pipeline) reads the articles. What it calls a name counts only where it is of one mind about it:
the same words get the same kind in at least `AGREED` of their occurrences in the whole corpus. All else that looks like
a name is left open. One line an article: `id`, and a tag or null for each word.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

import spacy

from training.corpora import TITLES, read_polnear

AGREED = 0.85
KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
PLAIN = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "NORP", "LANGUAGE"}
Found = list[tuple[int, int, str]]


def trim(words: list[str], start: int, end: int, kind: str) -> tuple[int, int]:
    """A name without article, title and genitive, as UNER writes names."""
    while start < end - 1 and (
        words[start].lower() in ("the", "a") or (kind == "PER" and words[start].lower().rstrip(".") in TITLES)
    ):
        start += 1
    while end - 1 > start and words[end - 1].lower() in ("'s", "’s", "'", "’"):
        end -= 1
    return start, end


def write_silver(corpora: Path, tagger: str, out: Path) -> None:
    """Tag, count, keep what is agreed."""
    nlp = spacy.load(tagger, disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    articles = read_polnear(corpora, "train")
    tagged: list[tuple[Found, Found]] = []
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    docs = (spacy.tokens.Doc(nlp.vocab, a.words, [*a.spaced[1:], False]) for a in articles)
    for article, doc in zip(articles, nlp.pipe(docs, batch_size=16), strict=True):
        names: Found = []
        other: Found = []
        for entity in doc.ents:
            kind = KINDS.get(entity.label_)
            if kind:
                start, end = trim(article.words, entity.start, entity.end, kind)
                names.append((start, end, kind))
                votes[" ".join(article.words[start:end])][kind] += 1
            elif entity.label_ in PLAIN:
                other.append((entity.start, entity.end, "O"))
        tagged.append((names, other))
    kept: Counter[str] = Counter()
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for article, (names, other) in zip(articles, tagged, strict=True):
            tags: list[str | None] = [
                None if w[0].isupper() and not first and w != "I" else "O"
                for w, first in zip(article.words, sentence_starts(article.words), strict=True)
            ]
            for start, end, _ in other:
                tags[start:end] = ["O"] * (end - start)
            for start, end, kind in names:
                name = " ".join(article.words[start:end])
                total = sum(votes[name].values())
                sure = votes[name][kind] >= AGREED * total and (total > 1 or end - start > 1) and name[0].isupper()
                kept[kind if sure else "open"] += 1
                tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1) if sure else [None] * (end - start)
            file.write(json.dumps({"id": article.id, "tags": tags}) + "\n")
    print(dict(kept))


def sentence_starts(words: list[str]) -> list[bool]:
    """Words that begin a sentence, roughly: their capital says nothing."""
    return [i == 0 or words[i - 1] in (".", "?", "!", ":", "“", '"', "”") for i in range(len(words))]
