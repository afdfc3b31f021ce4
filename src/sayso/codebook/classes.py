"""Classes of nouns ("ground weapons", "people"), by which rules tell the senses of a word apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ASKED_OF_THE_TREE = frozenset(("demonym", "pronoun", "name", "time"))
"""Classes that no list holds: they are told by the words themselves."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of each lemma (of one word or two, in lower case), and what each named group of classes stands
    for.
    """

    of: dict[str, frozenset[str]]
    groups: dict[str, frozenset[str]]

    def expand(self, names: tuple[str, ...]) -> frozenset[str]:
        """The classes, words (`=word`) and marks that these names stand for, groups opened."""
        found: set[str] = set()
        for name in names:
            found |= self.groups.get(name, frozenset((name,)))
        return frozenset(found)


def read_classes(table: Mapping[str, Any], name: str, problems: list[str]) -> Classes:
    """The classes in a parsed TOML table; what is wrong is added to `problems`."""
    of: dict[str, set[str]] = {}
    listed = table.get("classes", {})
    for class_, words in listed.items():
        for word in words:
            if word != word.lower():
                problems.append(f"{name}: {word!r} in class {class_} is not in lower case")
            of.setdefault(word, set()).add(class_)
    groups = {}
    for group, members in table.get("groups", {}).items():
        problems += [f"{name}: group {group} names {m!r}, which is no class" for m in members if m not in listed]
        groups[group] = frozenset(members)
    return Classes({word: frozenset(classes) for word, classes in of.items()}, groups)
