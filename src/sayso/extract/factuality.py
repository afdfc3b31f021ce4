"""How sure a source is of an event (FactBank's values), from modals, negation and what governs it, up to who says
it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.codebook.certainty import Certainty, Context
from sayso.codebook.events import Codebook
from sayso.extract.events import Event
from sayso.extract.tree import Tree
from sayso.model import Factuality

_RANK = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}
_NAMES = ("Uu", "PS", "PR", "CT")
_FINITE_ASKING = frozenset("demand ask urge propose recommend request require hope wish want insist suggest".split())
_QUESTIONS = frozenset(("who", "how", "why", "whether"))
_KNOWING = frozenset("clear unclear know unknown say tell determine establish disclose reveal specify".split())
"""What is asked under these is not told: "did not say how", "it is unclear who"."""
_ASSISTING = frozenset(
    "support assist equip train back recruit send deploy hire pay dispatch mobilise mobilize draft arm".split()
)
"""Verbs of helping whose "to" tells what the help is for: "supports the rebels to hold the town"."""
_BEGINNING = frozenset("begin start continue resume finish complete cease stop proceed".split())
_STEPS = 12
_SAID_AND_DONE = frozenset(
    "thank congratulate condemn commend express praise apologise apologize welcome salute pay ask urge".split()
)
_PASSED_ON = {"report": "PR+", "say": "PR+", "rumour": "PS+", "rumor": "PS+", "allege": "PS+", "claim": "PS+"}
"""What nobody in particular says: "were reported to have fired"."""
_NEGATIONS = frozenset("no not n't n’t never neither nor without none nobody nothing hardly cannot".split())
_PAST_FUTURES = frozenset(("would", "will", "'ll", "’ll", "shall", "wo"))
_TIME_MARKS = frozenset(
    "after before since as while when following amid because although though despite where during".split()
)
_DENYING_NOUNS = frozenset(("evidence", "sign", "indication", "proof", "question", "report"))


@dataclass(slots=True)
class Degree:
    """A degree of certainty while it is worked out: `rank` falls, `positive` flips. `rules` are what changed it."""

    rank: int
    positive: bool
    rules: list[str]
    hearsay: bool = False

    def lower(self, value: str, rule: str) -> None:
        """Take in what one word makes of the event."""
        if value == "CT+":
            return
        if value == "Uu":
            self.rank = 0
        else:
            self.rank = min(self.rank, _RANK[value[:2]])
            if value.endswith("-"):
                self.positive = not self.positive
        self.rules.append(rule)

    @property
    def value(self) -> Factuality:
        """The value in FactBank's letters."""
        if self.rank == 0:
            return "Uu"
        return _NAMES[self.rank] + ("+" if self.positive else "-")  # type: ignore[return-value]


