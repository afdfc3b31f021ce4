"""From the network's scores to sentences, trees, names and attribution fragments, over word numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.network import Floats, Network, Scores
from sayso.annotate.trees import best_heads
from sayso.annotate.viterbi import FORBIDDEN, best_tags, bio_moves, runs_of

MAX_SENTENCE_WORDS = 250
"""A longer run of words without a sentence's end is cut where the model is most inclined to."""
LINK_WORDS, LINK_WORDS_ACROSS = 80, 20
"""How far apart a cue and what it attributes may stand: on one line, and (content only) across a line's start.

In PolNeAR 99 of 100 stand on one line and 98 within 20 words.
"""
_NEAR = 3
_CUES_TRIED = 40
Run = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """An attribution fragment over word numbers; `group` is the number of its cue, or its own where it has none."""

    role: str
    start: int
    end: int
    group: int
    score: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """Everything that is read off the scores; `heads[i]` is the head's word number, or `i` itself for a root."""

    upos: list[str]
    sentences: list[tuple[int, int]]
    heads: NDArray[np.int64]
    labels: list[str]
    names: list[Run]
    pieces: list[Piece]


def join_decoded(parts: Sequence[Decoded]) -> Decoded:
    """The sections of one report, decoded one by one, as if they were one."""
    if len(parts) == 1:
        return parts[0]
    whole = Decoded([], [], np.empty(0, dtype=np.int64), [], [], [])
    heads = []
    for part in parts:
        words, groups = len(whole.upos), len(whole.pieces)
        whole.upos.extend(part.upos)
        whole.labels.extend(part.labels)
        heads.append(part.heads + words)
        whole.sentences.extend((start + words, end + words) for start, end in part.sentences)
        whole.names.extend((kind, start + words, end + words) for kind, start, end in part.names)
        whole.pieces.extend(
            Piece(p.role, p.start + words, p.end + words, p.group + groups, p.score) for p in part.pieces
        )
    return replace(whole, heads=np.concatenate(heads))


