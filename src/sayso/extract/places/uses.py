"""Whether a name of a place stands for the place or for those who act from it ("Moscow said")."""

from __future__ import annotations

from sayso.codebook.countries import country_of
from sayso.extract.places.mention import Mention
from sayso.extract.tree import Tree
from sayso.model import PlaceUse

_STATE_VERBS = frozenset("be have remain lie see become suffer experience border".split())
_SIDES = frozenset("against with by".split())
_HYPHENS = frozenset("-‐‑–")
_DESCRIBED = frozenset(
    "born based backed led made trained educated owned run sponsored supported aligned allied funded supplied built "
    "appointed installed registered flagged occupied controlled held friendly".split()
)
_PLACE_NOUNS = frozenset(
    "city town village region province district border north south east west coast capital countryside suburb "
    "outskirts airport airfield base port territory area island valley river lake sea mountain street market "
    "part".split()
)


def use_of(tree: Tree, mention: Mention) -> PlaceUse:
    """How the name is used, by the tree. A city or a part of a country acts for nobody unless it is a seat of power."""
    if mention.use == "place" and _is_described(tree, mention.end):
        return "adjective"
    if mention.use != "place" or mention.part or mention.facility or mention.hint:
        return mention.use
    at = _head(tree, mention)
    dep, head = tree.dep[at], tree.head[at]
    acts = bool(mention.candidates) and mention.candidates[0].kind in {"country", "region"}
    if dep == "compound" and head > at and tree.pos[head] == "NOUN" and tree.lemma[head] not in _PLACE_NOUNS:
        return "adjective"
    if dep == "nmod:poss" and acts and tree.label[head] != "LOC" and tree.lemma[head] not in _PLACE_NOUNS:
        return "actor"
    if dep in {"nsubj", "nsubj:outer"} and tree.pos[head] == "VERB" and tree.lemma[head] not in _STATE_VERBS:
        return "actor" if acts or _is_capital(mention) else "place"
    if dep in {"obl", "obl:agent", "nmod"} and acts and tree.case_of(at) in _SIDES and tree.lemma[head] != "border":
        return "actor"
    return "place"


def _is_described(tree: Tree, end: int) -> bool:
    """ "Tarn-born", "Velland-backed": the place says something of whom the words describe."""
    after = tree.lower[end : end + 2]
    return len(after) > 1 and after[0] in _HYPHENS and after[1] in _DESCRIBED


def _head(tree: Tree, mention: Mention) -> int:
    inside = range(mention.start, mention.end)
    return next((i for i in reversed(inside) if tree.head[i] not in inside), mention.end - 1)


def _is_capital(mention: Mention) -> bool:
    known = country_of(mention.name)
    return known is not None and known.role in {"capital", "seat"}
