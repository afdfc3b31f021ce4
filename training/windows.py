"""Windows of consecutive words, and batches of windows of like length."""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch

from sayso.annotate.pieces import WordPieces, shapes_of
from training.corpora import Article, Sentence
from training.tags import ATTRIBUTION, LABELS, NAMES, SAME_LABEL, UPOS

IGNORE = -100
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass
class Window:
    """One input of the network: the pieces of consecutive words and what is annotated of them (IGNORE: nothing)."""

    pieces: list[list[int]]
    shapes: list[int]
    sentence: list[int]
    starts: list[int]
    upos: list[int]
    heads: list[int]
    labels: list[int]
    names: list[int]
    attribution: list[int]
    silver: list[int]
    fragments: list[tuple[str, int, int, int]]

    @property
    def length(self) -> int:
        """Pieces, the first and last special ones included."""
        return 2 + sum(map(len, self.pieces))


def tree_windows(documents: list[list[Sentence]], pieces: WordPieces, rng: random.Random) -> list[Window]:
    """The sentences of all documents once, alone or packed with their neighbours."""
    windows = []
    for sentences in documents:
        limit = rng.choice((1, 1, 96, 160, 190))
        run: list[Sentence] = []
        size = 0
        for sentence in sentences:
            cost = sum(len(pieces.cut(w)) for w in sentence.words)
            if run and (size + cost > limit or limit == 1):
                windows.append(_tree_window(run, pieces, rng))
                run, size = [], 0
            run.append(sentence)
            size += cost
        if run:
            windows.append(_tree_window(run, pieces, rng))
    return [w for w in windows if w.length <= 512]


def _tree_window(run: list[Sentence], pieces: WordPieces, rng: random.Random) -> Window:
    words = [w for s in run for w in s.words]
    words = _restyle(words, rng)
    spaced = [b for s in run for b in s.spaced]
    line_starts = [s.line_start and i == 0 for s in run for i in range(len(s.words))]
    if rng.random() < 0.5 or (len(run) == 1 and rng.random() < 0.5):
        line_starts[0] = True
    numbers = [n for n, s in enumerate(run) for _ in s.words]
    starts = [int(i == 0) for s in run for i in range(len(s.words))]
    heads: list[int] = []
    upos: list[int] = []
    labels: list[int] = []
    names: list[int] = []
    for s in run:
        at = len(heads)
        none = [IGNORE] * len(s.words)
        heads += [h + at if h >= 0 else len(words) for h in s.heads] if s.heads else none
        upos += [UPOS.index(u) for u in s.upos] if s.upos else none
        labels += [LABELS.index(SAME_LABEL.get(x, x)) for x in s.labels] if s.labels else none
        names += [NAMES.index(t) if t in NAMES else 0 for t in s.names] if s.names else none
    if run[0].heads is None:
        starts = [IGNORE] * len(words)
    cut = [list(pieces.cut(w)) for w in words]
    none = [IGNORE] * len(words)
    shapes = shapes_of(words, spaced, line_starts)
    return Window(cut, shapes, numbers, starts, upos, heads, labels, names, none, none, [])


def attribution_windows(articles: list[Article], pieces: WordPieces, rng: random.Random) -> list[Window]:
    """All articles once, cut at line starts or full stops into windows of 96 to 190 pieces."""
    windows = []
    for article in articles:
        limit = rng.choice((96, 160, 190, 190))
        shapes = shapes_of(article.words, article.spaced, article.line_starts)
        # The first window is shortened at random, so that the cuts fall elsewhere in every pass.
        size = rng.randrange(limit) if limit > 96 else 0
        start = last_cut = 0
        for i, word in enumerate(article.words):
            if (shapes[i] - 1) % 3 and i > start:
                last_cut = i
            size += len(pieces.cut(word))
            if size > limit and i > start:
                stop = last_cut if last_cut > start else i
                windows.append(_attribution_window(article, shapes, start, stop, pieces, rng))
                start, size = stop, sum(len(pieces.cut(w)) for w in article.words[stop : i + 1])
        if start < len(article.words):
            windows.append(_attribution_window(article, shapes, start, len(article.words), pieces, rng))
    return [w for w in windows if w.length <= 512]


