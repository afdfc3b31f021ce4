"""Which words of a report name an event, and of which type: verbs, idioms, nouns, adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.codebook.events import Codebook
from sayso.codebook.triggers import Trigger
from sayso.extract.classing import Classing
from sayso.extract.matching import Match, Matcher
from sayso.extract.slots import HITTING, Slots, Slotter, all_heads
from sayso.extract.tree import Tree

_NOT_LEXICAL = frozenset(
    ("state", "combatant", "civilian", "person", "organisation", "place", "demonym", "ground_words", "number", "time")
)
_COMPLEMENTS = (
    "obj",
    "obl",
    "xcomp",
    "nsubj:pass",
    "advmod",
    "compound:prt",
    "obl:npmod",
    "ccomp",
    "iobj",
    "obl:unmarked",
    "compound",
)
_DEFINITE = frozenset("the this that these those".split())
_REACH = 8
_MEASURES = frozenset("year month week day hour way scale mile man range term".split())
"""Second words of "seven-year war", "three-way summit", which name no means."""
_PREFIXES = frozenset(("co", "de", "ex", "inter", "non", "post", "pre"))
_WARFARE = frozenset(("war", "combat", "warfare", "conflict"))
_OF_WAR = frozenset("weapon crime prisoner law rule spoil tool method tactic instrument art man act".split())
"""What is "of war" without a war being told of."""
_HURT = frozenset(("dead", "wounded", "injured", "homeless", "hurt"))
_AGO = frozenset(
    "last earlier recent previous latest recently ago yesterday today overnight this month year week".split()
)


@dataclass(frozen=True, slots=True)
class Event:
    """One event at one word. `start` and `end` (exclusive) are the tokens of the trigger, `at` its main word."""

    at: int
    start: int
    end: int
    type: str
    trigger: Trigger
    strength: int
    slots: Slots
    form: str


class EventFinder:
    """Finds the events of one report."""

    def __init__(self, tree: Tree, book: Codebook) -> None:
        self.tree, self.book = tree, book
        self.classing = Classing(tree, book)
        self.slotter = Slotter(tree, book)
        self._matcher = Matcher(tree, book, self.classing)
        self._taken: set[int] = set()

    def find(self) -> list[Event]:
        """All events, in text order; a word names one event at most."""
        tree, book = self.tree, self.book
        found: list[Event] = []
        size = len(tree.text)
        for i in range(size):
            if tree.sentence[i] < 0:
                continue
            pos, lemma = tree.pos[i], tree.lemma[i]
            if pos in ("VERB", "AUX") and lemma in book.verb_heads:
                event = self._of_verb(i, lemma)
            elif pos == "ADJ":
                event = self._of_adjective(i, lemma) if lemma in book.by_adjective else None
                if event is None and (base := self._participle(i)) is not None:
                    event = self._of_verb(i, base)
            else:
                continue
            if event is not None:
                found.append(event)
        idiom_words = {e.at for e in found} | {w for e in found if e.form == "idiom" for w in range(e.start, e.end)}
        by_verb = {e.at: e for e in found}
        for i in range(size):
            if tree.sentence[i] >= 0 and i not in idiom_words and tree.pos[i] in ("NOUN", "PROPN", "VERB"):
                event = self._of_noun(i, by_verb)
                if event is not None:
                    found.append(event)
        found = list(self._without_doubles(found))
        found += list(self._asked(found))
        return sorted([*found, *self._aims(found)], key=lambda e: e.at)

    def _aims(self, events: list[Event]) -> Iterator[Event]:
        """What a side sets out to do without a type of its own ("worked to divide the rebels")."""
        tree, certainty = self.tree, self.book.certainty
        trigger = next((t for t in self.book.triggers if "aimed" in t.flags), None)
        taken = {e.at for e in events} | {e.slots.light for e in events} | {e.slots.happening for e in events}
        if trigger is None:
            return
        for k in range(len(tree.text)):
            if tree.lemma[tree.head[k]] not in certainty.aims or tree.pos[k] != "VERB" or k in taken:
                continue
            lemma = tree.lemma[k]
            if tree.lower[k] != lemma or lemma in certainty.plain or lemma in certainty.verbs or tree.sentence[k] < 0:
                continue
            infinitive = any(tree.lower[m] == "to" and m < k for m in tree.kids[k])
            if not infinitive or any(m in taken for m in tree.children(k, "xcomp", "ccomp", "obj")):
                continue
            slots = self.slotter.of_verb(k)
            sides = frozenset(("combatant", "state", "organisation"))
            if (slots.object or slots.prep) and any(self.classing.of(s) & sides for s in slots.subject):
                yield Event(k, k, k + 1, trigger.type, trigger, 0, slots, "verb")

    def _asked(self, events: list[Event]) -> Iterator[Event]:
        """What is asked for or threatened without a type of its own ("urged both sides to show restraint")."""
        tree = self.tree
        trigger = next((t for t in self.book.triggers if "asked" in t.flags), None)
        taken = {e.at for e in events} | {e.slots.light for e in events} | {e.slots.happening for e in events}
        if trigger is None:
            return
        for event in events:
            if event.trigger.content != "Uu":
                continue
            clauses = ("acl",) if event.form == "noun" else ("xcomp", "ccomp", "advcl")
            for k in tree.children(event.at, *clauses):
                if tree.pos[k] != "VERB" or k < event.at or k in taken or self._leads_on(k, taken):
                    continue
                asks = any(tree.lower[m] in ("to", "that") for m in tree.kids[k])
                if tree.dep[k] in ("advcl", "acl") and not asks:
                    continue
                yield Event(k, k, k + 1, trigger.type, trigger, 0, self.slotter.of_verb(k), "verb")

    def _leads_on(self, k: int, taken: set[int | None]) -> bool:
        """Whether what is asked for is told by the clause below: "urged them to try to [stop the raids]"."""
        below = self.tree.children(k, "xcomp", "ccomp", "advcl")
        return any(m in taken for m in below) or (self.tree.lemma[k] in self.book.certainty.verbs and bool(below))

    # --- verbs ---

    def _participle(self, i: int) -> str | None:
        """The verb of a passive that the parser took for an adjective ("was overpowered by guards")."""
        tree, lower = self.tree, self.tree.lower[i]
        if not lower.endswith("ed") or not any(tree.dep[k] in ("aux:pass", "obl:agent") for k in tree.kids[i]):
            return None
        return next((base for base in (lower[:-1], lower[:-2]) if base in self.book.by_verb), None)

    def _of_verb(self, i: int, lemma: str) -> Event | None:
        tree, book = self.tree, self.book
        if i > 1 and tree.text[i - 1] in ("-", "‑") and tree.pos[i - 2] in ("NOUN", "PROPN", "ADJ", "ADV"):
            return None  # "US-backed", "Isis-controlled"
        if tree.dep[i] == "amod" or (tree.dep[i] in ("compound", "case", "nmod") and tree.pos[i] == "VERB"):
            return None
        if lemma == "ask" and any(tree.lemma[k] in ("name", "identify", "quote") for k in tree.children(i, "xcomp")):
            return None  # "a worker who asked not to be named"
        if lemma == "leave" and self._leaves_hurt(i):
            return None
        slots = self.slotter.of_verb(i)
        idiom = self._idiom(i, lemma, slots)
        if idiom is not None:
            return idiom
        best: Match | None = None
        end = i + 1
        for particle in (*sorted(slots.particles), *_governed(slots)):
            phrase = f"{lemma} {particle}"
            if phrase in book.by_verb:
                slots_with = slots if particle in slots.particles else _with_object(slots, particle)
                match = self._matcher.best_of_verb(i, phrase, slots_with, book.by_verb[phrase])
                if match is not None and (best is None or match.strength > best.strength):
                    best, slots = match, slots_with
                    end = next(
                        (k + 1 for k in range(i + 1, min(i + 4, len(tree.text))) if tree.lower[k] == particle), i + 1
                    )
        if lemma in book.by_verb and best is None:
            best = self._matcher.best_of_verb(i, lemma, slots, book.by_verb[lemma])
        if best is None:
            return None
        if end > i + 1 and end - i > 2:
            end = i + 1
        return self._event(i, i, end, best, slots, "verb")

    def _leaves_hurt(self, i: int) -> bool:
        """ "Leaving at least five dead": nobody leaves, and the dead are told by their own word."""
        tree = self.tree
        below = [m for k in tree.kids[i] if k > i for m in (k, *tree.kids[k])]
        return any(tree.lower[m] in _HURT and tree.pos[m] in ("ADJ", "NOUN", "VERB") for m in below)

    def _idiom(self, i: int, lemma: str, slots: Slots) -> Event | None:
        best: tuple[Match, int] | None = None
        for idiom, trigger in self.book.by_idiom.get(lemma, ()):
            words = idiom.split()[1:]
            place = self._place_of(i, words)
            if place is None or (trigger.trigger_word != "last" and self._is_told_by_means(place)):
                continue
            inner = self._idiom_slots(slots, place)
            match = (
                self._matcher.best_of_verb(i, f"{lemma} ", inner, (trigger,)) if _asks(trigger) else Match(trigger, 2)
            )
            if match is not None and (best is None or match.strength > best[0].strength):
                best = (match, place)
        if best is None:
            return None
        match, place = best
        inner = self._idiom_slots(slots, place)
        if match.trigger.trigger_word == "last":
            return self._event(i, place, place + 1, match, inner, "idiom")
        low, high = min(i, place), max(i, place) + 1
        if high - low > 4:
            low, high = i, i + 1
        return self._event(i, low, high, match, inner, "idiom")

    def _is_told_by_means(self, i: int) -> bool:
        """ "Exchanged artillery fire", "opened mortar fire": the noun says more than the idiom."""
        tree = self.tree
        heavy = frozenset(("ground_weapon", "air_weapon", "guided"))
        return tree.lower[i] == "fire" and any(
            self.classing.of(k) & heavy for k in tree.kids[i] if k < i and tree.dep[k] in ("compound", "amod")
        )

    def _place_of(self, i: int, words: list[str]) -> int | None:
        """Where the last word of an idiom stands as a complement of the verb (the words between only have to be
        there).
        """
        tree = self.tree
        for k in tree.kids[i]:
            if tree.dep[k] not in _COMPLEMENTS or abs(k - i) > _REACH:
                continue
            if words[-1] in (tree.lemma[k], tree.lower[k]):
                between = set(tree.lower[min(i, k) : max(i, k) + 1])
                if all(w in between for w in words[:-1]):
                    return k
            for m in tree.kids[k]:
                if len(words) == 1 and tree.dep[m] == "case" and tree.lower[m] == words[0]:
                    return m
        return None

    def _idiom_slots(self, slots: Slots, place: int) -> Slots:
        """The slots around an idiom: its own noun is no object, and what hangs on that noun belongs to the whole."""
        tree = self.tree
        prep = {case: [h for h in heads if h != place] for case, heads in slots.prep.items()}
        inner = self.slotter.of_noun(place) if tree.pos[place] == "NOUN" else Slots()
        for case, heads in inner.prep.items():
            prep[case] = list(dict.fromkeys([*prep.get(case, []), *heads]))
        objects = [h for h in slots.object if h != place]
        return Slots(
            subject=slots.subject or inner.poss, object=objects, iobj=slots.iobj, poss=inner.poss, prep=prep,
            particles=slots.particles, passive=slots.passive,
        )  # fmt: skip

    # --- adjectives ---

    def _of_adjective(self, i: int, lemma: str) -> Event | None:
        tree = self.tree
        slots = self.slotter.of_verb(i)
        if tree.dep[i] == "amod" and tree.head[i] > i:
            return None
        if tree.dep[i] == "amod":  # "leaving 15 dead"
            slots = Slots(subject=[tree.head[i]], prep=slots.prep)
        if slots.passive and not slots.subject:  # "was hurt", which the parser took for an adjective
            slots = Slots(subject=slots.object, prep=slots.prep)
        if not slots.subject and tree.dep[i] in ("xcomp", "obj", "advcl", "acl", "amod"):
            # "left six dead": what the verb above has as object
            above = self.slotter.of_verb(tree.head[i]) if tree.head[i] != i else Slots()
            slots = Slots(subject=[h for h in above.object if h != i] or above.subject, prep=slots.prep)
        match = self._matcher.best_of_verb(i, lemma, slots, self.book.by_adjective[lemma])
        return self._event(i, i, i + 1, match, slots, "adjective") if match else None

    # --- nouns ---

    def _of_noun(self, i: int, by_verb: dict[int, Event]) -> Event | None:
        tree, book = self.tree, self.book
        lemma, lower = tree.lemma[i], tree.lower[i]
        if tree.pos[i] == "VERB" and not (
            lower.endswith("ing")
            and lower in book.by_noun
            and i not in by_verb
            and tree.dep[i] in ("obj", "nsubj", "nmod", "obl")
        ):
            return None
        single = self._rules_of_noun(i)
        if tree.dep[i] in ("compound", "flat", "amod", "nmod:desc") or self._is_hyphened(i):
            return None
        if single is None and not any(f"{tree.lemma[k]} {lemma}" in book.by_noun for k in tree.kids[i] if k < i):
            return None
        if tree.pos[i] == "PROPN" and tree.label[i] and tree.name[i][1] - tree.name[i][0] > 1 and tree.label[i] != "":
            if "war" not in lower and "battle" not in lower:
                return None
        if tree.text[i] == "March" and tree.case_of(i) in (
            "in",
            "since",
            "by",
            "until",
            "on",
            "of",
            "last",
            "from",
            "",
        ):
            return None
        if lower == "war" and i + 1 < len(tree.text) and tree.lower[i + 1] in ("one", "two", "i", "ii", "1", "2"):
            return None
        if lower in ("war",) and i and tree.lower[i - 1] == "world":
            return None
        if lemma in _WARFARE and tree.case_of(i) == "of" and tree.lemma[tree.head[i]] in _OF_WAR:
            return None
        slots = self.slotter.of_noun(i)
        if (
            lower == "fire"
            and not self._is_told_by_means(i)
            and slots.light is not None
            and tree.lemma[slots.light] in ("open", "set", "return", "exchange", "trade", "cease")
        ):
            return None
        triggers = list(single or ())
        compounds = [k for k in tree.kids[i] if k < i and f"{tree.lemma[k]} {lemma}" in book.by_noun]
        lexical: list[Trigger] = [t for k in compounds for t in book.by_noun[f"{tree.lemma[k]} {lemma}"]]
        best = self._matcher.best_of_noun(i, slots, lexical) or self._matcher.best_of_noun(i, slots, triggers)
        if best is None or not self._brings_something(i, slots, best.trigger):
            return None
        start = self._noun_start(i, slots, compounds)
        return self._event(i, start, i + 1, best, slots, "noun")

    def _rules_of_noun(self, i: int) -> tuple[Trigger, ...] | None:
        """The rules that list a noun with what a hyphen joins to it: "co-operation" is no operation."""
        tree, by_noun = self.tree, self.book.by_noun
        if i > 1 and tree.text[i - 1] in ("-", "‑"):
            before = tree.lower[i - 2]
            whole = by_noun.get(f"{before}-{tree.lemma[i]}") or by_noun.get(f"{before}{tree.lemma[i]}")
            if whole is not None or before in _PREFIXES:
                return whole
        return by_noun.get(tree.lemma[i]) or by_noun.get(tree.lower[i])

    def _is_hyphened(self, i: int) -> bool:
        """ "War-torn", "Isis-controlled": the word before a hyphen only modifies."""
        tree = self.tree
        return i + 1 < len(tree.text) and tree.text[i + 1] in ("-", "‑") and tree.head[i] > i and tree.dep[i] != "conj"

    def _noun_start(self, i: int, slots: Slots, compounds: list[int]) -> int:
        """The head word with a modifier that names the means, and lexical compounds."""
        tree, groups = self.tree, self.book.classes.groups
        means = groups.get("means", frozenset())
        start = i
        for k in sorted((m for m in slots.modifier if m < i), reverse=True):
            if k < start - 1 and tree.text[start - 1] not in ("-", "‑") and not _all_joining(tree, k + 1, start):
                break
            classes = self.classing.of(k)
            named = bool(means & classes) and "state" not in classes
            lexical = (
                tree.dep[k] == "compound"
                and tree.lemma[k] not in _MEASURES
                and not (classes & _NOT_LEXICAL)
                and tree.pos[k] == "NOUN"
                and not tree.label[k]
            )
            if named or lexical or k in compounds or self._is_joined(k, start):
                start = k
            else:
                break
        return start

    def _is_joined(self, k: int, start: int) -> bool:
        """ "Counter-attack": what stands before the hyphen belongs to the word."""
        return self.tree.text[k + 1] in ("-", "‑") and k + 2 == start and self.tree.lemma[start] not in _MEASURES

    def _brings_something(self, i: int, slots: Slots, trigger: Trigger) -> bool:
        """Whether this mention tells who, whom, where, when or how many; a bare "the attack" only points back."""
        tree = self.tree
        if "bare" in trigger.flags and not self._is_definite(i):
            return True
        heads = all_heads((slots.poss, slots.by, slots.carrier, slots.object))
        if heads or slots.light is not None:
            return True
        if any(self.classing.of(m) & _NOT_LEXICAL or tree.pos[m] == "PROPN" for m in slots.modifier):
            return True
        if any(slots.prep.get(p) for p in slots.prep if p not in ("of", "for", "about", "like", "as", "without")):
            return True
        if slots.prep.get("of") or slots.prep.get("for"):
            return True
        if any(
            tree.dep[k] in ("nummod", "acl:relcl", "nmod:tmod", "obl:tmod", "nmod:unmarked", "appos", "acl")
            for k in tree.kids[i]
        ):
            return True
        if any(tree.lower[k] in _AGO for k in tree.kids[i]):
            return True
        if i + 1 < len(tree.text) and tree.lower[i + 1] in ("last", "this", "earlier", "yesterday", "overnight"):
            return True
        if self._is_definite(i):
            return slots.happening is not None and trigger.type not in ("attack",) and self._verb_adds(slots.happening)
        return True

    def _verb_adds(self, verb: int) -> bool:
        own, tree = self.slotter.of_verb(verb), self.tree
        told = any(
            tree.dep[k] in ("obl:unmarked", "obl:tmod")
            or (tree.dep[k] == "advcl" and any(tree.lower[m] in ("where", "when") for m in tree.kids[k]))
            for k in tree.kids[verb]
        )
        return told or bool(own.object or own.prep or own.particles)

    def _is_definite(self, i: int) -> bool:
        tree = self.tree
        return any(tree.lower[k] in _DEFINITE and tree.dep[k] == "det" for k in tree.kids[i])

    # --- both ---

    def _event(self, at: int, start: int, end: int, match: Match, slots: Slots, form: str) -> Event:
        trigger = match.trigger
        type_ = trigger.type
        if trigger.type_from is not None:
            type_ = self._type_of(slots.of(trigger.type_from)) or type_
        return Event(at, start, end, type_, trigger, match.strength, slots, form)

    def _type_of(self, heads: list[int]) -> str | None:
        for h in heads:
            triggers = self.book.by_noun.get(self.tree.lemma[h])
            if triggers:
                best = self._matcher.best_of_noun(h, self.slotter.of_noun(h), triggers)
                if best is not None:
                    return best.trigger.type
        return None

    def _without_doubles(self, events: list[Event]) -> Iterator[Event]:
        """A verb and the noun it governs that name the same event are one: the noun if the verb says little, else
        the verb.
        """
        at = {e.at: e for e in events}
        dropped: set[int] = set()
        for event in events:
            if event.form != "noun":
                continue
            light = event.slots.light
            verb = light if light is not None else event.slots.happening
            if verb is None or verb not in at:
                continue
            other = at[verb]
            if other.form == "idiom":
                dropped.add(event.at)
            elif light is not None:
                if other.type != "other" and self._says_more(other):
                    continue
                dropped.add(other.at)
            elif (
                other.type in ("attack", event.type, "air_strike", "shelling", "bombing", "armed_clash")
                and other.trigger.type != "killing"
            ):
                dropped.add(other.at)
        dropped |= {e.at for e in events if self._is_told_above(e, at)}
        for event in events:
            if event.at not in dropped and not self._is_delivered(event, at):
                yield event

    def _is_told_above(self, event: Event, at: dict[int, Event]) -> bool:
        """ "Were shot dead", "used them as human shields": one event; "took part in the raid" is the raid."""
        tree = self.tree
        above = at.get(tree.head[event.at])
        if above is not None and event.form == "verb" and tree.dep[event.at] == "acl:relcl":
            violent = self.book.types[above.type].section == self.book.types[event.type].section == "violence"
            return (
                violent and above.form == "noun" and tree.lemma[event.at] in HITTING and above.at in event.slots.subject
            )
        if above is not None and event.form == "adjective" and event.type == "killing":
            return above.type == "attack_on_civilians" and tree.dep[event.at] == "xcomp"
        if above is not None and event.form == "noun" and tree.case_of(event.at) == "as":
            return above.type == event.type
        part = event.form == "noun" and event.trigger.type_from is not None and event.slots.light is not None
        return part and any(
            h in at and at[h].form == "noun" and at[h].slots.light == event.slots.light
            for h in event.slots.prep.get("in", ())
        )

    def _is_delivered(self, event: Event, at: dict[int, Event]) -> bool:
        """ "Relief reaches the valley": the aid is what arrives, and that is told by the verb."""
        verb = at.get(self.tree.head[event.at])
        subject = event.form == "noun" and self.tree.dep[event.at] == "nsubj"
        return subject and event.type == "aid" and verb is not None and verb.type == "aid"

    def _says_more(self, verb: Event) -> bool:
        """Whether a light verb names an event of its own beside that of its noun ("ordered strikes", "repelled
        attacks").
        """
        section = self.book.types[verb.type].section
        return (
            verb.trigger.content is not None
            or verb.trigger.id.startswith("armed_clash.repel")
            or section == "consequences"
        )


def _asks(trigger: Trigger) -> bool:
    return bool(trigger.conditions or trigger.prep or trigger.not_prep or trigger.needs_any)


def _governed(slots: Slots) -> list[str]:
    return [case for case in slots.prep if " " not in case]


def _with_object(slots: Slots, preposition: str) -> Slots:
    """ "Called for a truce", "open fire on": what the preposition governs is the object where the verb has none."""
    return Slots(
        subject=slots.subject, object=slots.object or slots.prep.get(preposition, []), iobj=slots.iobj, prep=slots.prep,
        particles=slots.particles, passive=slots.passive,
    )  # fmt: skip


def _all_joining(tree: Tree, start: int, end: int) -> bool:
    return all(tree.lower[k] in ("and", "or", ",", "-", "‑", "/") or tree.pos[k] in ("ADJ",) for k in range(start, end))
