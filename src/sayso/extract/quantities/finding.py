"""How many of what: the numbers of a report with their units, read off the tree."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from sayso.annotate.document import Annotated
from sayso.extract.columns import columns_of
from sayso.extract.quantities.measures import measure_of
from sayso.extract.quantities.parsing import Found, find_numbers
from sayso.extract.quantities.wording import RuleSet, load_wording
from sayso.extract.tree import Tree, make_tree
from sayso.model import Quantity, QuantityRole, Span, Time

_HURT: dict[str, QuantityRole] = {
    "dead": "killed",
    "killed": "killed",
    "deaths": "killed",
    "fatalities": "killed",
    "injured": "wounded",
    "wounded": "wounded",
    "hurt": "wounded",
    "missing": "missing",
    "displaced": "displaced",
    "detained": "detained",
    "arrested": "detained",
}
_BEFELL = "|".join(_HURT)
# Rows of a table, and the same in a line: "Dead: 31", "Children killed - 4", "Dead: 31, injured: 204".
_TABLE = re.compile(
    rf"^[ \t•*–-]*(?:total |number of )?(?P<what>{_BEFELL})\s*(?::|=|–|—|-|\.{{2,}})\s*(?P<number>\d[\d,]*)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE = re.compile(rf"\b(?P<what>{_BEFELL})\s?[:=]\s?(?P<number>\d(?:[\d,]*\d)?)(?![\d:/%]|\.\d)", re.IGNORECASE)
_TOLL = re.compile(
    r"\b(?:death toll|toll|so far|since (?:the|it|\w+ \d{4})|in (?:all|total)|bringing|brings|risen to|rose to)\b", re.I
)
_DEATH_TOLL = re.compile(r"\b(?:death|casualty) toll\b[^.;]{0,60}$|\bdeath toll [^.;]{0,60}$", re.IGNORECASE)
_NEAR_VERB = 3
_HOURS = 24
_VAGUE_LONG = re.compile(r"(?<![\w-])(?P<unit>hour|day|week|month|year|decade|centurie?)s?-long\b", re.IGNORECASE)
_VAGUE_FOR = re.compile(r"\bfor (?P<at>(?P<unit>hours|days|weeks|months|years|decades|centuries))\b", re.IGNORECASE)


def find_quantities(
    annotated: Annotated, times: Sequence[Time] = (), rules: RuleSet = "literal"
) -> tuple[Quantity, ...]:
    """All numbers and measures of the running text, in text order; furniture is left out.

    `times` are the report's expressions of time: a date is no number, a mere duration is one. `rules` is the set of
    rules for vague words. Time grows linearly with the text's length.
    """
    return tuple(sorted(_Finder(annotated, times, rules).find(), key=lambda found: (found.span.start, found.span.end)))


class _Finder:
    def __init__(self, annotated: Annotated, times: Sequence[Time], rules: RuleSet) -> None:
        self._text = annotated.report.text
        self._tree: Tree = make_tree(annotated.doc)
        self._starts = columns_of(annotated.doc).start
        self._rules = rules
        self._dates = sorted(
            (time.span.start, time.span.end) for time in times if time.type != "DURATION" or time.first or time.last
        )
        self._date_starts = [start for start, _ in self._dates]
        self._words = load_wording()

    def find(self) -> Iterator[Quantity]:
        tables = {
            match.start("number"): match for pattern in (_TABLE, _INLINE) for match in pattern.finditer(self._text)
        }
        for first, last in self._tree.sentences:
            start, end = self._starts[first], self._end(last - 1)
            whole: Quantity | None = None
            for found in find_numbers(self._text[start:end], self._rules):
                moved = replace(
                    found, start=found.start + start, end=found.end + start, at=found.at + start, to=found.to + start
                )
                if self._is_date(moved) or moved.at in tables:
                    continue
                quantity = self._quantity(moved, start, end)
                if quantity is None:
                    continue
                if whole is not None and self._is_share(whole, quantity):
                    quantity = replace(quantity, part_of=whole.span)
                elif quantity.unit == "person":
                    whole = quantity
                yield quantity
            yield from self._vague(start, end)
        for match in tables.values():
            role, number = _HURT[match["what"].lower()], Decimal(match["number"].replace(",", ""))
            span = Span.of(self._text, match.start("number"), match.end("number"))
            yield Quantity(span, number, number, "person", role)

    def _end(self, token: int) -> int:
        return self._starts[token] + len(self._tree.text[token])

    def _is_date(self, found: Found) -> bool:
        at = bisect_right(self._date_starts, found.at) - 1
        inside = at >= 0 and self._dates[at][1] > found.at
        return inside or any(found.at <= start < found.to for start, _ in self._dates[at + 1 : at + 2])

    def _quantity(self, found: Found, start: int, end: int) -> Quantity | None:
        if found.start < found.at and self._is_particle(found):
            found = replace(found, start=found.at, high=found.low)
        span = Span.of(self._text, found.start, found.end)
        if found.currency:
            return Quantity(span, found.low, found.high, found.currency, "money", currency=found.currency)
        if found.unit is not None:
            measure = measure_of(found.unit, found.low, found.high)
            return Quantity(span, found.low, found.high, found.unit.name, found.unit.role, measure=measure)
        if self._is_in_name(found):
            return None
        unit, role = self._unit(found)
        if not unit and _DEATH_TOLL.search(self._text, start, found.start):
            unit, role = "person", "killed"
        if not unit and self._is_clock(found):
            return None
        if not unit and (not found.rule or self._text[found.at : found.to].lower() == "both"):
            return None if self._is_bare(found) else Quantity(span, found.low, found.high, "", "other")
        cumulative = unit == "person" and bool(_TOLL.search(self._text, start, end))
        return Quantity(span, found.low, found.high, unit, role, found.rule, cumulative)

    def _is_particle(self, found: Found) -> bool:
        """ "Handed over three captives": the word belongs to the verb and not to the number."""
        i = self._token(found.start)
        return self._tree.lower[i] == "over" and self._tree.dep[i] == "compound:prt"

    def _is_clock(self, found: Found) -> bool:
        """ "The windows broke at about seven": an hour, where nothing is put at a number."""
        tree, i = self._tree, self._token(found.to - 1)
        hour = found.low is not None and found.low == found.high and 1 <= found.low <= _HOURS
        counted = any(tree.dep[k] in ("nmod", "obj") for k in tree.kids[i])
        return (
            hour
            and tree.dep[i] == "obl"
            and tree.case_of(i) == "at"
            and not counted
            and tree.child(tree.head[i], "obj") is None
        )

    def _is_in_name(self, found: Found) -> bool:
        """ "The Front of the Two Rivers", "Five Points": a number word that belongs to a name."""
        tree, i = self._tree, self._token(found.at)
        start, end = tree.name[i]
        return tree.label[i] != "" and end - start > 1 and tree.text[i].istitle() and i < end - 1

    def _is_bare(self, found: Found) -> bool:
        """A number that counts nothing: a label, part of a name."""
        i = self._token(found.to - 1)
        if self._tree.dep[i] in {"cc:preconj", "cc"}:
            return True  # "both the minister and the envoy"
        return self._tree.label[i] != "" or self._tree.dep[i] in {"flat", "compound", "list", "dep"}

    def _token(self, character: int) -> int:
        return max(bisect_right(self._starts, character) - 1, 0)

    def _unit(self, found: Found) -> tuple[str, QuantityRole]:
        """What is counted, in the singular, and the role that the words beside the number tell."""
        tree = self._tree
        first, last = self._token(found.at), self._token(found.to - 1)
        inside = range(first, last + 1)
        after = tree.lower[last + 1] if last + 1 < len(tree.lower) else ""
        if after in _HURT:
            return "person", _HURT[after]
        if after.startswith("strong") or after == "-":
            return "person" if tree.lower[last + 1 : last + 3] in (["-", "strong"], ["strong"]) else "", "other"
        at = next((i for i in reversed(inside) if tree.head[i] not in inside), last)
        of = next(
            (k for i in inside for k in tree.kids[i] if k > last and tree.dep[k] == "nmod" and tree.case_of(k) == "of"),
            None,
        )
        if of is not None:
            return self._name(of), "other"
        if tree.dep[at] in {"nummod", "det", "amod", "advmod", "compound"} and tree.head[at] > last:
            noun = tree.head[at]
            if tree.lower[noun] in {"more", "others"} and tree.lemma[tree.head[noun]] in _HUMAN_VERBS:
                return "person", _ROLE_OF_VERB.get(tree.lemma[tree.head[noun]], "other")  # "12 more were hurt"
            if tree.pos[noun] in {"NOUN", "PROPN", "ADJ", "NUM", "SYM"}:
                if noun - last > 6:
                    return "", "other"
                return self._name(self._counted(noun)), "other"
        if tree.dep[at] in {"nsubj", "nsubj:pass", "obj", "conj", "obl", "nmod", "appos", "root", "parataxis"}:
            head = tree.head[at]
            if tree.dep[at] == "conj" and tree.pos[head] in {"NOUN", "NUM", "PROPN"} and tree.pos[at] == "NUM":
                return "person" if self._is_people(head) else "", "other"
            if tree.pos[at] == "NUM" and tree.dep[at] in {"nsubj", "nsubj:pass", "obj"}:
                return "person" if tree.lemma[head] in _HUMAN_VERBS else "", _ROLE_OF_VERB.get(
                    tree.lemma[head], "other"
                )
        return "", "other"

    def _counted(self, noun: int) -> int:
        """The things in "two waves of strikes" are waves; in "two tons of wheat" a measure was found before."""
        return noun

    def _name(self, noun: int) -> str:
        tree = self._tree
        if self._is_people(noun):
            return "person"
        if tree.pos[noun] == "PRON":
            return self._name_of_pronoun(noun)
        compounds = [k for k in tree.kids[noun] if tree.dep[k] == "compound" and k < noun and tree.pos[k] == "NOUN"]
        words = [tree.lower[k] for k in compounds] + [tree.lemma[noun]]
        return " ".join(words[-2:])

    def _name_of_pronoun(self, pronoun: int) -> str:
        """ "30 of them" are people where a verb of people says what became of them, or "whom" does."""
        if self._tree.lower[pronoun] in {"whom", "us"}:
            return "person"
        over = [pronoun]
        while len(over) <= _NEAR_VERB and self._tree.pos[over[-1]] != "VERB":
            over.append(self._tree.head[over[-1]])
        return "person" if any(self._tree.lemma[i] in _HUMAN_VERBS for i in over) else ""

    def _is_people(self, noun: int) -> bool:
        tree, lemma = self._tree, self._tree.lemma[noun]
        if lemma in self._words.people or tree.lower[noun] in self._words.people:
            return True
        if tree.pos[noun] == "PROPN" and tree.text[noun].endswith("s") and tree.label[noun] != "LOC":
            return True  # "200,000 Norlanders"
        return any(lemma.endswith(ending) and len(lemma) > len(ending) + 2 for ending in self._words.people_endings)

    def _is_share(self, whole: Quantity, part: Quantity) -> bool:
        """ "43 people, including 12 children": the second number is a part of the first."""
        between = self._text[whole.span.end : part.span.start]
        after = self._text[part.span.end : part.span.end + 12]
        return bool(
            re.search(r"\b(?:including|among (?:them|whom)|of (?:them|whom|which))\b", between, re.I)
            or re.match(r"\W*of (?:them|whom|which)\b", after, re.I)
        )

    def _vague(self, start: int, end: int) -> Iterator[Quantity]:
        """ "A decades-long war", "for years": a duration of two of the unit or more; one where the unit is single."""
        for pattern, group in ((_VAGUE_LONG, 0), (_VAGUE_FOR, "at")):
            for match in pattern.finditer(self._text, start, end):
                unit = match["unit"].lower()
                many = match[0].lower().rstrip("-long").endswith("s") or group == "at"
                unit = "century" if unit.startswith("centur") else unit.removesuffix("s")
                low, high = (Decimal(2), None) if many else (Decimal(1), Decimal(1))
                if unit in {"decade", "century"}:
                    size = Decimal(10 if unit == "decade" else 100)
                    low, high, unit = low * size, high * size if high else None, "year"
                span = Span.of(self._text, match.start(group), match.end(group))
                rule = f"{self._rules}:{unit}s" if many else ""
                yield Quantity(
                    span, low, high, unit, "duration", rule, measure=measure_of(self._words.units[unit], low, high)
                )


_ROLE_OF_VERB: dict[str, QuantityRole] = {
    "kill": "killed",
    "die": "killed",
    "injure": "wounded",
    "wound": "wounded",
    "hurt": "wounded",
    "displace": "displaced",
    "flee": "displaced",
    "arrest": "detained",
    "detain": "detained",
}
_HUMAN_VERBS = frozenset(_ROLE_OF_VERB) | frozenset(
    "survive say flee evacuate capture abduct rescue treat execute".split()
)
