"""Who fills the places around a word that names an event: subject, object, prepositions, owner, modifiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.codebook.events import Codebook
from sayso.extract.tree import Tree

_SUBJECTS = ("nsubj", "nsubj:outer")
_PASSIVES = ("nsubj:pass",)
_OBLIQUES = ("obl", "obl:agent", "nmod", "obl:arg", "obl:unmarked")
_OBJECT_CONTROL = frozenset(
    "force order ask urge tell allow permit enable help persuade invite encourage press instruct compel lead cause want"
    " need expect push pressure authorise authorize convince beg implore warn see get call appeal require oblige"
    " make let have train send lobby advise motivate exhort rally incite coax cajole nudge prod entreat beseech"
    " direct command mandate task summon prompt drive spur challenge remind".split()
)
_BLAMED = frozenset(
    "accuse suspect blame condemn criticise criticize stop prevent charge praise convict bar ban dissuade deter thank"
    " denounce prohibit punish fault arrest keep detain jail sentence".split()
)
_CHARGING = frozenset("accuse suspect blame condemn criticise criticize denounce charge convict fault".split())
"""Verbs whose object did what stands behind "of" or "for"."""
_DEPTH = 5
_TIMES = frozenset("day week month year night morning evening afternoon hour minute time weekend".split())
_LED = frozenset(("lead", "led", "broker", "sponsor", "mediate"))
"""Participles whose first half does what the noun names: "a US-led attack"."""
_ACTING = frozenset(("person", "civilian", "combatant", "state", "organisation", "number", "equipment", "aircraft"))
_BE = frozenset("is are was were am been being be".split())
_PARTS = frozenset(
    "wave series string spate number dozen hundred score barrage round flurry thousand campaign act outbreak day week"
    " month year night target escalation resumption start lot two three".split()
)
"""Words before "of" that leave the noun after it the event: "a series of raids"."""
HITTING = frozenset(("hit", "strike", "target", "rock", "shake", "pound", "engage"))
"""Verbs by which an attack noun names its target: "a strike hit two vehicles"."""
_HARMING = frozenset(("kill", "wound", "injure", "destroy", "damage"))
"""Verbs whose object is also that of the attack that is their subject: "the strikes destroyed nine pumps"."""
_TELLING_OF = frozenset(("warn", "accuse", "notify", "inform", "rob"))
"""Verbs of whose object something is told: the parser hangs it on the object."""
_INTRANSITIVE = frozenset(
    "pour advance flee die arrive march retreat clash erupt rage surge edge happen occur rush mass gather"
    " fall rise come"
    " go perish collapse".split()
)


@dataclass(slots=True)
class Slots:
    """The head words in each place around a predicate.

    `prep` is by preposition; `light` is the light verb that governs an event noun, `happening` the verb that the
    noun is
    subject of; `passive` says that the object is the grammatical subject.
    """

    subject: list[int] = field(default_factory=list)
    object: list[int] = field(default_factory=list)
    iobj: list[int] = field(default_factory=list)
    poss: list[int] = field(default_factory=list)
    by: list[int] = field(default_factory=list)
    modifier: list[int] = field(default_factory=list)
    carrier: list[int] = field(default_factory=list)
    prep: dict[str, list[int]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    light: int | None = None
    reverse: bool = False
    happening: int | None = None
    passive: bool = False

    def of(self, name: str) -> list[int]:
        """The heads in a slot by its name in the codebook: `subject`, `object`, `prep:on`, `light` …"""
        if name.startswith("prep:"):
            return self.prep.get(name[5:], [])
        if name == "light":
            return self.carrier
        found: list[int] = getattr(self, name, [])
        return found


class Slotter:
    """Fills the slots of predicates in one report, each asked once."""

    def __init__(self, tree: Tree, book: Codebook) -> None:
        self._tree, self._book = tree, book
        self._verbs: dict[int, Slots] = {}
        self._nouns: dict[int, Slots] = {}

    def of_verb(self, i: int) -> Slots:
        """The slots of a verb (or an adjective that stands for one), with what coordination and control supply."""
        found = self._verbs.get(i)
        if found is None:
            found = self._verbs[i] = Slots()  # set first: trees of a faulty parse may run in circles
            self._fill_verb(i, found)
        return found

    def of_noun(self, i: int) -> Slots:
        """The slots of an event noun, with what its light verb or the verb it is subject of supplies."""
        found = self._nouns.get(i)
        if found is None:
            found = self._nouns[i] = Slots()
            self._fill_noun(i, found)
        return found

    # --- verbs ---

    def _fill_verb(self, i: int, slots: Slots) -> None:
        tree = self._tree
        slots.passive = self.is_passive(i)
        for k in tree.kids[i]:
            dep = tree.dep[k]
            if dep == "compound:prt" or (dep == "advmod" and tree.pos[k] in ("ADV", "ADP")):
                slots.particles.add(tree.lower[k])
            elif dep == "iobj":
                slots.iobj += self._heads(k)
        self._add_obliques(i, slots)
        bare = self._is_bare_relative(i)
        subject = self._subject(i, 0) if not bare else [h for k in self._own_subjects(i) for h in self._heads(k)]
        if tree.lemma[i] in _TELLING_OF:
            for k in tree.kids[i]:
                if tree.dep[k] in ("obj", "iobj"):
                    for m in tree.kids[k]:
                        if tree.dep[m] == "nmod" and tree.case_of(m) == "of":
                            slots.prep.setdefault("of", []).extend(self._heads(m))
        if slots.passive:
            slots.object = self._passive_object(i)
            slots.subject = slots.by or self._later_agent(i)
        else:
            slots.subject = subject
            slots.object = [h for k in tree.children(i, "obj") for h in self._heads(k)]
            if not slots.object:
                slots.object = self._after_particle(i)
            if not slots.object:
                slots.object = [tree.head[i]] if bare else self._shared_object(i)
            if not slots.object:
                slots.object = slots.iobj or self._raised_object(i)
        slots.by = []

    def _later_agent(self, i: int) -> list[int]:
        """ "Was kidnapped and later killed by rebels": the rebels did both."""
        tree = self._tree
        for k in tree.kids[i]:
            if tree.dep[k] == "conj" and tree.pos[k] == "VERB" and not tree.children(k, *_SUBJECTS, *_PASSIVES, "obj"):
                return [h for m in tree.children(k, "obl:agent") if not tree.is_date(m) for h in self._heads(m)]
        return []

    def _own_subjects(self, i: int) -> list[int]:
        return self._tree.children(i, *_SUBJECTS, *_PASSIVES)

    def _is_bare_relative(self, i: int) -> bool:
        """ "The land rebels hold": without its "that", the parser takes the verb for a participle with a subject."""
        tree = self._tree
        if tree.dep[i] not in ("acl", "acl:relcl") or tree.lower[i].endswith("ing"):
            return False
        own = self._own_subjects(i)
        if not own or any(tree.dep[k] in ("aux:pass", "obj", "mark") for k in tree.kids[i]):
            return False
        return not any(tree.lower[k] in ("who", "which", "that", "where", "when") for k in tree.kids[i])

    def _after_particle(self, i: int) -> list[int]:
        """ "Fended off an attack", "handed over its base": the parser hangs the object loosely on such verbs."""
        tree = self._tree
        particle = tree.child(i, "compound:prt")
        if particle is None:
            return []
        loose = [k for k in tree.children(i, "obl") if k > particle and not tree.case_of(k) and tree.pos[k] == "NOUN"]
        return self._heads(loose[0]) if loose and tree.lemma[loose[0]] not in _TIMES else []

    def _raised_object(self, i: int) -> list[int]:
        """ "Let the convoy pass", "allowed planes to fly": the parser gives the object to the verb below."""
        tree = self._tree
        if tree.lemma[i] not in _OBJECT_CONTROL:
            return []
        for k in tree.children(i, "xcomp", "ccomp"):
            finite = any(tree.dep[m] in ("aux", "cop", "aux:pass") or tree.lower[m] == "that" for m in tree.kids[k])
            if not finite and tree.lower[k] == tree.lemma[k]:
                return [h for m in tree.kids[k] if tree.dep[m] in _SUBJECTS and m > i for h in self._heads(m)]
        return []

    def is_passive(self, i: int) -> bool:
        """Whether the verb stands in the passive: by its auxiliary, or as a participle without one."""
        tree = self._tree
        deps = {tree.dep[k] for k in tree.kids[i]}
        if self._is_bare_relative(i):
            return False
        if "aux:pass" in deps:
            return True
        if "nsubj:pass" in deps:
            return "obj" not in deps  # "strikes destroyed nine pumps": who has an object does it
        if "aux" in deps and self._has_be(i):
            return True
        if self._is_passive_too(i, deps):
            return True
        if tree.pos[i] != "VERB" or deps & {"nsubj", "aux", "cop"}:
            return False
        word = tree.lower[i]
        if word.endswith("ing") or any(tree.lower[k] == "to" and k < i for k in tree.kids[i]):
            return False
        participle = word.endswith(("ed", "en", "wn", "nt", "ne", "t", "d", "un", "ck"))
        if tree.lemma[i] in _INTRANSITIVE:
            return False
        if tree.dep[i] == "acl" and tree.dep[tree.head[i]] == "root" and "obl:agent" not in deps:
            return False  # "Troops advanced": a whole sentence that was taken for a noun with a participle
        if tree.dep[i] in ("acl", "amod"):
            return (participle and word != tree.lemma[i]) or "obl:agent" in deps
        if tree.dep[i] in ("advcl", "xcomp", "parataxis", "ccomp") and "obj" not in deps:
            marked = any(tree.dep[k] == "mark" for k in tree.kids[i])
            return participle and (not marked or "obl:agent" in deps)
        if tree.dep[i] == "conj" and "obj" not in deps and tree.head[i] != i:
            above = tree.head[i]
            if tree.pos[above] == "ADJ":  # "found alive and arrested"
                return participle and word != tree.lemma[i]
            return tree.pos[above] == "VERB" and participle and self.is_passive(above)
        return "obl:agent" in deps and "obj" not in deps

    def _is_passive_too(self, i: int, deps: set[str]) -> bool:
        """ "A man had been killed and his wife [wounded]": the auxiliary is that of the verb before."""
        tree, above = self._tree, self._tree.head[i]
        if tree.dep[i] != "conj" or tree.pos[i] != "VERB" or "nsubj" not in deps or above >= i:
            return False
        if deps & {"obj", "aux", "cop", "xcomp", "ccomp", "compound:prt"} or tree.lemma[i] in _INTRANSITIVE:
            return False
        auxiliary = any(tree.dep[k] == "aux:pass" for k in tree.kids[above])
        return auxiliary and tree.lower[i].endswith(("ed", "en", "wn", "nt", "un"))

    def _has_be(self, i: int) -> bool:
        """ "Are … bombed" is passive, also where the parser took its auxiliary for that of a tense."""
        tree, word = self._tree, self._tree.lower[i]
        if tree.pos[i] != "VERB" or not word.endswith(("ed", "en", "wn")) or tree.lemma[i] in _INTRANSITIVE:
            return False
        return any(tree.dep[k] == "aux" and tree.lower[k] in _BE for k in tree.kids[i])

    def _subject(self, i: int, depth: int) -> list[int]:
        """Who does it; found through coordination, control and relative clauses where the verb has no subject."""
        tree = self._tree
        own = [k for k in tree.kids[i] if tree.dep[k] in _SUBJECTS] or tree.children(i, *_PASSIVES)
        if own:
            return [h for k in own for h in self._heads(k) if tree.lower[k] != "there"]
        dep, head = tree.dep[i], tree.head[i]
        if depth > _DEPTH or head == i:
            return []
        if dep == "acl:relcl":
            return [head] if not any(tree.dep[k] in _PASSIVES for k in tree.kids[i]) else []
        if dep == "acl":
            return self._of_noun_governing(i, head)
        if tree.pos[head] not in ("VERB", "AUX", "ADJ", "NOUN"):
            return []
        if dep == "conj":
            return self._grammatical(head, depth + 1)
        if dep == "ccomp" and (taken := self._taken_for_object(i, head)):
            return taken
        if dep in ("xcomp", "advcl", "ccomp", "csubj", "parataxis"):
            if tree.pos[head] == "NOUN" and dep in ("advcl", "ccomp"):
                return self._grammatical(head, depth + 1)
            return self._controller(i, head, depth + 1)
        return []

    def _controller(self, i: int, head: int, depth: int) -> list[int]:
        tree = self._tree
        lemma = tree.lemma[head]
        marks = {tree.lower[k] for k in tree.kids[i] if tree.dep[k] in ("mark", "case")}
        objects = [k for k in tree.kids[head] if tree.dep[k] in ("obj", "iobj")]
        if tree.pos[i] == "ADJ" and objects and tree.dep[i] == "xcomp":
            return [h for k in objects for h in self._heads(k)]
        if lemma in _BLAMED and marks & {"of", "for", "from", "with", "over"}:
            if objects:
                return [h for k in objects for h in self._heads(k)]
            return [h for k in tree.children(head, *_PASSIVES) for h in self._heads(k)] or self._passive_object(head)
        if tree.dep[i] in ("xcomp", "ccomp") and lemma in _OBJECT_CONTROL:
            if objects:
                return [h for k in objects for h in self._heads(k)]
            called = [k for k in tree.children(head, "obl") if tree.case_of(k) in ("on", "upon", "to", "for")]
            if called and lemma in ("call", "appeal", "wait"):
                return [h for k in called for h in self._heads(k)]
        return self._grammatical(head, depth)

    def _grammatical(self, i: int, depth: int) -> list[int]:
        """The grammatical subject, also of a passive."""
        tree = self._tree
        own = [k for k in tree.kids[i] if tree.dep[k] in (*_SUBJECTS, *_PASSIVES, "expl") and tree.lower[k] != "there"]
        if own:
            return [h for k in own for h in self._heads(k)]
        if self.is_passive(i) and tree.dep[i] == "acl":
            return [tree.head[i]]
        return self._subject(i, depth)

    def _of_noun_governing(self, i: int, noun: int) -> list[int]:
        """ "Rebels fighting the army"; "the army's plan to storm the town": whose plan it is."""
        tree = self._tree
        infinitive = any(tree.lower[k] == "to" for k in tree.kids[i])
        marked = any(tree.dep[k] == "mark" and tree.lower[k] in ("of", "for") for k in tree.kids[i])
        if not infinitive and not marked:
            return [tree.antecedent(noun)]
        if tree.lemma[noun] not in self._book.certainty.nouns and self._may_act(noun):
            return [tree.antecedent(noun)]
        at = noun
        for _ in range(3):
            owners = [k for k in tree.kids[at] if tree.dep[k] == "nmod:poss" or tree.case_of(k) in ("by", "from")]
            if owners and tree.lower[owners[0]] not in ("their", "its"):
                return [h for k in owners for h in self._heads(k)]
            if tree.dep[at] != "nmod" or tree.pos[tree.head[at]] != "NOUN":
                break
            at = tree.head[at]
        verb = tree.head[at]
        if tree.dep[at] in ("obj", "obl") and tree.pos[verb] == "VERB" and not self.is_passive(verb):
            return self._subject(verb, 2)
        return [h for k in owners for h in self._heads(k)]

    def _may_act(self, noun: int) -> bool:
        """Whether the noun names somebody: only then is it he who is "to" do something."""
        tree = self._tree
        if tree.pos[noun] != "NOUN" or tree.label[noun]:
            return True
        return not _ACTING.isdisjoint(self._book.classes.of.get(tree.lemma[noun], frozenset()))

    def _passive_object(self, i: int) -> list[int]:
        tree = self._tree
        own = [h for k in tree.kids[i] if tree.dep[k] in _PASSIVES for h in self._heads(k)]
        if own:
            return own
        dep, head = tree.dep[i], tree.head[i]
        if dep == "ccomp":
            own = self._taken_for_object(i, head)
            if own:
                return own
        if dep in ("acl", "acl:relcl", "amod"):
            return [head]
        if dep == "conj" and head != i:
            return self._passive_object(head) if self.is_passive(head) else self._subject(head, 2)
        if dep in ("xcomp", "advcl", "parataxis") and head != i:
            return self._controller(i, head, 2)
        return [h for k in tree.children(i, "nsubj") for h in self._heads(k)]

    def _taken_for_object(self, i: int, saying: int) -> list[int]:
        """ "She said [two nurses and a guard] had been killed": the parser gave the subject to the verb of saying."""
        tree = self._tree
        if any(tree.dep[k].startswith(("nsubj", "csubj", "expl", "mark")) for k in tree.kids[i]):
            return []
        if not any(tree.dep[k] in ("aux", "aux:pass", "cop") for k in tree.kids[i]):
            return []
        nouns = ("NOUN", "PROPN", "NUM")
        return [
            h
            for k in tree.children(saying, "obj", "ccomp")
            if saying < k < i and tree.pos[k] in nouns
            for h in self._heads(k)
        ]

    def _shared_object(self, i: int) -> list[int]:
        """A verb's object where it stands elsewhere: shared by two verbs, or what a relative clause is about."""
        tree = self._tree
        for k in tree.kids[i]:
            if (
                tree.dep[k] == "conj"
                and tree.pos[k] == "VERB"
                and not any(tree.dep[m] in _SUBJECTS for m in tree.kids[k])
            ):
                found = [h for o in tree.children(k, "obj") for h in self._heads(o)]
                if found and not any(
                    tree.dep[m] in ("obl", "xcomp", "ccomp", "advmod") for m in tree.kids[i] if i < m < k
                ):
                    return found
        if tree.dep[i] == "conj" and tree.pos[tree.head[i]] == "VERB" and not self.is_passive(tree.head[i]):
            # "Shot and wounded two men": the parser hung the men on the first verb
            after = [o for o in tree.children(tree.head[i], "obj") if o > i]
            if after and not any(tree.dep[m] in ("obl", "xcomp", "ccomp") for m in tree.kids[i]):
                return self._heads(after[0])
        if tree.dep[i] == "acl:relcl":
            relatives = [k for k in tree.kids[i] if tree.lower[k] in ("who", "which", "that", "whom")]
            has_subject = any(
                tree.dep[k] in _SUBJECTS and tree.lower[k] not in ("who", "which", "that") for k in tree.kids[i]
            )
            if has_subject and not any(tree.dep[k] in ("obl", "advmod") for k in relatives):
                if not any(tree.lower[k] in ("where", "when", "why") for k in tree.kids[i]):
                    return [tree.head[i]]
        return []

    # --- nouns ---

    def _fill_noun(self, i: int, slots: Slots) -> None:
        tree = self._tree
        for k in tree.kids[i]:
            dep = tree.dep[k]
            if dep == "nmod:poss":
                slots.poss += self._heads(k)
            elif k < i and dep in ("compound", "amod", "nmod", "nmod:desc", "nmod:unmarked") and not tree.case_of(k):
                slots.modifier += [m for m in tree.conjuncts(k) if m < i]
                slots.modifier += [m for m in tree.below(k) if m != k and m < i and tree.dep[m] in ("compound", "amod")]
                if tree.lemma[k] in _LED:
                    slots.modifier += [m for m in tree.kids[k] if m < k and tree.pos[m] in ("PROPN", "NOUN")]
            elif dep == "acl" and self.is_passive(k):
                own = self.of_verb(k)
                slots.by += own.subject
                for case, heads in own.prep.items():
                    slots.prep.setdefault(case, []).extend(heads)
            elif (
                dep == "acl"
                and tree.lower[k].endswith("ing")
                and tree.lemma[k] in ("target", "involve", "hit", "strike")
            ):
                slots.object += self.of_verb(k).object
        self._add_obliques(i, slots)
        self._add_hyphened(i, slots)
        for k in tree.kids[i]:
            # "The strike, which targeted two bases"
            if tree.dep[k] == "acl:relcl" and tree.lemma[k] in HITTING:
                own = self.of_verb(k)
                if i in own.subject:
                    slots.object += own.object
                    slots.happening = k
        verb, slot = self._governor(i)
        if verb is not None:
            self._add_governor(verb, slot, slots)

    def _add_hyphened(self, i: int, slots: Slots) -> None:
        """ "Counter-attack", "air-strike": what stands before the hyphen."""
        if i >= 2 and self._tree.text[i - 1] in ("-", "‑") and i - 2 not in slots.modifier:
            slots.modifier.append(i - 2)

    def _governor(self, i: int) -> tuple[int | None, str]:
        """The verb that an event noun hangs on, and in which slot; through "a wave of strikes", "a series of raids"."""
        tree = self._tree
        at = i
        for _ in range(3):
            if tree.dep[at] == "conj" or (
                tree.dep[at] == "nmod" and tree.case_of(at) == "of" and self._is_partitive(tree.head[at])
            ):
                at = tree.head[at]
            else:
                break
        head, dep = tree.head[at], tree.dep[at]
        if head == at:
            copula = tree.child(at, "cop")
            return (at, "self") if copula is not None else (None, "")
        if tree.pos[head] in ("VERB", "AUX", "ADJ"):
            if dep == "obl:agent" or (dep == "obl" and tree.case_of(at) == "by" and self.is_passive(head)):
                return head, "agent"
            return head, dep if dep != "obl" else f"prep:{tree.case_of(at)}"
        return None, ""

    def _is_partitive(self, i: int) -> bool:
        return self._tree.lemma[i] in _PARTS

    def _add_governor(self, verb: int, slot: str, slots: Slots) -> None:
        tree, book = self._tree, self._book
        if slot == "self":
            subjects = [h for k in tree.kids[verb] if tree.dep[k] in _SUBJECTS for h in self._heads(k)]
            case = tree.case_of(verb)
            if case == "under":
                slots.object += subjects
            elif case in ("in", "at", "on"):
                slots.carrier += subjects
            return
        if slot == "agent":
            if tree.lemma[verb] in HITTING:
                own = self.of_verb(verb)
                slots.happening = verb
                slots.object += own.object
            return
        own = self.of_verb(verb)
        lemma = tree.lemma[verb]
        if slot in ("prep:for", "prep:of") and lemma in _CHARGING and not (slots.by or slots.poss):
            slots.by += own.object  # "blamed the rebels for the shelling"
        keys = {lemma} | {f"{lemma} {p}" for p in own.particles}
        if lemma == "take" and any(tree.lower[h] == "place" for h in own.object):
            keys = {"take place"}
        if slot.startswith("prep:"):
            keys = {f"{lemma} {slot[5:]}", f"{lemma} part {slot[5:]}"} if slot != "prep:" else set()
        is_object = slot in ("obj", "nsubj:pass") or slot.startswith("prep:")
        merged = False
        if is_object and keys & book.reverse:
            slots.light, slots.reverse, merged = verb, True, True
            slots.object += [h for h in own.subject if h not in slots.object]
        elif is_object and keys & book.forward:
            slots.light, merged = verb, True
            slots.carrier += own.subject
        elif slot in ("nsubj", "nsubj:pass") and keys & book.happening:
            slots.happening, merged = verb, True
            if lemma in HITTING or lemma in _HARMING:
                slots.object += own.object if not own.passive else []
        if slot == "nsubj:pass" and merged and slots.light is not None and not slots.reverse:
            slots.carrier = list(own.subject)
        if merged:
            for case, heads in own.prep.items():
                if f"prep:{case}" != slot:
                    slots.prep.setdefault(case, []).extend(h for h in heads if h not in slots.prep.get(case, []))
            slots.iobj += own.iobj

    # --- both ---

    def _add_obliques(self, i: int, slots: Slots) -> None:
        tree = self._tree
        for k in tree.kids[i]:
            dep = tree.dep[k]
            if dep not in _OBLIQUES and dep != "obl:agent":
                continue
            case = tree.case_of(k)
            if not case:
                continue
            heads = self._heads(k)
            if case == "by":
                slots.by += [h for h in heads if not tree.is_date(h)]
                if dep == "obl:agent":
                    continue
            slots.prep.setdefault(case, []).extend(heads)
            for word in case.split() if " " in case else ():
                slots.prep.setdefault(word, []).extend(heads)

    def _heads(self, k: int) -> list[int]:
        """The head words of a phrase and of those coordinated with it, relative pronouns traced to their nouns."""
        tree = self._tree
        found = [m for m in tree.conjuncts(k) if m == k or tree.pos[m] not in ("VERB", "AUX")]
        return [tree.antecedent(m) for m in found]


def all_heads(groups: Iterable[list[int]]) -> list[int]:
    """The heads of several slots, each once, in order."""
    return list(dict.fromkeys(h for group in groups for h in group))
