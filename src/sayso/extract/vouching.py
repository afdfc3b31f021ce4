"""On whose say-so an event stands: the nearest attribution or speech act that governs its trigger."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.codebook.certainty import Certainty
from sayso.extract.columns import columns_of
from sayso.extract.events import Event
from sayso.extract.tree import Tree
from sayso.model import Attribution

_COMPLEMENTS = ("ccomp", "xcomp", "obj", "obl", "nmod", "advcl", "acl", "nsubj:pass", "nsubj")
_CONTENT_CASES = frozenset(("for", "of", "to", "over", "against", "with", "about", "on", "from", ""))
ANSWERING = frozenset("respond retaliate avenge answer reply punish react revenge vengeance".split())
_GOING_ALONG = frozenset(("advcl", "conj", "obj", "obl", "nmod", "xcomp", "nsubj:pass"))
_STEPS = 10


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who vouches: an attribution, or the agent of a speech act, or nobody but the report (both None).

    `around` is the attribution that holds the speech act, `spoken` the speech act that the attribution's cue is.
    `stop` is the token of the speech act, `cue` those of the attribution's cue: doubt is read no further up than these.
    """

    attribution: Attribution | None = None
    act: Event | None = None
    stop: int | None = None
    cue: frozenset[int] = frozenset()
    hidden: bool = False
    around: Attribution | None = None
    spoken: Event | None = None


