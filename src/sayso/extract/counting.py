"""The numbers of each event: those of who and what takes part in it, of how often it happened, how far and how long."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.extract.drafts import Piece
from sayso.extract.ties import Ties
from sayso.extract.tree import Tree
from sayso.model import Quantity, QuantityRole

_LOOSEST = 1
_MEASURES = frozenset(("duration", "distance", "area", "money"))
_DEALT_WITH = frozenset(("obj", "nsubj", "nsubj:pass"))
_ALONE = frozenset("dozen score hundred thousand million ten several many other".split())
"""Words that count people where no noun stands beside them: "wounded dozens"."""
_PEOPLE_TYPES = frozenset(("killing", "wounding", "displacement", "detention"))


@cache
def _roles() -> dict[str, Any]:
    return tomllib.loads((files("sayso.extract.quantities") / "roles.toml").read_text("utf-8"))


class Counting:
    """The numbers of one report's events."""

    def __init__(self, tree: Tree, ties: Ties, quantities: Sequence[Quantity]) -> None:
        self._tree, self._ties = tree, ties
        self._by_sentence: dict[int, list[tuple[int, Piece, Quantity]]] = {}
        for quantity in quantities:
            inside = ties.tokens(quantity.span)
            numbers = [i for i in inside if tree.dep[i] == "nummod" and tree.head[i] not in inside]
            at = numbers[0] if numbers else ties.head(quantity.span)
            piece = Piece(inside.start, inside.stop)
            self._by_sentence.setdefault(tree.sentence[at], []).append((at, piece, quantity))

    def of(self, event: int, type_: str, trigger: Piece, parts: Sequence[Piece]) -> tuple[Quantity, ...]:
        """The numbers of the event at this token, with the role it gives them. `parts` are who and what takes part."""
        found = []
        for at, piece, quantity in self._by_sentence.get(self._tree.sentence[event], ()):
            if self._belongs(at, piece, quantity, event, trigger, parts):
                if not quantity.unit and type_ in _PEOPLE_TYPES and self._deals_with(at, event):
                    quantity = replace(quantity, unit="person")  # noqa: PLW2901 - "the rebels lost three"
                role = self._role(quantity, type_, event, self._counted(at, piece))
                if role is not None:
                    people = not quantity.unit and self._amounts(at, quantity, event)
                    found.append(replace(quantity, role=role, unit="person" if people else quantity.unit))
        return tuple(found)

    def _belongs(
        self, at: int, piece: Piece, quantity: Quantity, event: int, trigger: Piece, parts: Sequence[Piece]
    ) -> bool:
        tree = self._tree
        counted = self._counted(at, piece)
        if any(part.start <= at < part.end or part.start <= counted < part.end for part in parts):
            return True
        if tree.lemma[counted] in _roles()["series"].split():
            of = [k for k in tree.children(counted, "nmod") if tree.case_of(k) == "of"]
            if any(trigger.start <= k < trigger.end for k in of):
                return True  # "two waves of air strikes"
        if trigger.start <= counted < trigger.end or tree.head[at] == event or self._amounts(at, quantity, event):
            return True
        if tree.head[counted] == event and tree.dep[counted] in _DEALT_WITH and quantity.unit != "person":
            return True
        if quantity.role in _MEASURES and counted != at and counted > at and tree.case_of(counted) == "of":
            # "three days of shelling and air strikes": of these, and of no other
            return any(trigger.start <= k < trigger.end for k in tree.conjuncts(counted))
        if quantity.part_of is not None or quantity.role in _MEASURES or quantity.unit == "time":
            rank = self._ties.rank(at, event)
            return rank is not None and rank <= _LOOSEST
        if tree.dep[at] == "nummod" and tree.dep[counted] in {"conj", "appos"}:
            heads = self._ties.chain(counted)[1:4]
            while len(heads) > 1 and tree.dep[heads[0]] not in {"conj", "appos"}:
                heads.pop()
            if quantity.unit != "person" and heads[0] != counted and tree.head[heads[0]] == event:
                return tree.dep[heads[0]] in _DEALT_WITH
            return any(part.start <= head < part.end for part in parts for head in heads)
        return False

    def _deals_with(self, at: int, event: int) -> bool:
        """Whether the number itself is what the verb is about."""
        tree = self._tree
        counts = tree.pos[at] == "NUM" or tree.lemma[at] in _ALONE
        return counts and tree.head[at] == event and tree.dep[at] in _DEALT_WITH

    def _amounts(self, at: int, quantity: Quantity, event: int) -> bool:
        """ "The toll has risen to 43", "the toll is 43": what a toll amounts to."""
        tree = self._tree
        if tree.lemma[event] not in _roles()["tolls"]["words"].split() or quantity.unit not in {"person", ""}:
            return False
        while tree.dep[event] == "nmod" and tree.lemma[tree.head[event]] in _roles()["tolls"]["words"].split():
            event = tree.head[event]  # "the number of deaths"
        verb = tree.head[event]
        whole = at if quantity.part_of is None else tree.head[tree.head[at]]
        if tree.dep[event] == "obj" and tree.lemma[verb] in _roles()["tolls"]["put"].split():
            return tree.head[whole] in (verb, event) and tree.case_of(whole) in {"at", "to"}
        if not tree.dep[event].startswith("nsubj"):
            return False
        return whole == verb or (tree.head[whole] == verb and tree.dep[whole] in {"obl", "obj", "xcomp"})

    def _counted(self, at: int, piece: Piece) -> int:
        """The noun that the number counts, or the number itself."""
        tree = self._tree
        of = next(
            (
                k
                for i in range(piece.start, piece.end)
                for k in tree.kids[i]
                if tree.case_of(k) == "of" and k >= piece.end
            ),
            None,
        )
        if of is not None:
            return of
        return tree.head[at] if tree.dep[at] in {"nummod", "amod", "det", "compound"} else at

    def _first(self, at: int, *, share: bool) -> int:
        """The first of the words that this one is coordinated with ("killed 120 fighters and [60 mercenaries]"), or
        that it is a share of.
        """
        tree, up = self._tree, {"conj", "nmod", "appos"} if share else {"conj"}
        while tree.dep[at] in up and tree.head[at] != at:
            at = tree.head[at]
        return at

    def _is_shot_dead(self, event: int) -> bool:
        """ "Shot dead", "beaten to death"."""
        below = {self._tree.lower[k] for kid in self._tree.kids[event] for k in (kid, *self._tree.kids[kid])}
        return bool(below & {"dead", "death"})

    def _role(self, quantity: Quantity, type_: str, event: int, counted: int) -> QuantityRole | None:
        """What the event makes of what is counted; None where it belongs to another event ("killed 4, wounded 9")."""
        roles = _roles()
        if quantity.role in _MEASURES:
            return quantity.role
        if quantity.unit == "person" or self._amounts(counted, quantity, event):
            if quantity.role != "other" and type_ in _PEOPLE_TYPES and roles["person"][type_] != quantity.role:
                return None
            verb = self._tree.head[self._first(counted, share=quantity.part_of is not None)]
            befell = roles["befell"].get(self._tree.lemma[verb])
            if befell and verb != event and roles["person"].get(type_) != befell:
                return None  # those whom the strikes killed are the number of the killing
            if type_ == "attack_on_civilians" and quantity.role == "other":
                lethal = self._tree.lemma[event] in roles["lethal"]["words"].split() or self._is_shot_dead(event)
                return "killed" if lethal else "other"
            role: QuantityRole = roles["person"].get(type_, quantity.role)
            return role
        done = type_ in _PEOPLE_TYPES or type_ == "destruction"
        if done and self._tree.head[counted] == event and self._tree.dep[counted] == "nsubj":
            return None  # "two waves of strikes killed 13"
        over = self._tree.head[self._first(counted, share=False)]
        if (
            event not in (over, counted)
            and type_ != "destruction"
            and self._tree.lemma[over] in roles["undone"]["verbs"].split()
        ):
            return None
        if quantity.unit == "percent":
            return "area" if type_.startswith("territory") or type_ == "retreat" else "other"
        if quantity.unit == "time":
            return "other"  # how often
        last = quantity.unit.split(" ")[-1]
        weapons = roles["weapons"].split()
        if last in weapons or quantity.unit in roles["weapons"]:
            if (
                type_ in {"air_strike", "shelling", "attack"}
                and self._tree.pos[event] == "VERB"
                and self._tree.lemma[event] in roles["arriving"]["verbs"].split()
            ):
                return "hit"
            used: QuantityRole = roles["weapon"].get(type_, "other")
            return used
        struck: QuantityRole = roles["thing"].get(type_, "other") if quantity.unit else "other"
        return struck
