"""How closely a phrase of time or place is tied to an event, by the tree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection

from sayso.extract.columns import columns_of
from sayso.extract.tree import Tree
from sayso.model import Span

# An event in such a clause has circumstances of its own.
_CLOSED = frozenset(("acl:relcl", "parataxis", "acl"))
_CLAUSES = frozenset(("advcl", "ccomp", "xcomp", "conj", "csubj", "appos", "advcl:relcl"))
_FAR = 12
_REACHING = frozenset(("since", "until", "till"))
_ELSEWHEN = frozenset(("after", "before"))


class Ties:
    """The ties of one report. `cues` are the tokens of verbs of saying and their like."""

    def __init__(self, tree: Tree, cues: Collection[int] = ()) -> None:
        self._tree, self._cues = tree, frozenset(cues)
        self._starts = columns_of(tree.doc).start

    def tokens(self, span: Span) -> range:
        """The tokens that a span of the text covers."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return range(first, max(bisect_left(self._starts, span.end), first + 1))

    def head(self, span: Span) -> int:
        """The token of the span that the others hang on."""
        tree, inside = self._tree, self.tokens(span)
        words = [i for i in inside if tree.pos[i] not in {"SPACE", "PUNCT"}] or list(inside)
        return min(words, key=lambda i: (len(self.chain(i)), i))

    def chain(self, i: int) -> list[int]:
        """The token and what it hangs on, up to the root."""
        found = [i]
        while (head := self._tree.head[found[-1]]) != found[-1] and len(found) < 100:
            found.append(head)
        return found

    def rank(self, at: int, event: int) -> int | None:
        """0 where the phrase headed by `at` hangs on the event itself, more the looser the tie; None without one."""
        tree = self._tree
        if tree.sentence[at] != tree.sentence[event] or tree.sentence[at] < 0:
            return None
        up = self.chain(at)
        if event in up:
            path = up[: up.index(event)]
            crossed = [tree.dep[i] for i in path[1:]]
            if any(dep in _CLOSED or dep == "ccomp" for dep in crossed) or self._elsewhen(path[1:]):
                return None
            if not all(self._open(i) or tree.dep[i] in {"advcl", "xcomp", "conj"} for i in path[1:]):
                return None
            return sum(1 + (dep in _CLAUSES) for dep in crossed[:_FAR])
        down = self.chain(event)
        meet = next((i for i in down if i in up), None)
        if meet is None:
            return None
        to_event, to_phrase = down[: down.index(meet)], up[: up.index(meet)]
        if not all(self._open(i) for i in to_phrase):
            return None
        if len(up) > 1 and up[1] in self._cues and not self._in_front(at, up[1]):
            return None  # the time or place of the saying
        deps = [tree.dep[i] for i in to_event]
        if any(dep in _CLOSED for dep in deps) or self._elsewhen(to_event):
            return None
        if tree.pos[meet] not in {"VERB", "AUX", "ADJ"} and tree.dep[meet] != "root" and len(to_phrase) > 1:
            return None
        late = "conj" in deps and at > event and tree.pos[event] not in {"VERB", "AUX"}
        if late:
            return None
        return 1 + len(to_event) // 3 + 2 * sum(dep in _CLAUSES for dep in deps)

    def _open(self, i: int) -> bool:
        """Whether a phrase under this token reaches beyond it: "since the war began in 2011" does, others do not."""
        tree = self._tree
        dep = tree.dep[i]
        if dep == "advcl":
            return bool({tree.lower[k] for k in tree.kids[i] if tree.dep[k] == "mark"} & _REACHING)
        if dep == "conj":
            return tree.pos[i] in {"NOUN", "PROPN", "NUM"} or not tree.children(i, "nsubj", "nsubj:pass")
        return dep not in _CLOSED and dep not in _CLAUSES

    def _elsewhen(self, path: list[int]) -> bool:
        """Whether a clause on the way lies before or after: what it tells happens at another time."""
        tree = self._tree
        return any(
            tree.dep[i] == "advcl" and {tree.lower[k] for k in tree.kids[i] if tree.dep[k] == "mark"} & _ELSEWHEN
            for i in path
        )

    def _in_front(self, at: int, cue: int) -> bool:
        """Whether the phrase opens the sentence, before who says it: "In December, officials said …"."""
        tree = self._tree
        subjects = tree.children(cue, "nsubj", "nsubj:pass")
        return at < cue and all(at < k for k in subjects)
