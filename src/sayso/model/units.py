"""The words for what is counted."""

from __future__ import annotations

_IRREGULAR = {
    "person": "people", "people": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet",
    "inch": "inches", "serviceman": "servicemen", "servicewoman": "servicewomen", "gunman": "gunmen",
    "policeman": "policemen", "policewoman": "policewomen",
}  # fmt: skip
_SYMBOLS = "km m cm mm kg lb MW GW percent".split()
_SAME = "aircraft spacecraft hovercraft watercraft police personnel cattle livestock sheep staff equipment".split()
_UNCHANGED = frozenset((*_SYMBOLS, *_SAME, "square km", "square m"))
_SYMBOL_LETTERS = 2


def name_units(unit: str) -> str:
    """A unit as it stands after a number other than one.

    >>> name_units("person"), name_units("body"), name_units("aircraft"), name_units("fighter aircraft")
    ('people', 'bodies', 'aircraft', 'fighter aircraft')
    >>> name_units("km"), name_units("bus"), name_units("troops")
    ('km', 'buses', 'troops')
    """
    before, _, last = unit.rpartition(" ")
    if unit in _UNCHANGED or last in _UNCHANGED or len(unit) <= _SYMBOL_LETTERS or unit.isupper():
        return unit
    return f"{before} {_plural(last)}".lstrip()


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")
