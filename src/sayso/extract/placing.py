"""The places of each event, by stated rules:

1. a place that the tree ties to the event by a preposition of place, or as what was attacked, taken, held, left or
   visited, or that a relative clause tells the event of; of two where one lies in the other, the inner one; of a way
   "from X to Y" both ends; else the places that what was attacked is named by ("the Tarn and Vell air bases");
2. else a noun so tied that points back ("the town", "the area", "there"): the last place told that it may mean;
3. else the place of the event it is told with: what it hangs on or what hangs on it ("killed in strikes on Azaz"), but
   not across what somebody else says; of harm, that of the attack in the same sentence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sayso.codebook.countries import country_of
from sayso.extract.drafts import Piece, span_of
from sayso.extract.ties import Ties
from sayso.extract.tree import Tree
from sayso.model import Place

_WHERE = frozenset(
    "in at on near inside outside into to from over across toward towards around through along within throughout onto "
    "beyond off behind between against under".split()
)
_PEOPLE = frozenset("resident people civilian inhabitant fighter troop soldier force member child family".split())
_OBJECTS = frozenset(("obj", "nsubj:pass", "nsubj"))
_TAKEN = frozenset(
    "territory_gain territory_control retreat shelling air_strike bombing attack ground_attack blockade displacement "
    "deployment armed_clash destruction suicide_bombing chemical_attack attack_on_civilians base_established".split()
)
_POINTERS = frozenset("the this that its their our these those".split())
_LOOSEST, _LOOSEST_NOUN, _LOOSEST_WORDS = 3, 2, 1
_HAPPENING = _TAKEN | frozenset(
    "killing wounding abduction detention sexual_violence grenade_attack interception release protest riot restriction "
    "cyber_attack aid".split()
)
_NEAR = 3
_HARM = frozenset(("killing", "wounding", "destruction"))
_ATTACKS = frozenset(
    "air_strike shelling bombing attack ground_attack suicide_bombing chemical_attack grenade_attack armed_clash "
    "attack_on_civilians".split()
)
_REACHED = frozenset("visit enter reach leave flee cross evacuate".split())
_WARS = frozenset("war conflict uprising revolution insurgency".split())
_TO, _FROM = frozenset(("to", "into", "towards", "toward", "for")), frozenset(("from",))
_ELSEWHEN = frozenset(("since", "after", "before", "until"))
_MOVES = frozenset(("displacement", "deployment"))
_SHARING = _HAPPENING - _MOVES
_MOTION = _TO | {"onto"}
_BACK = 12


@dataclass(frozen=True, slots=True)
class _Told:
    """A place with the token that its words hang on."""

    at: int
    start: int
    end: int
    place: Place


@cache
def _pointing() -> dict[str, str]:
    found = tomllib.loads((files("sayso.extract.places") / "anaphora.toml").read_text("utf-8"))["kinds"]
    return {word: kind for kind, words in found.items() for word in words}


class Placing:
    """The places of one report's events."""

    def __init__(self, tree: Tree, text: str, ties: Ties, places: Sequence[Place]) -> None:
        self._tree, self._text, self._ties = tree, text, ties
        told = []
        ends = [place.span for place in places]
        for place in places:
            if any(s.start <= place.span.start and place.span.end <= s.end and s != place.span for s in ends):
                continue  # "Syria's border with Turkey" is one place
            inside = ties.tokens(place.span)
            told.append(_Told(ties.head(place.span), inside.start, inside.stop, place))
        self._all = told
        self._inner = {
            two.at: one
            for one, two in pairwise(told)
            if (tree.lower[one.end : two.start] in ([","], ["in"], [",", "in"]) and _lies_in(one.place, two.place))
            or (tree.sentence[one.at] == tree.sentence[two.at] and _stands_at(one.place, two.place))
        }
        self._by_sentence: dict[int, list[_Told]] = {}
        for one in told:
            if one.place.use != "adjective":
                self._by_sentence.setdefault(tree.sentence[one.at], []).append(one)

    def of_all(
        self, events: Sequence[tuple[int, str]], targets: Sequence[Sequence[Piece]] = ()
    ) -> list[tuple[Place, ...]]:
        """The places of the events, given as (token, type), in their order; `targets` is what each befell."""
        befell = list(targets) or [()] * len(events)
        own = [
            self._own(at, type_) or self._struck(at, type_, pieces) or self._back(at, type_)
            for (at, type_), pieces in zip(events, befell, strict=True)
        ]
        beside: dict[int, list[int]] = {}
        for k, (at, _) in enumerate(events):
            beside.setdefault(self._tree.sentence[at], []).append(k)
        return [
            found or self._shared(i, events, own, beside[self._tree.sentence[events[i][0]]])
            for i, found in enumerate(own)
        ]

    def _own(self, event: int, type_: str) -> tuple[Place, ...]:
        ranked = []
        for one in self._by_sentence.get(self._tree.sentence[event], ()):
            if one.start <= event < one.end:
                continue
            if self._is_told_of(one, event, type_):
                return (one.place,)
            if not self._is_where(one.at, one.place.use, type_) or self._is_of_another(one.at, event):
                continue
            rank = self._ties.rank(one.at, event)
            if rank is not None and rank <= self._loosest(event, type_):
                # "Tall Afar, Iraq": whichever the tree ties to the event, the inner one is where it happened.
                ranked.append((rank, abs(one.at - event), self._inner.get(one.at, one)))
        if not ranked:
            return ()
        best = min(ranked, key=lambda found: found[:2])
        listed = [one for rank, _, one in ranked if rank <= best[0] + 1 and self._is_listed(one.at, best[2].at)]
        return tuple(dict.fromkeys(one.place for one in listed))

    def _struck(self, event: int, type_: str, targets: Sequence[Piece]) -> tuple[Place, ...]:
        """The places by which what was attacked is named."""
        if type_ not in _TAKEN:
            return ()
        tree, found = self._tree, []
        for one in self._by_sentence.get(tree.sentence[event], ()):
            inside = any(piece.start <= one.start and one.end <= piece.end for piece in targets)
            named = one.place.use == "place" and one.place.precision != "country"
            if inside and named and tree.dep[one.at] not in {"nmod:poss", "amod"}:
                found.append(one.place)
        return tuple(dict.fromkeys(found))

    def _loosest(self, event: int, type_: str) -> int:
        if type_ not in _HAPPENING:
            return _LOOSEST_WORDS
        return _LOOSEST if self._tree.pos[event] in {"VERB", "AUX"} else _LOOSEST_NOUN

    def _is_listed(self, at: int, best: int) -> bool:
        """The place itself, or one coordinated with it."""
        tree = self._tree
        return (
            at == best
            or (tree.dep[at] == "conj" and best in self._ties.chain(at)[:4])
            or (tree.dep[best] == "conj" and at in self._ties.chain(best)[:4] and tree.head[best] == at)
            or (tree.head[at] == tree.head[best] and self._are_ends(at, best))
        )

    def _are_ends(self, one: int, two: int) -> bool:
        """The two ends of a way: "from Lebanese airspace into Syria"."""
        cases = {self._tree.case_of(one), self._tree.case_of(two)}
        return bool(cases & _TO) and bool(cases & _FROM)

    def _is_told_of(self, one: _Told, event: int, type_: str) -> bool:
        """A relative clause on the place tells of the event there: "Tarn, which was rocked by fighting"."""
        tree = self._tree
        if type_ not in _HAPPENING or one.place.use != "place":
            return False
        heads = {one.at, *tree.children(one.at, "appos")}
        if tree.dep[one.at] in {"nmod", "compound", "appos"}:
            heads.add(tree.head[one.at])
        chain = self._ties.chain(event)[:3]
        for k, at in enumerate(chain[:-1]):
            if tree.dep[at] == "acl:relcl" or (tree.dep[at] == "acl" and k == 0 and tree.child(at, "obl:agent")):
                acts = any(
                    tree.lower[i] in {"which", "that", "who"} and tree.pos[at] == "VERB"
                    for i in tree.children(at, "nsubj")
                )
                return chain[k + 1] in heads and not acts and at > one.at
            if tree.dep[at] not in {"obl", "obl:agent", "nsubj", "nsubj:pass", "obj", "conj"}:
                return False
        return False

    def _is_of_another(self, at: int, event: int) -> bool:
        """ "was released and returned to Tarn", "was hunted since it overran Tarn": the place is the second verb's."""
        tree = self._tree
        chain = self._ties.chain(at)
        way = chain[1 : chain.index(event)] if event in chain else []
        if any(tree.dep[i] == "advcl" and any(tree.lower[k] in _ELSEWHEN for k in tree.kids[i]) for i in way):
            return True
        if tree.case_of(at) not in _MOTION:
            return False
        return event in chain and any(
            tree.dep[i] == "conj" and tree.pos[i] in {"VERB", "AUX"} for i in chain[1 : chain.index(event)]
        )

    def _is_where(self, at: int, use: str, type_: str) -> bool:
        tree = self._tree
        first = at
        while tree.dep[first] == "conj" and tree.head[first] != first:
            first = tree.head[first]
        case = {tree.lower[k] for k in tree.kids[first] if tree.dep[k] == "case"}
        head, dep = tree.head[first], tree.dep[first]
        if use == "actor":
            return dep == "nmod:poss" and tree.lemma[head] in _WARS and type_ == "armed_clash"
        if case == {"between"} and type_ not in _HAPPENING:
            return False  # "talks between Syria and Turkey"
        if case & _WHERE:
            return not (case == {"against"} and type_ not in _TAKEN)
        if "of" in case:
            return tree.lemma[head] in _PEOPLE or (type_ in _TAKEN and tree.pos[head] == "NOUN")
        if dep in {"obl:unmarked", "advmod"} and not case:
            return use == "place"  # "30 km north of Tarn"
        if dep == "obj" and tree.lemma[head] in _REACHED:
            return True
        if dep in _OBJECTS and not case:
            return type_ in _TAKEN and (dep != "nsubj" or tree.pos[head] not in {"VERB"})
        if dep in {"nmod:poss", "appos", "flat", "compound"} and not case:
            return dep != "nmod:poss" or type_ in _TAKEN
        return False

    def _back(self, event: int, type_: str) -> tuple[Place, ...]:
        """A noun that points back to a place, tied to the event."""
        tree, kinds = self._tree, _pointing()
        if type_ not in _HAPPENING:
            return ()
        start, end = tree.sentences[tree.sentence[event]]
        found = []
        for i in range(start, end):
            kind = kinds.get(tree.lower[i]) if tree.pos[i] == "NOUN" else None
            there = tree.lower[i] == "there" and tree.dep[i] == "advmod"
            it = tree.lower[i] == "it" and tree.dep[i] in {"obj", "nsubj:pass"} and type_.startswith("territory")
            if not (kind or there or it) or i == event:
                continue
            if kind and not any(tree.lower[k] in _POINTERS for k in tree.kids[i]):
                continue
            if kind and not self._is_where(i, "place", type_):
                continue
            rank = self._ties.rank(i, event)
            if rank is not None and rank <= self._loosest(event, type_):
                found.append((rank, abs(i - event), i, kind or "any"))
        for _, _, i, kind in sorted(found):
            named = [one for one in self._by_sentence.get(tree.sentence[i], ()) if tree.head[one.at] == i]
            if named:  # "the town of Tarn"
                return (named[0].place,)
            if place := self._last(i, kind):
                words = [k for k in tree.below(i) if k <= i and (tree.dep[k] in {"det", "nmod:poss"} or k == i)]
                span = span_of(tree.doc, self._text, Piece(min(words), i + 1))
                return (replace(place, span=span),)
        return ()

    def _last(self, before: int, kind: str) -> Place | None:
        """The last place told before this token that fits, in this sentence or a few before it."""
        sentence = self._tree.sentence[before]
        for one in reversed([o for o in self._all if o.end <= before]):
            if sentence - self._tree.sentence[one.at] > _BACK:
                return None
            place = one.place
            if self._tree.sentence[one.at] < 0:
                continue  # the dateline says where the report was written
            if self._tree.case_of(one.at) == "from" and self._tree.pos[self._tree.head[one.at]] == "PROPN":
                continue  # "Mr Vell from Tarn"
            if place.use != "place" or not _fits(place, kind):
                continue
            return place
        return None

    def _shared(
        self, i: int, events: Sequence[tuple[int, str]], own: Sequence[tuple[Place, ...]], beside: Sequence[int]
    ) -> tuple[Place, ...]:
        """The place of the nearest of the events `beside` it in the sentence."""
        at, type_ = events[i]
        if type_ not in _HAPPENING:
            return ()
        chain = self._chain(at)
        near = []
        for k in beside:
            other, others_type = events[k]
            if k == i or not own[k] or others_type not in _SHARING:
                continue
            theirs = self._chain(other)
            steps = chain.index(other) if other in chain else theirs.index(at) if at in theirs else None
            if steps is None and type_ in _HARM and others_type in _ATTACKS:
                meet = next((i for i in chain if i in theirs), None)
                steps = None if meet is None else chain.index(meet) + theirs.index(meet)
            if steps is not None:
                near.append((steps, abs(other - at), k))
        return own[min(near)[2]] if near else ()

    def _chain(self, at: int) -> list[int]:
        """What the event hangs on, no further than what somebody else says or believes."""
        found = self._ties.chain(at)[: _NEAR + 1]
        other = next((k for k, i in enumerate(found) if self._is_apart(i)), len(found))
        return found[: other + 1]

    def _is_apart(self, i: int) -> bool:
        tree = self._tree
        if tree.dep[i] in {"ccomp", "acl", "parataxis"}:
            return True
        return tree.dep[i] == "advcl" and any(tree.lower[k] in _ELSEWHEN for k in tree.kids[i])


def _fits(place: Place, kind: str) -> bool:
    if place.at is None:
        return kind == "settlement" or (kind == "facility" and place.precision is not None)
    if place.precision == "region" and not place.at.country:
        return False  # a continent, a sea
    if kind == "facility":
        return place.precision in {"point", "district"}
    if kind == "any":
        known = country_of(place.name) if place.precision == "settlement" else None
        return place.precision != "country" and (known is None or known.role != "capital")
    if kind == "region":
        return place.precision in {"region", "district"}
    return place.precision == kind or (kind == "settlement" and place.precision == "district")


def _stands_at(inner: Place, outer: Place) -> bool:
    """A thing that is known only by the place it stands in ("the Al Naba hospital in Tarn")."""
    return inner.at is not None and inner.at == outer.at and inner.name != outer.name and inner.precision == "district"


def _lies_in(inner: Place, outer: Place) -> bool:
    if inner.at is None or outer.at is None or inner.at.country != outer.at.country:
        return False
    return outer.precision == "country" or (outer.precision == "region" and outer.at.admin1 == inner.at.admin1)