class Vouching:
    """Finds who vouches for the events of one report."""

    def __init__(
        self, tree: Tree, attributions: Sequence[Attribution], acts: Sequence[Event], certainty: Certainty
    ) -> None:
        self._tree = tree
        self._performing, self._silent = certainty.performing, certainty.silent
        self._acts = {act.at: act for act in acts}
        starts = columns_of(tree.doc).start
        self._starts = starts
        self._cues: dict[str, frozenset[int]] = {}
        pieces: list[tuple[int, int, Attribution, int]] = []
        for found in attributions:
            if found.cue is not None:
                cue = self._cues[found.id] = frozenset(range(*self._tokens(found.cue.start, found.cue.end)))
                words = [i for i in cue if tree.pos[i] in ("VERB", "ADJ", "NOUN")]
                if words and all(tree.lemma[i] in certainty.intentions for i in words):
                    continue
            size = sum(s.end - s.start for s in found.content)
            pieces += [(s.start, s.end, found, size) for s in found.content]
        self._pieces = sorted(pieces, key=lambda p: p[0])
        self._by_start = [p[0] for p in self._pieces]

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        return bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)

    def of(self, event: Event) -> Voucher:
        """Who vouches for an event."""
        at = self._starts[event.at]
        covering = self._covering(at)
        act = self._act_above(event)
        light = event.slots.light
        covering = [a for a in covering if light is None or light not in self._cues.get(a.id, ())]
        covering = [a for a in covering if not self._performs(event, self._cues.get(a.id, frozenset()))]
        if act is not None and act.type == "rejection" and event.form == "noun":
            act = None  # what is rejected stands there on the report's own word
        if act is not None:
            place = self._starts[act.at]
            attribution = covering[0] if covering else None
            if attribution is not None:
                cue = self._cues.get(attribution.id, frozenset())
                if act.at in cue:
                    return Voucher(attribution, None, act.at, cue, spoken=act)
                inside = any(s.start <= place < s.end for s in attribution.content)
                if not inside:
                    return Voucher(attribution, None, None, cue)
            return Voucher(None, act, act.at, around=attribution)
        if covering and not self._is_background(event, covering[0]):
            found = covering[0]
            return Voucher(found, None, None, self._cues.get(found.id, frozenset()))
        if covering:
            return Voucher(hidden=True)
        over = self._over_adjunct(event)
        return Voucher(over, None, None, self._cues.get(over.id, frozenset())) if over is not None else Voucher()

    def _over_adjunct(self, event: Event) -> Attribution | None:
        """ "The army said it had taken the town, driving out the rebels": the participle goes with what is said."""
        tree = self._tree
        at = event.at if event.slots.light is None else event.slots.light
        for _ in range(_STEPS):
            head, dep = tree.head[at], tree.dep[at]
            if head == at or dep not in _GOING_ALONG:
                return None
            free = (
                dep == "advcl"
                and tree.lower[at].endswith("ing")
                and at > head
                and tree.child(at, "mark", "nsubj") is None
            )
            shared = dep == "conj" and tree.pos[at] == "VERB" and tree.child(at, "nsubj", "nsubj:pass") is None
            if free or shared:
                over = [a for a in self._covering(self._starts[head]) if head not in self._cues.get(a.id, ())]
                if over and over[0].quotation == "indirect":
                    return over[0]
            elif dep in ("advcl", "conj"):
                return None
            at = head
        return None

    def _performs(self, event: Event, cue: frozenset[int]) -> bool:
        """ "Proclaimed a curfew": the cue does what its object names."""
        tree = self._tree
        head = tree.head[event.at]
        if event.form != "noun" or head not in cue or tree.dep[event.at] not in ("obj", "nsubj:pass", "conj"):
            return False
        return tree.lemma[head] in self._performing

    def _covering(self, at: int) -> list[Attribution]:
        """The attributions whose words hold this character, the shortest (innermost) first."""
        last = bisect_right(self._by_start, at)
        found = [(size, a) for start, end, a, size in self._pieces[:last] if start <= at < end and a.source is not None]
        return [a for _, a in sorted(found, key=lambda pair: pair[0])]

    def _act_above(self, event: Event) -> Event | None:
        """The speech act in whose words the event stands: "accused the army of shelling", "a call for a truce"."""
        tree = self._tree
        at = event.at
        if event.form == "noun" and event.slots.light is not None:
            at = event.slots.light
        for _ in range(_STEPS):
            head, dep = tree.head[at], tree.dep[at]
            if head == at or dep not in (*_COMPLEMENTS, "conj"):
                return None
            if dep == "obl" and tree.case_of(at) not in _CONTENT_CASES:
                return None
            if dep == "advcl" and not self._is_content_clause(at):
                return None
            if dep == "acl" and head not in self._acts:
                return None
            if dep in ("nsubj", "nsubj:pass") and tree.pos[head] == "NOUN":
                return None
            act = self._acts.get(head)
            if act is not None and self._is_answered(at, act):
                return None
            if act is not None and act is not event and act.at != event.at and dep != "conj":
                if dep == "nsubj" and not act.slots.passive:
                    return None
                return None if act.type == "support" and tree.lemma[act.at] in self._silent else act
            at = head
        return None

    def _is_answered(self, i: int, act: Event) -> bool:
        """ "Vowed to answer the raid", "will respond to the killings": what is answered is no part of the threat."""
        tree = self._tree
        if act.type != "threat" or tree.lemma[act.at] not in ANSWERING:
            return False
        return tree.dep[i] == "obj" or (tree.dep[i] == "obl" and tree.case_of(i) in ("to", "for", "over", "against"))

    def _is_content_clause(self, i: int) -> bool:
        tree = self._tree
        marks = {tree.lower[k] for k in tree.kids[i] if tree.dep[k] in ("mark", "case", "aux")}
        return bool(marks & {"of", "for", "to", "with", "from", "over"})

    def _is_background(self, event: Event, attribution: Attribution) -> bool:
        """Background on a name, in a relative clause set off by a comma, is the report's own (unless it is quoted)."""
        if attribution.quotation == "direct":
            return False
        tree = self._tree
        at = event.at
        span = attribution.content
        for _ in range(_STEPS):
            head, dep = tree.head[at], tree.dep[at]
            if head == at:
                return False
            if not any(s.start <= self._starts[head] < s.end for s in span):
                return False
            if dep == "acl:relcl" and (tree.pos[head] == "PROPN" or tree.label[head]):
                first = min(tree.below(at))
                return any(tree.text[k] in (",", "–", "—", "(") for k in range(max(head + 1, first - 2), first + 1))
            at = head
        return False
