"""The corpora as plain records: sentences with trees and names, articles with attributions.

Only what may be fitted on is read here: UD English EWT, GUM (its freely licensed genres), UNER English EWT, PolNeAR,
and re3d without its `BBC Online` folder.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor president vice king queen prince princess sir lord lady sen senator rep gov
    governor gen general col colonel maj major capt captain lt lieutenant sgt sergeant minister secretary prime foreign
    judge justice rev reverend pope saint sheikh shaikh sheik imam ayatollah ambassador chancellor commander admiral
    mayor
    """.split()
)


@dataclass
class Sentence:
    """One sentence: words with what is annotated of them. `heads` count from 0, -1 is the root; None: not annotated."""

    words: list[str]
    spaced: list[bool]
    document: str
    line_start: bool = False
    upos: list[str] | None = None
    heads: list[int] | None = None
    labels: list[str] | None = None
    names: list[str] | None = None


@dataclass
class Article:
    """One article of PolNeAR: words, and for each attribution its fragments as (role, first word, end)."""

    id: str
    words: list[str]
    spaced: list[bool]
    line_starts: list[bool]
    offsets: list[int]
    groups: list[list[tuple[str, int, int]]] = field(default_factory=list)
    silver: list[str | None] | None = None


def open_text(path: Path) -> Iterator[str]:
    """The lines of a gzipped text without their line ends."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def read_conllu(path: Path) -> Iterator[tuple[str, list[list[str]], Sentence]]:
    """Each sentence of a CoNLL-U file as (id, its columns, the sentence)."""
    document, line_start, sent_id, rows = "", True, "", []
    joined: dict[int, bool] = {}
    for line in [*open_text(path), ""]:
        if line.startswith("#"):
            if line.startswith("# newdoc"):
                document, line_start = line.partition("=")[2].strip(), True
            elif line.startswith("# newpar"):
                line_start = True
            elif line.startswith("# sent_id"):
                sent_id = line.partition("=")[2].strip()
        elif line:
            columns = line.split("\t")
            if "-" in columns[0]:
                first, last = map(int, columns[0].split("-"))
                joined |= dict.fromkeys(range(first, last), True)
                if "SpaceAfter=No" in columns[9]:
                    joined[last] = True
            elif "." not in columns[0]:
                rows.append(columns)
        elif rows:
            spaced = [True]
            for n, row in enumerate(rows[:-1], 1):
                spaced.append(not (joined.get(n) or "SpaceAfter=No" in row[9]))
            yield sent_id, rows, Sentence(
                words=[r[1] for r in rows], spaced=spaced, document=document, line_start=line_start,
                upos=[r[3] for r in rows], heads=[int(r[6]) - 1 for r in rows], labels=[r[7] for r in rows],
            )  # fmt: skip
            rows, joined, line_start = [], {}, False


def read_ewt(corpora: Path, part: str) -> list[Sentence]:
    """EWT's sentences with the names of UNER."""
    names: dict[str, list[str]] = {}
    sent_id = ""
    for line in open_text(corpora / f"uner_ewt-{part}.iob2.gz"):
        if line.startswith("# sent_id"):
            sent_id = line.partition("=")[2].strip()
            names[sent_id] = []
        elif line and not line.startswith("#"):
            names[sent_id].append(line.split("\t")[2])
    sentences = []
    for sent_id, _, sentence in read_conllu(corpora / f"ud_ewt-{part}.conllu.gz"):
        tags = names.get(sent_id)
        if tags and len(tags) == len(sentence.words):
            sentence.names = tags
        sentences.append(sentence)
    return sentences


def read_gum(corpora: Path, part: str) -> list[Sentence]:
    """GUM's sentences; names are derived from its entities (`gum_names`)."""
    sentences = []
    for _, rows, sentence in read_conllu(corpora / f"ud_gum-{part}.conllu.gz"):
        sentence.names = gum_names(rows)
        sentences.append(sentence)
    return sentences


_ENTITY = re.compile(r"\((\d+)-(\w+)|(\d+)?\)")
_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_INNER = frozenset(["of", "for", "and", "&", "-", "the", "'", "'s", "de", "al", "el", "la", "van", "von", "bin"])
_INNER_PERSON = frozenset(["-", "de", "al", "el", "la", "van", "von", "bin"])
_PEOPLES = re.compile(r"(ians?|eans?|is|ese|ish|ans|tes)$")


def gum_names(rows: list[list[str]]) -> list[str]:
    """BIO tags of named persons, organisations, places: mentions whose head is a proper noun, cut down to the name."""
    mentions: list[tuple[int, int, str]] = []
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    for n, row in enumerate(rows):
        value = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
        for match in _ENTITY.finditer(value):
            if match[1]:
                open_mentions.setdefault(match[1], []).append((n, match[2]))
                last = match[1]
            else:
                number = match[3] or last
                if open_mentions.get(number):
                    start, kind = open_mentions[number].pop()
                    mentions.append((start, n + 1, kind))
    tags = ["O"] * len(rows)
    heads = [int(r[6]) - 1 for r in rows]
    for start, end, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        if kind not in _KINDS:
            continue
        head = next((i for i in range(start, end) if not start <= heads[i] < end), start)
        if rows[head][3] != "PROPN":
            continue
        first, stop = _name_around(rows, head, start, end, kind)
        lone = rows[first][1] if stop - first == 1 else ""
        if kind == "person" and lone and (_PEOPLES.search(lone) or lone.lower() in TITLES):
            continue
        if first < stop and all(t == "O" for t in tags[first:stop]):
            tags[first:stop] = [f"B-{_KINDS[kind]}"] + [f"I-{_KINDS[kind]}"] * (stop - first - 1)
    return tags


