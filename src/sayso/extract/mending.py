"""Slips of the parser that are plain from what stands around, mended before the rules read the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.lexicon.lemmas import lemma_of

if TYPE_CHECKING:
    from sayso.extract.tree import Tree

_BEFORE_GERUND = frozenset("deny admit acknowledge regret avoid".split())
_SAYING = frozenset("say report announce claim add state confirm tell write".split())
_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
_SHARES = frozenset("most much many some half all several few dozens hundreds thousands parts part swathes".split())
_ACTING_ON = frozenset(
    "release free kill attack arrest detain capture hold help treat evacuate bury fight target hit strike bomb shell"
    " use deploy send return swap exchange exhume recover retrieve destroy seize".split()
)
"""Verbs whose clause is none, but what the participle behind their object tells of it."""
_CHARGING = frozenset(
    "accuse suspect convict charge blame condemn criticise criticize praise thank fault prevent stop ban bar".split()
)
_HAVE = frozenset(("have", "has", "had", "'ve", "’ve"))


def mend_tree(tree: Tree) -> None:
    """Mends lemmas, parts of speech and heads in place."""
    for i in range(len(tree.text)):
        if tree.text[i] in ("lay", "lays") and tree.child(i, "obj") is not None:
            tree.lemma[i] = "lay"  # "did not lay any mines"; without an object it is the past of "lie"
        elif tree.pos[i] == "ADJ" and tree.text[i].endswith("ed"):
            _mend_participle(tree, i)
        elif tree.dep[i] == "nsubj:pass":
            _mend_doer(tree, i)
        elif tree.dep[i] == "obl" and tree.case_of(i) == "of":
            _mend_whole(tree, i)
        elif tree.dep[i] == "obl" and not tree.case_of(i):
            _mend_with(tree, i)
        elif tree.dep[i] == "conj" and tree.pos[i] in ("NOUN", "PROPN", "NUM", "PRON"):
            _mend_second_subject(tree, i)
        elif tree.dep[i] == "ccomp" and tree.lower[i].endswith(("ed", "en")):
            _mend_participle_clause(tree, i)
        elif tree.lemma[i] in _SAYING:
            _mend_speaker(tree, i)
        elif tree.dep[i] == "advcl" and tree.child(i, "obl:agent") is not None:
            _mend_what_was_done(tree, i)
        elif tree.text[i].endswith("ing"):
            _mend_gerund(tree, i)
            _mend_result(tree, i)
            _mend_charge(tree, i)


def _mend_what_was_done(tree: Tree, i: int) -> None:
    """ "Bodies were found in a house hit by a shell": what stands right before the participle was hit."""
    before = i - 1
    nominal = before > tree.head[i] and tree.pos[before] in ("NOUN", "PROPN")
    if not nominal or tree.child(i, "mark", "nsubj", "nsubj:pass", "aux:pass") is not None:
        return
    at = before
    while tree.label[before] == "LOC" and tree.dep[at] in ("nmod", "flat", "compound") and tree.head[at] < at:
        at = tree.head[at]
        if tree.pos[at] == "NOUN":
            break
    tree.dep[i] = "acl"
    _hang(tree, i, at)


def _mend_participle(tree: Tree, i: int) -> None:
    """ "The kingdom had armed the rebels": a verb, where it has an auxiliary and an object."""
    has_aux = any(tree.dep[k] == "aux" and tree.lower[k] in _HAVE for k in tree.kids[i])
    if has_aux and tree.child(i, "obj") is not None:
        tree.pos[i], tree.lemma[i] = "VERB", lemma_of(tree.text[i], "VERB")


def _mend_whole(tree: Tree, i: int) -> None:
    """ "The army seized most of the state": the most is of the state."""
    case = tree.child(i, "case")
    part = -1 if case is None else case - 1
    if part >= 0 and tree.lower[part] in _SHARES and tree.head[part] == tree.head[i]:
        tree.dep[i] = "nmod"
        _hang(tree, i, part)


def _mend_second_subject(tree: Tree, i: int) -> None:
    """ "A guard died and five others were hurt": the others are no second subject of the first verb."""
    first = tree.head[i]
    verb = tree.head[first]
    if tree.dep[first] not in _SUBJECTS or not first < verb < i:
        return
    later = next((k for k in tree.kids[verb] if tree.dep[k] == "conj" and k > i and tree.pos[k] == "VERB"), None)
    if later is None or tree.child(later, *_SUBJECTS) is not None:
        return
    tree.dep[i] = "nsubj:pass" if tree.child(later, "aux:pass") is not None else "nsubj"
    _hang(tree, i, later)


def _mend_participle_clause(tree: Tree, i: int) -> None:
    """ "Released soldiers captured in the war": the soldiers were captured, and they were released."""
    verb = tree.head[i]
    below = {tree.dep[k] for k in tree.kids[i]}
    who = tree.child(i, "nsubj", "nsubj:pass")
    if who is None or not verb < who < i or tree.pos[verb] != "VERB" or tree.lemma[verb] not in _ACTING_ON:
        return
    if not below & {"obj", "mark", "aux", "aux:pass", "cop"}:
        tree.dep[who], tree.dep[i] = "obj", "acl"
        _hang(tree, who, verb)
        _hang(tree, i, who)


def _mend_with(tree: Tree, i: int) -> None:
    """ "With the rebels ousted from the town": the rebels were ousted."""
    verb = tree.head[i]
    marked = any(tree.dep[k] == "mark" and tree.lower[k] == "with" for k in tree.kids[verb])
    if marked and i < verb and tree.pos[verb] == "VERB" and tree.child(verb, *_SUBJECTS, "aux") is None:
        tree.dep[i] = "nsubj" if tree.lower[verb].endswith("ing") else "nsubj:pass"


def _mend_doer(tree: Tree, i: int) -> None:
    """ "Five strikes destroyed nine pumps": who has an object and no auxiliary does it."""
    verb = tree.head[i]
    below = {tree.dep[k] for k in tree.kids[verb]}
    if i < verb and "obj" in below and not below & {"aux:pass", "aux", "obl:agent"}:
        tree.dep[i] = "nsubj"


def _mend_gerund(tree: Tree, i: int) -> None:
    """ "Denies firing on the town": a verb, where it has what only verbs have."""
    if tree.pos[i] not in ("NOUN", "VERB") or tree.dep[i] != "obj" or tree.lemma[tree.head[i]] not in _BEFORE_GERUND:
        return
    below = {tree.dep[k] for k in tree.kids[i]}
    if below & {"obj", "obl"} and not below & {"det", "amod", "nmod:poss"}:
        tree.pos[i], tree.dep[i], tree.lemma[i] = "VERB", "xcomp", lemma_of(tree.text[i], "VERB")


def _mend_result(tree: Tree, i: int) -> None:
    """ "A strike hit the town, killing nine, residents said": the strike killed, and residents said so."""
    saying = tree.head[i]
    if tree.dep[i] not in ("advcl", "ccomp") or saying < i or tree.lemma[saying] not in _SAYING:
        return
    if tree.child(i, "mark", "aux") is not None:
        return
    told = next((k for k in tree.kids[saying] if tree.dep[k] == "ccomp" and k < i), None)
    if told is None:
        return
    if not any(tree.dep[k] in _SUBJECTS for k in tree.kids[saying]):
        for k in [k for k in tree.kids[i] if tree.dep[k] in _SUBJECTS and i < k < saying]:
            _hang(tree, k, saying)
    tree.dep[i] = "advcl"
    _hang(tree, i, told)


def _mend_charge(tree: Tree, i: int) -> None:
    """ "Accused the army of shelling the town": the charge belongs to the verb and not to the army."""
    party = tree.head[i]
    verb = tree.head[party]
    if (
        tree.dep[i] != "acl"
        or tree.dep[party] not in ("obj", "iobj", "nsubj:pass")
        or tree.lemma[verb] not in _CHARGING
    ):
        return
    if any(tree.dep[k] == "mark" and tree.lower[k] in ("of", "for", "from", "with") for k in tree.kids[i]):
        tree.dep[i] = "advcl"
        _hang(tree, i, verb)


def _mend_speaker(tree: Tree, i: int) -> None:
    """ "Gunners shot down nine drones, Colonel Musa Keita said": who stands beside the saying says so."""
    told = next((k for k in tree.kids[i] if tree.dep[k] == "ccomp" and k < i), None)
    if told is None or any(tree.dep[k] in _SUBJECTS for k in tree.kids[i]):
        return
    subjects = [k for k in tree.kids[told] if tree.dep[k] in _SUBJECTS]
    late = [k for k in subjects if k > told]
    if len(subjects) > len(late):
        for k in late:
            _hang(tree, k, i)


def _hang(tree: Tree, i: int, head: int) -> None:
    tree.kids[tree.head[i]].remove(i)
    tree.head[i] = head
    tree.kids[head].append(i)
    tree.kids[head].sort()
