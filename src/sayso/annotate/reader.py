"""The reader model: from a report to its annotated `Doc`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import spacy.tokens
from spacy.attrs import DEP, HEAD, LEMMA, POS
from spacy.symbols import IDS

from sayso.annotate.decode import Decoded, Decoder, join_decoded
from sayso.annotate.document import Annotated, Fragment
from sayso.annotate.naming import mend_names
from sayso.annotate.network import MODEL_FILE, Network
from sayso.annotate.words import Words, cut_sections, find_words, make_doc
from sayso.lexicon.lemmas import lemma_of
from sayso.model import Report
from sayso.model.device import Device

FURNITURE_DEP = "furniture"
SPACE_DEP = "dep"


class ReaderModel:
    """Annotates reports, one at a time; a report's result depends on nothing but its text and the model."""

    def __init__(self, network: Network) -> None:
        self._network, self._decoder = network, Decoder(network)
        self.version: str = network.version

    def annotate(self, report: Report) -> Annotated:
        """The report's words, sentences, trees, names and attribution fragments."""
        doc = make_doc(report.text)
        words, furniture = find_words(report, doc)
        if not words.texts:
            _fill(doc, words, furniture, None)
            return Annotated(report, doc)
        parts = [self._decode(section) for section in cut_sections(words)]
        decoded = join_decoded(parts)
        _fill(doc, words, furniture, decoded)
        at = words.tokens
        names = [spacy.tokens.Span(doc, at[a], at[b - 1] + 1, label=kind) for kind, a, b in decoded.names]
        doc.set_ents(mend_names(doc, names))
        fragments = tuple(
            Fragment(p.role, at[p.start], at[p.end - 1] + 1, p.group, round(p.score, 4))  # type: ignore[arg-type]
            for p in decoded.pieces
        )
        return Annotated(report, doc, fragments)

    def _decode(self, section: Words) -> Decoded:
        return self._decoder.decode(self._network.score(section), section.line_starts)


def load_reader(*, threads: int | None = None, device: Device = "auto", path: Path = MODEL_FILE) -> ReaderModel:
    """The shipped reader model, ready to annotate; `threads` is how many the network may use (None: all cores),
    `device` what it runs on ("auto": a GPU, if there is one).

    SetupError when the model's file is missing or broken, or a GPU is asked for that is not there.
    """
    return ReaderModel(Network(path, threads=threads, device=device))


def _fill(doc: spacy.tokens.Doc, words: Words, furniture: list[range], decoded: Decoded | None) -> None:
    """Write tags and trees into the `Doc`; white space hangs on the word before it, furniture on its first token."""
    if not len(doc):
        return
    strings = doc.vocab.strings
    heads = np.full(len(doc), -1, dtype=np.int64)
    table = np.zeros((len(doc), 4), dtype=np.uint64)
    if decoded is not None:
        tokens = np.array(words.tokens)
        heads[tokens] = tokens[decoded.heads]
        tagged = list(zip(words.texts, decoded.upos, strict=True))
        labels = {label: strings.add(label) for label in set(decoded.labels)}
        lemmas = {pair: strings.add(lemma_of(*pair)) for pair in set(tagged)}
        table[tokens, 1] = np.array([labels[label] for label in decoded.labels], dtype=np.uint64)
        table[tokens, 2] = np.array([IDS[upos] for upos in decoded.upos], dtype=np.uint64)
        table[tokens, 3] = np.array([lemmas[pair] for pair in tagged], dtype=np.uint64)
    furniture_dep, space_dep = strings.add(FURNITURE_DEP), strings.add(SPACE_DEP)
    for piece in furniture:
        heads[piece.start : piece.stop] = piece.start
        table[piece.start : piece.stop, 1] = furniture_dep
    known = np.flatnonzero(heads >= 0)
    for token in np.flatnonzero(heads < 0).tolist():
        before = int(np.searchsorted(known, token)) - 1
        heads[token] = int(known[max(before, 0)]) if len(known) else 0
        table[token, 1] = table[heads[token], 1] if table[heads[token], 1] == furniture_dep else space_dep
        table[token, 2] = IDS["SPACE"]
    table[:, 0] = (heads - np.arange(len(doc))).astype(np.uint64)
    doc.from_array([HEAD, DEP, POS, LEMMA], table)  # type: ignore[arg-type]