def _name_around(rows: list[list[str]], head: int, start: int, end: int, kind: str) -> tuple[int, int]:
    inner = _INNER_PERSON if kind == "person" else _INNER

    def belongs(i: int) -> bool:
        return rows[i][3] == "PROPN" or rows[i][1].lower() in inner

    first = stop = head
    while first > start and belongs(first - 1):
        first -= 1
    while stop < end and belongs(stop):
        stop += 1
    while first < head and rows[first][3] != "PROPN":
        first += 1
    while stop - 1 > head and rows[stop - 1][3] != "PROPN":
        stop -= 1
    if kind == "person":
        while first < stop - 1 and rows[first][1].lower().rstrip(".") in TITLES:
            first += 1
    return first, stop


def read_re3d(corpora: Path) -> list[Sentence]:
    """Sentences of re3d in which every capitalised word inside the sentence is accounted for; names only."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    kinds = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
    found = []
    records = [json.loads(line) for line in open_text(corpora / "re3d-dev.jsonl.gz")]
    records = [record for record in records if record["folder"] != "BBC Online"]
    # re3d calls a country that acts an organisation; UNER, whose names we learn, calls it a place.
    places = {e["text"] for r in records for e in r["entities"] if e["type"] == "Location" and e["confidence"] >= 0.5}
    for record in records:
        doc = nlp(record["text"])
        tags = ["O"] * len(doc)
        known = [False] * len(doc)
        entities = sorted(
            (e for e in record["entities"] if e["confidence"] >= 0.5), key=lambda e: e["start"] - e["end"]
        )
        for entity in entities:
            span = doc.char_span(entity["start"], entity["end"])
            if span is None:
                continue
            known[span.start : span.end] = [True] * len(span)
            start, end = span.start, span.end
            while start < end - 1 and (doc[start].lower_ in ("the", "a") or doc[start].lower_.rstrip(".") in TITLES):
                start += 1
            named = all(t.text[0].isupper() or t.lower_ in _INNER or t.text == "." for t in doc[start:end])
            named = named and len(doc[start:end].text) > 2 and doc[start].lower_ not in ("we", "i", "of")
            if end - start == 1 and (doc[start].is_sent_start or _PEOPLES.search(doc[start].text)):
                named = named and len(doc[start]) > 2 and doc[start].is_upper
            if entity["type"] in kinds and named and all(t == "O" for t in tags[start:end]):
                kind = "LOC" if doc[start:end].text in places else kinds[entity["type"]]
                tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            if words and all(known[t.i] or not t.text[0].isupper() for t in words[1:]):
                spaced = [t.i == 0 or bool(doc[t.i - 1].whitespace_) or doc[t.i - 1].is_space for t in words]
                found.append(
                    Sentence([t.text for t in words], spaced, record["id"], True, names=[tags[t.i] for t in words])
                )
    return found


def read_polnear(corpora: Path, part: str) -> list[Article]:
    """PolNeAR's articles in spaCy's words; a word belongs to a fragment when it shares a character with it."""
    nlp = spacy.blank("en")
    articles = []
    for line in open_text(corpora / f"polnear-{part}.jsonl.gz"):
        record = json.loads(line)
        articles.append(make_article(record["id"], record["text"], record["attributions"], nlp))
    return articles


def add_silver(articles: list[Article], path: Path) -> None:
    """Give each article the silver names of a file that `training.silver` wrote."""
    tags = {record["id"]: record["tags"] for record in map(json.loads, open_text(path))}
    for article in articles:
        article.silver = tags[article.id]
        if len(article.silver) != len(article.words):
            raise ValueError(f"{path}: {article.id} has {len(article.silver)} tags for {len(article.words)} words")


def make_article(name: str, text: str, attributions: list[dict], nlp: spacy.language.Language) -> Article:
    """An article in words without white space, with its attributions as runs of words."""
    doc = nlp(text)
    tokens = [t for t in doc if not t.is_space]
    breaks = {t.i + 1 for t in doc if t.is_space and "\n" in t.text} | {0}
    at = [-1] * (len(text) + 1)
    for n, t in enumerate(tokens):
        at[t.idx : t.idx + len(t)] = [n] * len(t)
    article = Article(
        name, [t.text for t in tokens],
        [t.i == 0 or bool(doc[t.i - 1].whitespace_) or doc[t.i - 1].is_space for t in tokens],
        [t.i in breaks for t in tokens], [t.idx for t in tokens],
    )  # fmt: skip
    for attribution in attributions:
        group = []
        for role in ("source", "cue", "content"):
            for span in attribution[role]:
                words = sorted({at[i] for i in range(span["start"], span["end"])} - {-1})
                if words:
                    group.append((role, words[0], words[-1] + 1))
        if any(role == "cue" for role, _, _ in group):
            article.groups.append(group)
    return article