class FactualityReader:
    """Reads the certainty of the events of one report."""

    def __init__(self, tree: Tree, book: Codebook) -> None:
        self._tree, self._book = tree, book
        self._certainty: Certainty = book.certainty

    def read(self, event: Event, stop: int | None, cue_words: frozenset[int]) -> Degree:
        """The degree to which whoever vouches is sure. `stop` is the token of the speech act that holds the event,
        `cue_words` are those of the attribution: what lies above either is not the source's own doubt."""
        tree = self._tree
        degree = Degree(3, True, [])
        at = event.at
        if event.form == "noun":
            self._beside_noun(at, degree)
            verb = event.slots.light if event.slots.light is not None else event.slots.happening
            if verb is not None:
                at = verb
                self._of_predicate(at, degree)
                if self._known(event.at) and self._asks(verb):
                    return degree  # "it is not clear who carried out the bombing": there was one
            else:
                governed = self._of_governed_noun(at, degree, stop, cue_words)
                if governed is None:
                    return degree
                at = governed
        else:
            if event.form == "idiom":
                for k in range(event.start, event.end):
                    if k != at:
                        self._beside_noun(k, degree)
                if tree.pos[at] == "NOUN":
                    at = tree.head[at]
            elif event.form == "verb":
                for k in tree.children(at, "obj"):
                    self._negated_argument(k, degree)
            self._of_predicate(at, degree)
        self._climb(at, degree, stop, cue_words)
        return degree

    def is_hearsay(self, event: Event) -> bool:
        """Whether the event is passed on without a name for who vouches ("reportedly")."""
        tree, words = self._tree, self._certainty.hearsay
        heads = [event.at]
        verb = event.slots.light if event.slots.light is not None else event.slots.happening
        if verb is not None:
            heads.append(verb)
        return any(tree.lower[k] in words and tree.dep[k] in ("advmod", "amod") for h in heads for k in tree.kids[h])

    # --- the word itself ---

    def _beside_noun(self, i: int, degree: Degree) -> None:
        tree, certainty = self._tree, self._certainty
        for k in tree.kids[i]:
            if tree.dep[k] in ("amod", "det", "case", "nmod:desc", "advmod", "compound"):
                value = certainty.beside_noun.get(tree.lower[k])
                if value is not None:
                    degree.lower(value, f"factuality.{tree.lower[k]}")
            elif tree.dep[k] == "cc:preconj" and tree.lower[k] == "neither":
                degree.lower("CT-", "factuality.neither")
        if tree.dep[i] == "conj" and tree.head[i] != i:
            for k in tree.kids[tree.head[i]]:
                if tree.dep[k] in ("amod", "det", "case") and tree.lower[k] in (
                    "no",
                    "without",
                    "possible",
                    "alleged",
                    "planned",
                ):
                    degree.lower(certainty.beside_noun.get(tree.lower[k], "CT+"), f"factuality.{tree.lower[k]}")

    def _negated_argument(self, k: int, degree: Degree) -> None:
        """ "No civilians were killed", "nobody died"."""
        tree = self._tree
        if tree.lower[k] in ("nobody", "none", "nothing", "no-one") or any(
            tree.lower[m] in ("no", "neither") and tree.dep[m] in ("det", "cc:preconj", "advmod") for m in tree.kids[k]
        ):
            degree.lower("CT-", "factuality.no")

    def _of_predicate(self, i: int, degree: Degree) -> None:
        """Auxiliaries, adverbs and conjunctions of a clause; an auxiliary serves the verbs coordinated with its own."""
        tree, certainty = self._tree, self._certainty
        past = any(tree.lower[k] in ("have", "has", "had") and tree.dep[k] == "aux" for k in tree.kids[i])
        if any(tree.lower[k] in ("could", "can", "ca", "cannot") for k in tree.kids[i]) and any(
            tree.lower[k] in ("not", "n't", "n’t") or tree.lower[k] == "cannot" for k in tree.kids[i]
        ):
            degree.lower("CT-", "factuality.could-not")
            return
        will = any(tree.lower[k] in _PAST_FUTURES and tree.dep[k] == "aux" for k in tree.kids[i])
        denied = any(tree.lower[k] in ("not", "n't", "n’t", "never") and tree.dep[k] == "advmod" for k in tree.kids[i])
        first = any(tree.lower[k] in ("we", "i") and tree.dep[k] == "nsubj" for k in tree.kids[i])
        if will and denied and not first:
            degree.lower("CT-", "factuality.will-not")
            return
        if any(tree.lower[k] == "yet" and k < i for k in tree.kids[i]) and self._is_infinitive(i):
            degree.lower("CT-", "factuality.yet-to")
            return
        own_aux, late = False, self._is_late(i)
        for k in tree.kids[i]:
            lower, dep = tree.lower[k], tree.dep[k]
            if dep in ("aux", "aux:pass"):
                own_aux = True
                value = certainty.modals.get(lower)
                if value is not None:
                    if past and lower in ("must", "would", "can"):
                        value = "PR+" if lower == "must" else value
                    degree.lower(value, f"factuality.{lower}")
            elif dep in ("advmod", "det", "cc:preconj", "cc") and lower in certainty.beside_verb:
                if not (lower in _NEGATIONS and (late or self._only(k))):
                    degree.lower(certainty.beside_verb[lower], f"factuality.{lower}")
            elif dep == "mark":
                if lower in certainty.conditions:
                    degree.lower("Uu", f"factuality.{lower}")
                elif lower == "without":
                    degree.lower("CT-", "factuality.without")
            elif dep == "cop":
                own_aux = True
            elif dep in ("nsubj", "nsubj:pass"):
                self._negated_argument(k, degree)
        if tree.dep[i] == "conj" and not own_aux and tree.head[i] != i and tree.pos[i] == tree.pos[tree.head[i]]:
            if not any(tree.dep[k] in ("nsubj", "nsubj:pass", "mark") for k in tree.kids[i]):
                self._shared(tree.head[i], degree)

    def _is_late(self, i: int) -> bool:
        """ "Troops were not sent until the following year": sent they were."""
        tree = self._tree
        past = any(tree.lower[k] in ("was", "were", "did", "had") for k in tree.kids[i])
        return past and any(tree.dep[k] in ("obl", "advcl") and self._is_until(k) for k in tree.kids[i] if k > i)

    def _is_until(self, k: int) -> bool:
        return any(self._tree.lower[m] in ("until", "till") for m in self._tree.kids[k])

    def _shared(self, i: int, degree: Degree) -> None:
        for k in self._tree.kids[i]:
            lower = self._tree.lower[k]
            if self._tree.dep[k] == "aux" and lower in self._certainty.modals:
                degree.lower(self._certainty.modals[lower], f"factuality.{lower}")
            elif self._tree.dep[k] == "advmod" and lower in ("allegedly", "reportedly"):
                degree.lower(self._certainty.beside_verb[lower], f"factuality.{lower}")

    def _only(self, k: int) -> bool:
        """ "Not only …" denies nothing."""
        tree = self._tree
        return k + 1 < len(tree.text) and tree.lower[k + 1] in ("only", "just", "least", "long", "surprisingly")

    # --- what governs it ---

    def _of_governed_noun(self, i: int, degree: Degree, stop: int | None, cue: frozenset[int]) -> int | None:
        """What the word above makes of a noun that no light verb carries; the token to climb on from, if any."""
        tree, certainty = self._tree, self._certainty
        at = i
        for _ in range(3):
            if tree.dep[at] == "conj":
                at = tree.head[at]
        head, dep = tree.head[at], tree.dep[at]
        if head == at:
            self._of_predicate(at, degree)
            return None
        if head == stop or head in cue:
            return None
        case = tree.case_of(at)
        if tree.pos[head] in ("NOUN", "PROPN"):
            context = certainty.nouns.get(tree.lemma[head])
            if (
                context is not None
                and dep == "nmod"
                and case in ("of", "for", "to", "on", "about")
                and not self._known(at)
            ):
                degree.lower(context.value, f"factuality.{context.id}")
                return None
            if dep == "nmod" and case in ("of", "in", "into", "for") and tree.lemma[head] not in self._book.by_noun:
                return (
                    self._of_governed_noun(head, degree, stop, cue)
                    if tree.lemma[head] in ("series", "wave", "string")
                    else None
                )
            return None
        if tree.pos[head] not in ("VERB", "ADJ", "AUX"):
            return None
        lemma = tree.lemma[head]
        context = certainty.verbs.get(lemma) if tree.pos[head] == "VERB" else certainty.adjectives.get(lemma)
        if dep in ("obj", "nsubj:pass") or (
            dep == "obl" and case in ("for", "to", "on", "with") and context is not None
        ):
            if context is not None and context.id != "phase":
                if context.value != "Uu" or not self._known(at):
                    degree.lower(context.value, f"factuality.{context.id}")
                return None
        if dep in ("obj", "obl") and lemma in certainty.bringing and case not in _TIME_MARKS:
            return self._as_sure_as(head, degree)
        if dep == "obl" and (case in _TIME_MARKS or self._known(at)):
            return None
        if dep == "obl" and case == "without":
            return None
        if not self._known(at) and dep in ("obj", "obl", "nsubj", "nsubj:pass"):
            # "would trigger an exodus": the noun is no surer than its verb
            return self._as_sure_as(head, degree)
        return None

    def _as_sure_as(self, verb: int, degree: Degree) -> int | None:
        tree = self._tree
        lowered = Degree(3, True, [])
        self._of_predicate(verb, lowered)
        if lowered.rank < 3:
            degree.rank = min(degree.rank, lowered.rank)
            degree.rules += lowered.rules
            return None
        return verb if self._is_infinitive(verb) or tree.dep[verb] in ("xcomp",) else None

    def _known(self, i: int) -> bool:
        """Whether the phrase presents its event as known: "the siege", "their attack", "last week's raid"."""
        tree = self._tree
        return any(
            (tree.dep[k] == "det" and tree.lower[k] in ("the", "this", "these", "that", "those"))
            or tree.dep[k] == "nmod:poss"
            for k in tree.kids[i]
        )

    def _is_infinitive(self, i: int) -> bool:
        tree = self._tree
        return any(tree.lower[k] == "to" and k < i and tree.dep[k] in ("mark", "aux", "case") for k in tree.kids[i])

    def _climb(self, at: int, degree: Degree, stop: int | None, cue: frozenset[int]) -> None:
        """From clause to clause upwards, as long as each stands in the scope of the next."""
        tree = self._tree
        for _ in range(_STEPS):
            head, dep = tree.head[at], tree.dep[at]
            if head in (at, stop) or head in cue:
                return
            if dep == "conj":
                at = head
                if tree.dep[at] in ("root", "ccomp", "parataxis", "acl:relcl") and not self._is_infinitive(at):
                    if tree.dep[at] != "ccomp":
                        return
                continue
            infinitive = self._is_infinitive(at)
            if dep in ("xcomp", "ccomp", "csubj", "csubj:pass", "obj", "nsubj", "nsubj:pass"):
                if not self._under(at, head, dep, infinitive, degree):
                    return
            elif dep in ("advcl", "acl", "obl", "nmod"):
                if not self._beside(at, head, dep, infinitive, degree):
                    return
            else:
                return
            at = head
            self._of_predicate(at, degree)

    def _is_wish_to_speak(self, at: int, head: int) -> bool:
        """ "I want to thank": said in the first person, it is done in saying so."""
        tree = self._tree
        if tree.lemma[head] not in ("want", "like", "wish") or tree.lemma[at] not in _SAID_AND_DONE:
            return False
        return any(tree.lower[k] in ("i", "we") for k in tree.kids[head])

    def _under(self, at: int, head: int, dep: str, infinitive: bool, degree: Degree) -> bool:
        """What a verb or adjective makes of its complement; whether to climb on."""
        tree = self._tree
        context = self._context(head)
        if self._is_wish_to_speak(at, head):
            return False
        if self._asks(at) and tree.lemma[head] in _KNOWING and dep != "xcomp":
            degree.lower("Uu", "factuality.question")
            return False
        if not degree.positive and tree.lemma[head] in ("decide", "decision", "choose", "opt", "vote", "agree"):
            return False
        if (
            dep == "xcomp"
            and infinitive
            and tree.lemma[head] in _PASSED_ON
            and any(tree.dep[k] == "aux:pass" for k in tree.kids[head])
        ):
            degree.lower(_PASSED_ON[tree.lemma[head]], f"factuality.{tree.lemma[head]}")
            return False
        if tree.lemma[head] == "have" and dep == "xcomp" and infinitive:
            if tree.lower[head] not in ("had", "having"):
                degree.lower("Uu", "factuality.have-to")
            return True
        finite = dep == "ccomp" and not infinitive and not tree.lower[at].endswith("ing")
        if context is not None:
            if context.value == "Uu" and finite and tree.lemma[head] not in _FINITE_ASKING and context.id == "effort":
                return True
            if context.id == "phase":
                if infinitive and self._has_aim(head, at):
                    degree.lower("Uu", "factuality.purpose")
                    return False
                return True
            if context.id == "prevent" and tree.lower[at].endswith("ing"):
                degree.lower("Uu", f"factuality.{context.id}")
                return False
            degree.lower(context.value, f"factuality.{context.id}")
            return context.value != "Uu"
        if dep == "xcomp" and infinitive and (tree.pos[head] in ("ADJ", "NOUN") or tree.lemma[head] in _ASSISTING):
            degree.lower("Uu", "factuality.infinitive")
            return False
        return dep in ("ccomp", "xcomp")

    def _beside(self, at: int, head: int, dep: str, infinitive: bool, degree: Degree) -> bool:
        tree = self._tree
        if dep == "acl":
            context = self._judged(head) or self._certainty.nouns.get(tree.lemma[head])
            if infinitive and not degree.positive and tree.lemma[head] in ("decision", "choice", "vote"):
                return False
            if infinitive and any(tree.lower[k] == "have" and tree.dep[k] == "aux" for k in tree.kids[at]):
                return False  # "those to have fled the town" have fled it
            if tree.lower[at].endswith("ing") and (cause := self._cause_of(head)) is not None:
                self._as_sure_as(cause, degree)
                return False
            if infinitive:
                degree.lower(context.value if context is not None else "Uu", "factuality.infinitive")
                return False
            if context is not None and any(
                tree.dep[k] == "mark" and tree.lower[k] in ("of", "that", "for") for k in tree.kids[at]
            ):
                degree.lower(context.value, f"factuality.{context.id}")
            return False
        if dep == "advcl":
            context = self._context(head)
            if infinitive:
                phase = context is not None and context.id == "phase" and tree.pos[head] == "VERB"
                if phase and not self._has_aim(head, at):
                    return True
                degree.lower(
                    context.value if context is not None and context.value != "CT+" else "Uu", "factuality.purpose"
                )
                return False
            marks = {tree.lower[k] for k in tree.kids[at] if tree.dep[k] in ("mark", "case")}
            if context is not None and marks & {"from", "of"}:
                degree.lower(context.value, f"factuality.{context.id}")
            return False
        return False

    def _asks(self, i: int) -> bool:
        """ "Who fired", "how the blast came about": a question that another verb holds."""
        return any(self._tree.lower[k] in _QUESTIONS and k < i for k in self._tree.kids[i])

    def _has_aim(self, verb: int, at: int) -> bool:
        """ "Began the operation to isolate the town": what is begun is the operation, the rest is its aim."""
        tree = self._tree
        return tree.lemma[verb] in _BEGINNING and any(verb < k < at for k in tree.children(verb, "obj"))

    def _cause_of(self, noun: int) -> int | None:
        """ "Could lead to thousands of villagers fleeing": the verb that brings about what the participle tells."""
        tree, at = self._tree, noun
        while tree.dep[at] == "nmod" and tree.pos[tree.head[at]] in ("NOUN", "NUM") and tree.head[at] < at:
            at = tree.head[at]
        verb = tree.head[at]
        brings = tree.dep[at] in ("obj", "obl") and tree.lemma[verb] in self._certainty.bringing
        return verb if brings and tree.pos[verb] == "VERB" else None

    def _judged(self, noun: int) -> Context | None:
        """ "Reports that it has taken the town are [false]": what is said of what holds the clause."""
        tree, above = self._tree, self._tree.head[noun]
        if tree.dep[noun] not in ("nsubj", "nsubj:outer") or tree.pos[above] != "ADJ":
            return None
        negated = any(tree.lower[k] in ("not", "n't", "n’t", "never") for k in tree.kids[above])
        context = self._certainty.adjectives.get(tree.lemma[above])
        return None if negated or context is None or context.id != "denial" else context

    def _context(self, i: int) -> Context | None:
        tree, certainty = self._tree, self._certainty
        lemma = tree.lemma[i]
        if tree.pos[i] in ("VERB", "AUX"):
            return certainty.verbs.get(lemma)
        if tree.pos[i] == "ADJ":
            return certainty.adjectives.get(lemma)
        if tree.pos[i] in ("NOUN", "PROPN"):
            return certainty.nouns.get(lemma)
        return None