def _attribution_window(
    article: Article, shapes: list[int], start: int, stop: int, pieces: WordPieces, rng: random.Random
) -> Window:
    n = stop - start
    tags = [0] * n
    fragments = []
    for number, group in enumerate(article.groups):
        for role, first, end in group:
            if first < stop and end > start:
                a, b = max(first, start) - start, min(end, stop) - start
                inside = ATTRIBUTION.index(f"I-{role}")
                tags[a:b] = [inside] * (b - a)
                if first >= start:
                    tags[a] = inside - 1
                fragments.append((role, a, b, number))
    for a in range(1, n):
        # Where annotations overlap the later one stands; what remains of the earlier begins anew.
        if ATTRIBUTION[tags[a]][0] == "I" and ATTRIBUTION[tags[a - 1]][1:] != ATTRIBUTION[tags[a]][1:]:
            tags[a] -= 1
    words = _restyle(article.words[start:stop], rng)
    shapes_here = shapes[start:stop]
    if words is not None and any(a != b for a, b in zip(words, article.words[start:stop], strict=True)):
        lines = article.line_starts[start:stop]
        shapes_here = shapes_of(words, article.spaced[start:stop], lines)
        shapes_here[0] = shapes[start] if shapes_here[0] > 3 else shapes_here[0]
    none = [IGNORE] * n
    cut = [list(pieces.cut(w)) for w in words]
    silver = none
    if article.silver is not None:
        silver = [IGNORE if t is None else NAMES.index(t) for t in article.silver[start:stop]]
    return Window(cut, shapes_here, [0] * n, none, none, none, none, none, tags, silver, fragments)


def _restyle(words: list[str], rng: random.Random) -> list[str]:
    """Other quotation marks in 30 %, another case in 5 % of the windows, so that the reader minds neither."""
    if rng.random() < 0.3:
        words = [w.translate(_STRAIGHT) for w in words] if rng.random() < 0.5 else _curly(words)
    chance = rng.random()
    if chance < 0.02:
        words = [w.lower() for w in words]
    elif chance < 0.035:
        words = [w.upper() for w in words]
    elif chance < 0.05:
        words = [w[0].upper() + w[1:] for w in words]
    return words


def _curly(words: list[str]) -> list[str]:
    styled, inside = [], False
    for w in words:
        if w in ('"', "``", "''"):
            styled.append("”" if inside else "“")
            inside = not inside
        else:
            styled.append(w.replace("'", "’") if len(w) > 1 else w)
    return styled


def make_batches(windows: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Batches of at most `size` pieces, padding counted, each of windows of like length; in random order."""
    windows = sorted(windows, key=lambda w: w.length + rng.random() * 8)
    batches: list[list[Window]] = []
    batch: list[Window] = []
    for window in windows:
        longest = -(-max(window.length, *(w.length for w in batch), 0) // 16) * 16 if batch else window.length
        if batch and longest * (len(batch) + 1) > size:
            batches.append(batch)
            batch = []
        batch.append(window)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def collate(batch: list[Window], pieces: WordPieces) -> dict[str, torch.Tensor]:
    """Tensors of one batch: pieces [B, P], everything about words [B, W]; lengths are padded to multiples of 16."""
    longest = -(-max(w.length for w in batch) // 16) * 16
    words = -(-max(len(w.pieces) for w in batch) // 16) * 16
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    shapes = torch.zeros(len(batch), longest, dtype=torch.long)
    first = torch.zeros(len(batch), words, dtype=torch.long)
    out = {
        name: torch.full((len(batch), words), IGNORE, dtype=torch.long)
        for name in ("sentence", "starts", "upos", "heads", "labels", "names", "attribution", "silver")
    }
    for b, window in enumerate(batch):
        ids[b, 0] = pieces.first
        at = 1
        for w, (cut, shape) in enumerate(zip(window.pieces, window.shapes, strict=True)):
            first[b, w] = at
            ids[b, at : at + len(cut)] = torch.tensor(cut)
            shapes[b, at : at + len(cut)] = shape
            at += len(cut)
        ids[b, at] = pieces.last
        n = len(window.pieces)
        for name, tensor in out.items():
            tensor[b, :n] = torch.tensor(getattr(window, name))
        # In the batch the root stands behind the last word, whatever the window's own length.
        out["heads"][b, :n][out["heads"][b, :n] == n] = words
    return out | {"ids": ids, "shapes": shapes, "first": first}
