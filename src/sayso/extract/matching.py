"""Whether a rule of the codebook holds at a word: its conditions asked of what stands around."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.codebook.events import Codebook
from sayso.codebook.triggers import Condition, Trigger
from sayso.extract.classing import Classing
from sayso.extract.slots import Slots, all_heads
from sayso.extract.tree import Tree

_ON = ("on", "against", "of", "upon", "at", "into", "over")
_TOWARDS = frozenset(
    "into in to towards toward across on onto at inside along near over around through from within deep past outside"
    " behind up beyond about further back close between against off".split()
)
_CLAUSES = ("ccomp", "xcomp")
_WILL = frozenset("will shall 'll ’ll must would".split())
_AIMS = frozenset("aim goal objective purpose intention view mission hope objective aimed".split())
"""Nouns whose "of" holds what is aimed at."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds, and how many of its conditions had to be met (the more, the surer)."""

    trigger: Trigger
    strength: int


class Matcher:
    """Asks the rules of the codebook about the words of one report."""

    def __init__(self, tree: Tree, book: Codebook, classing: Classing) -> None:
        self._tree, self._book, self._classing = tree, book, classing

    def best_of_verb(self, i: int, lemma: str, slots: Slots, triggers: Iterable[Trigger]) -> Match | None:
        """The strictest rule that holds for a verb under this lemma (with its particle, if it has one)."""
        return _best(Match(t, s) for t in triggers if (s := self._verb(i, lemma, slots, t)) is not None)

    def best_of_noun(self, i: int, slots: Slots, triggers: Iterable[Trigger]) -> Match | None:
        """The strictest rule that holds for a noun."""
        return _best(Match(t, s) for t in triggers if (s := self._noun(i, slots, t)) is not None)

    def _verb(self, i: int, lemma: str, slots: Slots, trigger: Trigger) -> int | None:
        strength = 0
        asked = trigger.conditions
        objects = slots.object
        if lemma in trigger.with_for and not any(slots.prep.get(p) for p in ("with", "to")):
            return None
        for slot, heads in (("subject", slots.subject), ("object", objects)):
            positive, negative = asked.get(slot), asked.get(f"not_{slot}")
            if positive is not None and not (slot == "object" and "any_condition" in trigger.flags):
                met = self._positive(heads, positive)
                if met is None:
                    return None
                strength += met
            if negative is not None and any(self._classing.refuses(h, negative) for h in heads):
                return None
        special = trigger.only_with.get(lemma)
        if special is None and " " in lemma and lemma.split(maxsplit=1)[0] not in trigger.verbs:
            special = trigger.only_with.get(lemma.split(maxsplit=1)[0])  # "take out" under the name of its verb
        if special is not None:
            met = self._positive(objects, special)
            if met is None:
                return None
            strength += met
        if "any_condition" in trigger.flags:
            met = self._either(objects, asked["object"], slots, trigger)
        else:
            met = self._prepositions(slots, trigger)
        if met is None:
            return None
        strength += met
        if not self._circumstances(i, lemma, slots, trigger):
            return None
        strength += "infinitive" in trigger.flags
        return strength + (2 if " " in lemma else 0)

    def _noun(self, i: int, slots: Slots, trigger: Trigger) -> int | None:
        strength = 0
        asked = trigger.conditions
        modifiers = slots.modifier
        if "modifier" in asked:
            if not any(self._modifies(m, asked["modifier"]) for m in modifiers):
                return None
            strength += 2
        case = self._tree.case_of(i)
        if trigger.cases and case not in trigger.cases:
            return None
        if case in trigger.not_bare_cases and not self._tree.children(
            i, "det", "amod", "nmod", "nmod:poss", "compound"
        ):
            return None  # "in return" is no return
        negative = asked.get("not_modifier")
        if negative is not None and any(self._modifies(m, negative) for m in modifiers):
            return None
        objects = all_heads((slots.object, *(slots.prep.get(p, []) for p in _ON)))
        if "not_object" in asked and any(self._classing.refuses(h, asked["not_object"]) for h in objects):
            return None
        if "object" in asked:
            met = self._positive([*objects, *slots.poss, *modifiers], asked["object"])
            if met is None:
                return None
            strength += met
        met = self._prepositions(slots, trigger)
        if met is None:
            return None
        strength += met
        if "light" in trigger.flags and slots.light is None:
            return None
        around = all_heads((modifiers, slots.poss, slots.by, slots.carrier, slots.object, *slots.prep.values()))
        for key in ("class_any", "class_any_unless_light"):
            wanted = asked.get(key)
            if wanted is None or (key.endswith("light") and slots.light is not None):
                continue
            if not any(self._classing.fits(h, wanted) for h in around):
                return None
        wanted = asked.get("modifier_unless_light")
        if wanted is not None and slots.light is None and not any(self._modifies(m, wanted) for m in modifiers):
            return None
        if trigger.needs_any and slots.light is None and not any(slots.of(n) for n in trigger.needs_any):
            if "clause" not in trigger.needs_any or not any(self._tree.dep[k] == "acl" for k in self._tree.kids[i]):
                return None
        return strength

    def _modifies(self, m: int, condition: Condition) -> bool:
        classes = self._classing.of(m)
        if not condition.isdisjoint(classes):
            return True
        tree = self._tree
        if "=" + tree.lemma[m] in condition or "=" + tree.lower[m] in condition:
            return True
        listed = self._book.classes.of.get(tree.lower[m])
        return listed is not None and not condition.isdisjoint(listed)

    def _positive(self, heads: list[int], condition: Condition) -> int | None:
        """0 where nothing stands there and may not, 1 where one fits, None where it does not hold."""
        if not heads:
            return 0 if "none" in condition else None
        if any(self._classing.fits(h, condition) for h in heads):
            return 1
        return None

    def _either(self, objects: list[int], condition: Condition, slots: Slots, trigger: Trigger) -> int | None:
        met = self._positive(objects, condition)
        return met if met else self._prepositions(slots, trigger)

    def _prepositions(self, slots: Slots, trigger: Trigger) -> int | None:
        for preposition, condition in trigger.not_prep.items():
            if any(self._classing.refuses(h, condition) for h in slots.prep.get(preposition, ())):
                return None
        if not trigger.prep:
            return 0
        for preposition, condition in trigger.prep.items():
            if any(self._classing.fits(h, condition) for h in slots.prep.get(preposition, ())):
                return 2
        return None

    def _circumstances(self, i: int, lemma: str, slots: Slots, trigger: Trigger) -> bool:
        tree, flags = self._tree, trigger.flags
        if trigger.needs_any and not any(slots.of(n) for n in trigger.needs_any):
            return False
        if (
            trigger.place_for
            and (lemma in trigger.place_for or "*" in trigger.place_for)
            and not self._has_place(slots)
        ):
            return False
        if trigger.particles and trigger.particles.isdisjoint((*slots.particles, *slots.prep)) and " " not in lemma:
            return False
        if trigger.not_particles and not trigger.not_particles.isdisjoint(slots.particles) and " " not in lemma:
            return False
        if lemma in trigger.content_for and not self._has_content(i, slots):
            return False
        if "no_clause" in flags and any(tree.dep[k] in _CLAUSES for k in tree.kids[i]):
            return False
        if "refused" in flags and not self._is_refused(i):
            return False
        if "modal" in flags and not any(tree.lower[k] in _WILL for k in tree.kids[i]):
            return False
        return "infinitive" not in flags or self._is_aim(i)

    def _is_refused(self, i: int) -> bool:
        """ "Will not allow", "do not tolerate"; what somebody never did or has not done is no threat."""
        lowers = {self._tree.lower[k] for k in self._tree.kids[i]}
        denied = not lowers.isdisjoint(("not", "n't", "n’t", "never"))
        return denied and not lowers.isdisjoint((*_WILL, "wo", "can", "ca", "do", "going"))

    def _is_aim(self, i: int) -> bool:
        """ "To weaken", "with the aim of weakening", also coordinated with such a verb."""
        tree = self._tree
        if any(tree.lower[k] == "to" and k < i for k in tree.kids[i]):
            return True
        head = tree.head[i]
        if head == i:
            return False
        if tree.dep[i] == "conj" and tree.pos[head] == "VERB":
            own = any(tree.dep[k] in ("nsubj", "nsubj:pass", "aux", "aux:pass") for k in tree.kids[i])
            return not own and tree.lower[i] == tree.lemma[i] and self._is_aim(head)
        return tree.lemma[head] in _AIMS and any(tree.lower[k] in ("of", "at") for k in tree.kids[i])

    def _has_place(self, slots: Slots) -> bool:
        places = frozenset(("place", "site"))
        heads = [
            *slots.object,
            *(h for p, found in slots.prep.items() if p in _TOWARDS or p.split()[-1] in _TOWARDS for h in found),
        ]
        return any(self._classing.fits(h, places) for h in heads)

    def _has_content(self, i: int, slots: Slots) -> bool:
        tree = self._tree
        clauses = (
            ("xcomp",) if tree.lemma[i] in ("ask", "tell") else _CLAUSES
        )  # "he asked: where is the sea?" asks for nothing
        if any(tree.dep[k] in clauses for k in tree.kids[i]):
            return True
        if tree.lemma[i] == "tell":
            return False  # "told a conference" asks for nothing
        events = frozenset(("event:any",))
        heads = [*slots.object, *slots.prep.get("for", ()), *slots.prep.get("to", ())]
        return any(self._classing.fits(h, events) and tree.pos[h] == "NOUN" for h in heads)


def _best(found: Iterable[Match]) -> Match | None:
    best: Match | None = None
    for match in found:
        if best is None or match.strength > best.strength:
            best = match
    return best
