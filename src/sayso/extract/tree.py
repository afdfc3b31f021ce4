"""A report's words and dependency tree as plain lists: the rules walk them far faster than spaCy's tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

import spacy.tokens

from sayso.extract.columns import columns_of, keep
from sayso.extract.mending import mend_tree

_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_MONTHS = frozenset(
    "January February March April May June July August September October November December"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
_SHORT_MONTHS = frozenset(f"{word}." for word in "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_CLOCK_OR_YEAR = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d|(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Tree:
    """All by token number. `label` is the kind of the name that the token stands in ("" outside names), `name` the
    first and last (exclusive) token of that name. `kids` are a token's dependents in text order."""

    doc: spacy.tokens.Doc
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    kids: list[list[int]]
    label: list[str]
    name: list[tuple[int, int]]
    sentence: list[int]
    sentences: list[tuple[int, int]]

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of this kind."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def children(self, i: int, *deps: str) -> list[int]:
        """All dependents of these kinds."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """The word and the words coordinated with it."""
        found = [i]
        for at in found:
            found += [k for k in self.kids[at] if self.dep[k] == "conj"]
        return found

    def case_of(self, i: int) -> str:
        """The preposition of a phrase ("out of" where it has two words), "" without one."""
        found: list[str] = []
        for k in self.kids[i]:
            if self.dep[k] == "case" and k < i and self.lower[k] not in ("'s", "’s", "'", "’"):
                fixed = [m for m in self.kids[k] if self.dep[m] == "fixed"]
                found += [self.lower[m] for m in (k, *fixed)]
        return " ".join(found)

    def antecedent(self, i: int) -> int:
        """The noun that a relative pronoun stands for, else the word itself."""
        if self.lower[i] in _RELATIVE and self.pos[i] in ("PRON", "DET", "SCONJ"):
            at = i
            for _ in range(4):
                if self.dep[at] == "acl:relcl":
                    return self._somebody(self.head[at]) if self.lower[i] == "who" else self.head[at]
                if self.dep[at] == "advcl:relcl" and self.lower[i] == "who":
                    return self._named_before(i)
                if self.head[at] == at:
                    break
                at = self.head[at]
        return i

    def _named_before(self, i: int) -> int:
        """ "…, said Amara Keita, who fled": the name right before the pronoun, else the word itself."""
        at = i - 1
        while at >= 0 and self.pos[at] == "PUNCT":
            at -= 1
        while at >= 0 and self.dep[at] == "flat":
            at = self.head[at]
        return at if at >= 0 and self.pos[at] in ("PROPN", "NOUN") else i

    def _somebody(self, i: int) -> int:
        """ "Fighters from Goma, who fled": the fighters fled, and no town."""
        above = self.head[i]
        place = self.label[i] == "LOC" or (self.pos[i] == "PROPN" and self.case_of(i) in ("from", "in", "near", "at"))
        if place and self.dep[i] == "nmod" and self.pos[above] == "NOUN" and above < i:
            return above
        return i

    def is_date(self, i: int) -> bool:
        """Whether the word is a clock time, a day or a year that counts nothing: "15:40", "7 October", "Monday"."""
        word = self.text[i]
        if self.pos[i] != "NUM":
            return (
                self.pos[i] == "PROPN"
                and (word in _DAYS or (word in _MONTHS and word != "May") or word in _SHORT_MONTHS)
                and not self.label[i]
            )
        if _CLOCK_OR_YEAR.fullmatch(word):
            return self.dep[i] != "nummod"
        return word.isdigit() and (self._is_month(i + 1) or self._is_month(i - 1))

    def _is_month(self, i: int) -> bool:
        return 0 <= i < len(self.text) and (self.text[i] in _MONTHS or self.text[i] in _SHORT_MONTHS)

    def below(self, i: int) -> list[int]:
        """The word and everything that hangs on it."""
        found = [i]
        for at in found:
            found += self.kids[at]
        return found


def make_tree(doc: spacy.tokens.Doc) -> Tree:
    """The lists of a document; words of furniture and line breaks keep their places but hang on nothing.

    They are made once for each document and never change.
    """
    made = keep(doc, "tree", _make_lists)
    return Tree(doc, *made)


def _make_lists(doc: spacy.tokens.Doc) -> tuple[Any, ...]:
    """All of the tree but the `Doc`, which must not hold itself."""
    words = columns_of(doc)
    size = len(doc)
    kids: list[list[int]] = [[] for _ in range(size)]
    for i, (head, dep, is_space) in enumerate(zip(words.head, words.dep, words.is_space, strict=True)):
        if head != i and not is_space and dep != "furniture":
            kids[head].append(i)
    label, name = [""] * size, [(i, i + 1) for i in range(size)]
    for entity in doc.ents:
        for i in range(entity.start, entity.end):
            label[i], name[i] = entity.label_, (entity.start, entity.end)
    sentence, sentences = [-1] * size, []
    for found in doc.sents:
        if words.dep[found.start] == "furniture":
            continue
        sentences.append((found.start, found.end))
        sentence[found.start : found.end] = [len(sentences) - 1] * (found.end - found.start)
    tree = Tree(
        doc=doc,
        text=words.text,
        lower=words.lower,
        lemma=words.lemma.copy(),
        pos=words.pos.copy(),
        dep=words.dep.copy(),
        head=words.head.copy(),
        kids=kids,
        label=label,
        name=name,
        sentence=sentence,
        sentences=sentences,
    )
    mend_tree(tree)
    return tuple(getattr(tree, field.name) for field in fields(tree)[1:])
