"""The time of each event: that which the tree ties to it, opened or closed by "since", "until", "before", "after"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.ties import Ties
from sayso.extract.tree import Tree
from sayso.model import Time

_LOOSEST = 10


class Dating:
    """The times of one report's events."""

    def __init__(self, tree: Tree, ties: Ties, times: Sequence[Time], published: date | None) -> None:
        self._tree, self._ties, self._published = tree, ties, published
        self._by_sentence: dict[int, list[tuple[int, Time]]] = {}
        for time in times:
            if time.first or time.last or (time.reason and time.type in {"DATE", "TIME"}):
                at = ties.head(time.span)
                if not self._is_attribute(at, time):
                    self._by_sentence.setdefault(tree.sentence[at], []).append((at, time))

    def of(self, event: int) -> Time | None:
        """The time of the event at this token, None where the report tells none."""
        event = self._dated(event)
        near = [
            (rank, abs(at - event), at, time)
            for at, time in self._by_sentence.get(self._tree.sentence[event], ())
            if (rank := self._ties.rank(at, event)) is not None and rank <= _LOOSEST
        ]
        if not near:
            return None
        _, _, at, time = min(near, key=lambda found: found[:3])
        return self._bounded(time, self._bound(at, event))

    def _dated(self, event: int) -> int:
        """What "that killed 20" hangs on: a relative clause has the time of the event that it tells more about."""
        tree = self._tree
        if tree.dep[event] == "acl:relcl" and not any(
            self._ties.rank(at, event) is not None for at, _ in self._by_sentence.get(tree.sentence[event], ())
        ):
            return tree.head[event]
        return event

    def _is_attribute(self, at: int, time: Time) -> bool:
        """A "recent" raid or the "current" talks tell no day."""
        return time.value in {"PAST_REF", "PRESENT_REF", "FUTURE_REF"} and self._tree.dep[at] == "amod"

    def _bound(self, at: int, event: int) -> str:
        """The word that opens or closes the time: "since", also of the clause or noun that the time hangs on."""
        tree, over = self._tree, set(self._ties.chain(event))
        for i in self._ties.chain(at):
            if i in over:
                return ""
            words = {tree.lower[k] for k in tree.kids[i] if tree.dep[k] in {"case", "mark", "advmod"} and k < at}
            for word in ("since", "until", "till", "before", "after", "by", "from"):
                if word in words:
                    return word
        return ""

    def _bounded(self, time: Time, word: str) -> Time:
        first, last = time.first, time.last
        if word in {"since", "from"} and first and self._published and first <= self._published:
            if word == "since":
                return replace(time, last=self._published)
        elif word in {"until", "till", "by"} and last:
            return replace(time, first=None)
        elif word == "before" and first and first > date.min:
            return replace(time, first=None, last=first - timedelta(days=1))
        elif word == "after" and first:
            return replace(time, last=None)
        return time
