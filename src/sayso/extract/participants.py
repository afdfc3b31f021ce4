"""Who did it and whom it was done to: the phrases that fill an event's roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.codebook.events import Codebook
from sayso.extract.classing import Classing
from sayso.extract.drafts import Piece
from sayso.extract.events import Event
from sayso.extract.slots import Slots
from sayso.extract.tree import Tree
from sayso.model import RecipientRole

_SKIPPED = frozenset(
    (
        "acl:relcl",
        "acl",
        "parataxis",
        "advcl",
        "case",
        "conj",
        "cc",
        "ccomp",
        "obl:tmod",
        "discourse",
        "mark",
        "cop",
        "aux",
        "nsubj",
    )
)
_EDGES = frozenset(",;:.–—-\"“”'‘")
_ACTORS = frozenset(
    ("state", "combatant", "person", "organisation", "civilian", "number", "demonym", "aircraft", "name", "*")
)
_MODIFIER_ACTORS = frozenset(("state", "demonym", "combatant", "organisation"))
_TIMES = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun monday tuesday"
    " wednesday thursday friday saturday sunday january february march april may june july august"
    " september"
    " october november december day week month year night morning evening afternoon hour minute"
    " weekend time decade dawn"
    " today yesterday tomorrow midnight noon dusk date period moment end beginning start january century summer winter"
    " spring autumn".split()
)
_OWN = frozenset(("its", "their", "his", "her", "our", "my"))
_PRONOUNS = frozenset(("it", "they", "he", "she", "that", "which", "who", "this"))
_TAKING_PART = frozenset(("in", "during", "as part of", "part of", "with", "through"))
_AFTER = frozenset(("after", "following", "amid", "in", "during"))
_WITH = ("with", "against")
_TAKING = frozenset(
    ("take", "receive", "get", "collect", "need", "await", "wait", "seek", "accept", "request", "obtain", "secure")
)
_GETTING = frozenset(("receive", "get", "obtain", "buy", "acquire"))
_EMPTY = frozenset(("who", "which", "that", "there", "what", "where", "when", "how", "why"))
_VERB_AGENT = ("subject",)
_VERB_RECIPIENT = ("object", "iobj", "prep:on", "prep:at", "prep:against")
_NOUN_AGENT = ("poss", "by", "prep:by", "prep:from", "modifier", "light")
_NOUN_RECIPIENT = ("object", "prep:on", "prep:against", "prep:at", "prep:upon")
_THINGS = frozenset(
    ("place", "site", "equipment", "goods", "air_weapon", "guided", "ground_weapon", "planted", "arms", "aircraft")
)
_PEOPLE = frozenset(("person", "civilian", "number"))
_BODY_DOWN = frozenset(("text", "abstract", "deal", "money", "crime"))


@dataclass(frozen=True, slots=True)
class Part:
    """One phrase in a role, by its head word."""

    head: int
    piece: Piece
    role: RecipientRole | None = None


class Casting:
    """Fills the roles of the events of one report."""

    def __init__(self, tree: Tree, book: Codebook, classing: Classing) -> None:
        self._tree, self._book, self._classing = tree, book, classing

    def agents(self, event: Event) -> tuple[Part, ...]:
        """Who did it, in text order."""
        slots, trigger = event.slots, event.trigger
        noun = event.form == "noun"
        names = trigger.agent if trigger.agent is not None else (_NOUN_AGENT if noun else _VERB_AGENT)
        wanted = trigger.conditions.get("agent_classes")
        heads: list[int] = []
        for name in names:
            if name == "light" and self._is_received(event):
                continue
            for h in slots.of("prep:from" if name == "subject" and self._is_given(event) else name):
                if name == "modifier" and not self._is_named_actor(h):
                    continue
                if wanted is not None and name != "light" and not self._classing.fits(h, wanted):
                    continue
                heads.append(h)
        if noun:
            heads = self._understood(event, heads)
        elif trigger.agent != ():
            heads = [a for h in heads for a in self._behind(h)]
        elif self._book.types[event.type].section == "violence":
            heads = [a for h in slots.subject for a in self._owners(h)]
        speaks = self._book.types[event.type].section == "words"
        falls = event.type == "retreat"
        return self._parts(
            event,
            (
                h
                for h in heads
                if self._may_act(h) or (speaks and self._may_speak(h)) or (falls and "place" in self._classing.of(h))
            ),
        )

    def _is_received(self, event: Event) -> bool:
        """ "Residents took aid": the subject of such a verb gets what the noun names."""
        light = event.slots.light
        return event.type in ("aid", "military_support") and light is not None and self._tree.lemma[light] in _TAKING

    def _is_given(self, event: Event) -> bool:
        """ "Got rifles from the kingdom": the subject of such a verb is who gets them."""
        gets = event.form == "verb" and self._tree.lemma[event.at] in _GETTING
        delivers = event.slots.passive or event.slots.of("prep:to")
        return gets and event.type in ("aid", "military_support") and not delivers

    def _behind(self, h: int) -> list[int]:
        """Who is behind an attack that is named as the agent: "airstrikes by Russian jets killed"."""
        tree = self._tree
        at = h
        for _ in range(2):
            if not self._is_event(at) and tree.lemma[at] in (
                "series",
                "wave",
                "string",
                "round",
                "spate",
                "number",
                "barrage",
            ):
                inner = next((k for k in tree.kids[at] if tree.dep[k] == "nmod" and tree.case_of(k) == "of"), None)
                if inner is None:
                    break
                at = inner
        if not self._is_event(at) or self._classing.of(at) & {"person", "combatant", "state", "organisation"}:
            return [h]
        around = [k for k in tree.kids[at] if tree.dep[k] == "nmod:poss" or (k > at and tree.case_of(k) == "by")]
        around += [
            k
            for k in tree.kids[at]
            if k < at and tree.dep[k] in ("amod", "compound", "nmod") and self._is_named_actor(k)
        ]
        return around

    def _owners(self, h: int) -> list[int]:
        """Whose weapon it was that hit: "an army drone", "a drone of the army", "the army's drone"."""
        tree = self._tree
        sides = frozenset(("combatant", "state", "organisation"))
        found = []
        for k in tree.kids[h]:
            before = k < h and tree.dep[k] in ("amod", "compound") and self._is_named_actor(k)
            of = tree.dep[k] == "nmod:poss" or (tree.dep[k] == "nmod" and k > h and tree.case_of(k) == "of")
            if (before or of) and self._classing.of(k) & sides and "pronoun" not in self._classing.of(k):
                found.append(k)
        return found

    def _understood(self, event: Event, heads: list[int]) -> list[int]:
        """The subject of the clause in place of "its" and "their", and where a side does something "in" an event."""
        tree = self._tree
        own = [h for h in heads if tree.lower[h] in _OWN]
        rest = [h for h in heads if tree.lower[h] not in _OWN]
        if rest and own:
            return rest
        first = event.at
        while tree.dep[first] == "conj" and tree.head[first] < first:
            first = tree.head[first]
        case = tree.case_of(first)
        fought = event.type == "armed_clash" and case in _AFTER and any(event.slots.of(f"prep:{p}") for p in _WITH)
        if not own and (rest or not (case in _TAKING_PART or fought) or event.trigger.agent == ()):
            return heads
        if not own and self._book.types[event.type].section not in ("violence", "territory", "relations"):
            return heads
        subject = self._subject_above(event.at)
        if subject is None or (tree.lower[subject] in _PRONOUNS and own):
            return heads
        if not own and not self._classing.of(subject) & {"combatant", "state"}:
            return heads
        return [h for h in tree.conjuncts(subject) if tree.pos[h] not in ("VERB", "AUX")]

    def _subject_above(self, i: int) -> int | None:
        """The subject of the nearest clause above a noun that has one before it."""
        tree = self._tree
        at = i
        for _ in range(6):
            head = tree.head[at]
            if head == at:
                return None
            for k in tree.kids[head]:
                if tree.dep[k] in ("nsubj", "nsubj:pass") and k < i and k != at:
                    found = tree.antecedent(k)
                    return found if tree.sentence[found] == tree.sentence[i] and found != i else None
            at = head
        return None

    def recipients(self, event: Event, agents: Sequence[Part]) -> tuple[Part, ...]:
        """Whom or what it was done to, in text order; nobody who is an agent already."""
        slots, trigger = event.slots, event.trigger
        noun = event.form == "noun"
        if trigger.recipient is not None:
            names = trigger.recipient
        else:
            names = (*_NOUN_RECIPIENT, *(("prep:of",) if trigger.of == "object" else ())) if noun else _VERB_RECIPIENT
        taken = {part.head for part in agents}
        heads = []
        if noun and self._is_received(event):
            names = (*names, "light")
        if self._is_given(event):
            names = ("subject",)
        if self._book.types[event.type].section == "words" and not slots.object:
            heads += self._subject_of_content(event)
        for name in names:
            if trigger.recipient is None and not noun and name in ("prep:on", "prep:at") and slots.object:
                continue  # "was struck on the road": where, not whom
            for h in self._of_slot(slots, name):
                if h in taken or not self._may_receive(h, event, name):
                    continue
                heads.append(h)
        found = self._parts(event, heads)
        return tuple(Part(p.head, p.piece, self._role(p.head, event)) for p in found)

    def _subject_of_content(self, event: Event) -> list[int]:
        """ "Demanded that the army leave": of whom something is asked or alleged."""
        tree = self._tree
        for k in tree.kids[event.at]:
            if tree.dep[k] == "ccomp":
                return [
                    m
                    for c in tree.kids[k]
                    if tree.dep[c] in ("nsubj", "nsubj:pass")
                    for m in tree.conjuncts(c)
                    if self._classing.of(m) & _ACTORS
                ]
        return []

    def instruments(self, event: Event) -> tuple[Piece, ...]:
        """Weapons and means as they stand in the text."""
        tree, groups = self._tree, self._book.classes.groups
        means = groups.get("means", frozenset()) - {"arms", "suicide", "cyber"} | {"arms"}
        found: list[Piece] = []
        section = self._book.types[event.type].section
        if section not in ("violence", "consequences"):
            return ()
        if event.form == "noun":
            for m in sorted(event.slots.modifier):
                if self._is_means(m, means) and event.start <= m < event.end:
                    found.append(self._means_phrase(m))
        else:
            heads = (
                [*event.slots.subject, *event.slots.object]
                if event.type not in ("killing", "wounding", "destruction")
                else list(event.slots.subject)
            )
            heads += [h for p in ("with", "by", "from", "using") for h in event.slots.prep.get(p, ())]
            for h in heads:
                if self._is_means(h, means) and tree.sentence[h] == tree.sentence[event.at]:
                    found.append(self._means_phrase(h))
        return tuple(sorted(set(found), key=lambda p: p.start))

    def _is_means(self, h: int, means: frozenset[str]) -> bool:
        classes = self._classing.of(h)
        return bool(means & classes) and "state" not in classes and self._tree.pos[h] not in ("PRON", "NUM")

    def _means_phrase(self, h: int) -> Piece:
        tree = self._tree
        start = h
        while (
            start > 0
            and tree.head[start - 1] == h
            and tree.dep[start - 1] in ("compound", "amod")
            and tree.pos[start - 1] != "NUM"
        ):
            start -= 1
        return Piece(start, h + 1)

    def _of_slot(self, slots: Slots, name: str) -> list[int]:
        if name.startswith("object."):
            heads = slots.object
            what = name[7:]
            if what == "party":
                return [
                    h
                    for h in heads
                    if self._classing.of(h)
                    & {"state", "person", "organisation", "combatant", "civilian", "number", "*", "name"}
                    and not self._is_event(h)
                ]
            if what == "text":
                return [h for h in heads if self._classing.of(h) & _BODY_DOWN]
            tree = self._tree
            if what == "poss":
                return [k for h in heads if self._is_event(h) for k in tree.kids[h] if tree.dep[k] == "nmod:poss"]
            if what == "by":
                return [k for h in heads for k in tree.kids[h] if tree.dep[k] == "nmod" and tree.case_of(k) == "by"]
            if what == "modifier":
                return [
                    k
                    for h in heads
                    for k in tree.kids[h]
                    if k < h and tree.dep[k] in ("amod", "compound") and self._is_named_actor(k)
                ]
            return []
        return slots.of(name)

    def _is_event(self, h: int) -> bool:
        return self._tree.lemma[h] in self._book.noun_types and self._tree.pos[h] == "NOUN"

    def _is_named_actor(self, h: int) -> bool:
        classes = self._classing.of(h)
        if not classes & _MODIFIER_ACTORS:
            return False
        tree = self._tree
        return bool(tree.text[h][:1].isupper() or "combatant" in classes or "state" in classes) and tree.lower[
            h
        ] not in ("military", "state")

    def _may_speak(self, h: int) -> bool:
        """A resolution calls for something, a report condemns it."""
        return bool(self._classing.of(h) & {"text", "deal"})

    def _may_act(self, h: int) -> bool:
        tree = self._tree
        if tree.lower[h] in _EMPTY or tree.lemma[h] in _TIMES or (tree.pos[h] == "VERB"):
            return False
        if self._is_event(h) and not self._classing.of(h) & _ACTORS:
            return False
        classes = self._classing.of(h)
        return bool(classes & _ACTORS) or (
            not classes and tree.pos[h] in ("PROPN", "NOUN", "ADJ") and not self._is_event(h)
        )

    def _may_receive(self, h: int, event: Event, name: str) -> bool:
        tree = self._tree
        if tree.lower[h] in _EMPTY or tree.lemma[h] in _TIMES or tree.pos[h] == "VERB":
            return False
        classes = self._classing.of(h)
        if "time" in classes:
            return False
        if name == "modifier":
            return bool(classes & {"civilian", "combatant", "person"} or "demonym" in classes)
        if (
            self._is_event(h)
            and not classes - {"text", "abstract", "deal", "goods", "money"}
            and not name.startswith("object.")
        ):
            violent = event.form == "verb" and self._book.types[event.type].section in ("violence", "consequences")
            return event.type in ("investigation", "rejection") or (violent and "goods" in classes)
        place = "place_object" in event.trigger.flags
        return not (place and classes & {"place", "site"} and not classes & {"combatant", "person"})

    def _parts(self, event: Event, heads: Iterable[int]) -> tuple[Part, ...]:
        tree = self._tree
        sentence = tree.sentence[event.at]
        found: dict[int, Part] = {}
        for h in heads:
            inside = event.start <= h < event.end and not (
                event.form == "idiom" and h in (*event.slots.poss, *event.slots.object)
            )
            if h == event.at or tree.sentence[h] != sentence or inside:
                continue
            found.setdefault(h, Part(h, self.phrase(h)))
        kept: list[Part] = []
        for part in sorted(found.values(), key=lambda p: (p.piece.start, -p.piece.end)):
            if not any(part.piece.start < k.piece.end and k.piece.start < part.piece.end for k in kept):
                kept.append(part)
        return tuple(kept)

    def phrase(self, h: int) -> Piece:
        """The noun phrase without relative clauses, its preposition, and what is coordinated with it."""
        tree = self._tree
        if tree.dep[h] in ("compound", "amod", "nmod:desc") and not tree.kids[h]:
            start, end = tree.name[h]
            inside = start <= h < end and tree.label[h]
            return Piece(start, end) if inside else Piece(h, h + 1)
        cut: list[int] = []
        low, high, stack = h, h, [k for k in tree.kids[h] if self._belongs(k, h)]
        while stack:
            at = stack.pop()
            low, high = min(low, at), max(high, at)
            for k in tree.kids[at]:
                if tree.dep[k] in ("acl:relcl", "acl", "parataxis"):
                    cut.append(k)
                else:
                    stack.append(k)
        cut += [k for k in tree.kids[h] if tree.dep[k] in ("acl:relcl", "acl", "conj") and k > h]
        for k in cut:
            first = min(tree.below(k))
            if h < first <= high:
                high = first - 1
        while high > h and (
            tree.text[high] in _EDGES or tree.lower[high] in ("'s", "’s", "'", "’") or tree.dep[high] == "cc"
        ):
            high -= 1
        while low < h and (tree.pos[low] == "PUNCT" or tree.dep[low] == "cc"):
            low += 1
        return Piece(low, high + 1)

    def _belongs(self, k: int, h: int) -> bool:
        tree = self._tree
        if tree.dep[k] in _SKIPPED:
            return False
        named = tree.pos[h] == "PROPN" and k > h
        if named and tree.dep[k] == "nmod" and tree.case_of(k) != "of":
            return False  # "Isis in Iraq": where it is, not who it is
        if named and tree.dep[k] == "appos" and "place" in self._classing.of(h):
            return False
        return not (tree.dep[k] == "punct" and (k > h or tree.text[k] in _EDGES)) and not (
            tree.dep[k] == "nmod"
            and k > h
            and (tree.case_of(k) in ("after", "during", "since", "before", "by", "as") or tree.lemma[k] in _TIMES)
        )

    def _role(self, h: int, event: Event) -> RecipientRole | None:
        classes = self._classing.of(h)
        if event.type in ("attack_on_civilians", "sexual_violence") and classes & (_PEOPLE | {"combatant", "*"}):
            return "civilian"
        if "combatant" in classes and "civilian" not in classes:
            return "combatant"
        if "civilian" in classes:
            return "civilian"
        if "state" in classes and not self._is_target(event):
            return None
        if classes & _THINGS:
            return "object"
        return None

    def _is_target(self, event: Event) -> bool:
        return self._book.types[event.type].section == "violence"