class Decoder:
    """Decodes what one network says; holds its tag sets and its small learnt tables."""

    def __init__(self, network: Network) -> None:
        facts, weights = network.facts, network.weights
        self.upos, self.labels = tuple(facts["upos"]), tuple(facts["labels"])
        self.names, self.attribution = tuple(facts["names"]), tuple(facts["attribution"])
        self._weights = weights
        self._name_moves = bio_moves(self.names, weights["name_moves"])
        self._attribution_moves = bio_moves(self.attribution, weights["attribution_moves"])
        ends = np.cumsum([len(self.upos), 1, len(self.names), len(self.attribution)])
        self._upos_part, self._start_part = slice(0, ends[0]), int(ends[0])
        self._name_part, self._attribution_part = slice(ends[1], ends[2]), slice(ends[2], ends[3])

    def decode(self, scores: Scores, line_starts: Sequence[bool]) -> Decoded:
        """Everything about the words of one report; sentences and spans never run on over a line's start."""
        sentences = self.find_sentences(scores, line_starts)
        heads, labels = self.find_trees(scores, sentences)
        upos = [self.upos[n] for n in scores.tags[:, self._upos_part].argmax(1).tolist()]
        lines = _ranges(line_starts)
        return Decoded(
            upos, sentences, heads, labels, self.find_names(scores, sentences), self._find_pieces(scores, lines)
        )

    def find_sentences(self, scores: Scores, line_starts: Sequence[bool]) -> list[tuple[int, int]]:
        """Sentences as ranges of words: where the model says so, at line starts, and inside what is far too long."""
        inclined = scores.tags[:, self._start_part]
        starts = (inclined > 0) | np.asarray(line_starts, dtype=bool)
        starts[0] = True
        sentences: list[tuple[int, int]] = []
        for start, end in _ranges(starts.tolist()):
            at = start
            while end - at > MAX_SENTENCE_WORDS:
                half = at + MAX_SENTENCE_WORDS // 2
                cut = half + int(inclined[half : at + MAX_SENTENCE_WORDS].argmax())
                sentences.append((at, cut))
                at = cut
            sentences.append((at, end))
        return sentences

    def find_trees(self, scores: Scores, sentences: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], list[str]]:
        """Heads as word numbers (a root is its own head) and the label of each word's arc."""
        heads = np.empty(len(scores.tags), dtype=np.int64)
        for start, end in sentences:
            arcs = scores.arcs[start:end]
            table = np.concatenate([arcs[:, :-1] @ scores.arc_keys[start:end].T, arcs[:, -1:]], axis=1)
            found = best_heads(table)
            heads[start:end] = np.where(found == end - start, np.arange(end - start), found) + start
        is_root = heads == np.arange(len(heads))
        towards = np.where(is_root[:, None], self._weights["label_root"], scores.label_heads[heads])
        hidden = _gelu(scores.label_dependents + towards)
        table = hidden @ self._weights["label_weight"].T + self._weights["label_bias"]
        # Only a root may be called root.
        root = self.labels.index("root")
        table[~is_root, root] = FORBIDDEN
        best = table.argmax(1)
        best[is_root] = root
        return heads, [self.labels[n] for n in best.tolist()]

    def find_names(self, scores: Scores, sentences: Sequence[tuple[int, int]]) -> list[Run]:
        """Names as (kind, first word, end); none runs on over a sentence's end."""
        part = scores.tags[:, self._name_part]
        best = best_tags(part, sentences, self._begin("name_begin", self.names), self._name_moves)
        return runs_of(best.tolist(), self.names)

    def _begin(self, name: str, tags: Sequence[str]) -> Floats:
        inside = np.array([t[0] == "I" for t in tags])
        return np.where(inside, FORBIDDEN, self._weights[name]).astype(np.float32)

    def _find_pieces(self, scores: Scores, lines: Sequence[tuple[int, int]]) -> list[Piece]:
        part = scores.tags[:, self._attribution_part]
        best = best_tags(part, lines, self._begin("attribution_begin", self.attribution), self._attribution_moves)
        sure = _softmax(part)[np.arange(len(part)), best]
        runs = runs_of(best.tolist(), self.attribution)
        line_of = [n for n, (start, end) in enumerate(lines) for _ in range(end - start)]
        cues = [n for n, run in enumerate(runs) if run[0] == "cue"]
        firsts, lasts = [start for _, start, _ in runs], [end - 1 for _, _, end in runs]
        links = (scores.links[firsts] + scores.links[lasts]) / np.float32(2)
        keys = (scores.link_keys[firsts] + scores.link_keys[lasts]) / np.float32(2)
        pieces = []
        for n, (role, start, end) in enumerate(runs):
            near = [] if role == "cue" else _cues_near(runs, cues, n, line_of)
            group = self._best_cue(links[n], keys[near], role, near, n) if near else n
            pieces.append(Piece(role, start, end, group, float(sure[start:end].mean())))
        return pieces

    def _best_cue(self, mine: Floats, keys: Floats, role: str, near: Sequence[int], n: int) -> int:
        """The run among `near`, with these keys, to which run `n` has the best link."""
        if len(near) == 1:
            return near[0]
        apart = [min(max(c - n, -_NEAR), _NEAR) + _NEAR for c in near]
        bias = self._weights["link_near"][int(role == "content"), apart]
        return near[int((keys @ mine / np.float32(np.sqrt(keys.shape[1])) + bias).argmax())]


def _cues_near(runs: Sequence[Run], cues: Sequence[int], n: int, line_of: Sequence[int]) -> list[int]:
    """The cues that run `n` may belong to: those of its line, else, for content, those close by on the next lines."""
    role, start, end = runs[n]
    low, high = bisect_left(cues, n - _CUES_TRIED), bisect_left(cues, n + _CUES_TRIED)
    tried = [(c, _gap(runs[c], (start, end)), abs(line_of[runs[c][1]] - line_of[start])) for c in cues[low:high]]
    same = [c for c, gap, lines in tried if lines == 0 and gap <= LINK_WORDS]
    if same or role != "content":
        return same
    return [c for c, gap, lines in tried if lines == 1 and gap <= LINK_WORDS_ACROSS]


def _gap(cue: Run, span: tuple[int, int]) -> int:
    return max(cue[1] - span[1], span[0] - cue[2], 0)


def _ranges(starts: Sequence[bool]) -> list[tuple[int, int]]:
    at = [n for n, start in enumerate(starts) if start or n == 0]
    return list(zip(at, [*at[1:], len(starts)], strict=True))


def _gelu(x: Floats) -> Floats:
    """GELU by the error function, as the model was fitted with (Hendrycks and Gimpel 2016)."""
    return (0.5 * x * (1 + _erf(x / np.float32(np.sqrt(2))))).astype(np.float32)


def _erf(x: Floats) -> Floats:
    """The error function to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26); numpy has none."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return np.asarray(np.sign(x) * (1 - poly * np.exp(-x * x)), dtype=np.float32)


def _softmax(x: Floats) -> Floats:
    powers = np.exp(x - x.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), dtype=np.float32)
