"""The rules for page furniture: loaded from `layout.toml`, checked by their own examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast, get_args

from sayso.model import FURNITURE_KINDS, RuleError
from sayso.model.report import FurnitureKind

Where = Literal["first", "top", "edge", "close", "line", "lead", "tail", "any"]
WHOLE_LINE: tuple[Where, ...] = ("first", "top", "edge", "close", "line")
LONGEST_LINE = 320
"""No furniture is longer: neither a whole line, unless its rule says so, nor what a line ends with."""
_BREAK = re.compile(r"[.!?”\"’)…|]\s+|[(\[]")
_PART = re.compile(r"%([a-z]+)%")
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    # Compiled when a line first asks for it: few rules are ever asked for, and compiling all takes a tenth of a second.
    return re.compile(pattern)


def find_breaks(line: str) -> tuple[int, ...]:
    """Where furniture at the end of a line may begin: at the line's start, after a sentence, and at a bracket."""
    start = max(0, len(line) - LONGEST_LINE)
    starts = [0] if start == 0 else []
    for found in _BREAK.finditer(line, start):
        starts.append(found.end() - 1 if found.group() in "([" else found.end())
    return tuple(starts)


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """One kind of furniture, where it may stand, and the lines that show what it matches and what it leaves alone."""

    id: str
    kind: FurnitureKind
    where: Where
    pattern: str
    unless: str
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    needs: tuple[str, ...] = ()
    longest: int = LONGEST_LINE

    def is_possible(self, line: str) -> bool:
        """Whether `line`, given in lower case, holds one of the words without which the pattern cannot match."""
        if not self.needs:
            return True
        for word in self.needs:  # noqa: SIM110 - any() with a generator takes three times as long, on every line
            if word in line:
                return True
        return False

    def find_whole(self, line: str) -> re.Match[str] | None:
        """The match when all of `line` (without surrounding blanks) is furniture by this rule."""
        return self._find_from(line, 0) if len(line) <= self.longest else None

    def find_start(self, line: str, start: int = 0) -> re.Match[str] | None:
        """The match when the prose that begins at `start` begins with furniture by this rule."""
        return _compiled(self.pattern).match(line, start)

    def find_end(self, line: str, breaks: Iterable[int]) -> re.Match[str] | None:
        """The longest match that reaches from one of the `breaks` to the end of `line`."""
        for start in breaks:
            if found := self._find_from(line, start):
                return found
        return None

    def find_everywhere(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in `text`."""
        return _compiled(self.pattern).finditer(text)

    def find(self, line: str) -> re.Match[str] | None:
        """The match in one line taken alone, wherever this rule may look in it."""
        if not self.is_possible(line.lower()):
            return None
        if self.where == "lead":
            return self.find_start(line)
        if self.where == "any":
            return next(self.find_everywhere(line), None)
        if self.where in ("tail", "close"):
            return self.find_end(line, find_breaks(line))
        return self.find_whole(line)

    def _find_from(self, line: str, start: int) -> re.Match[str] | None:
        found = _compiled(self.pattern).fullmatch(line, start)
        if found and self.unless and _compiled(self.unless).fullmatch(line, start):
            return None
        return found


@dataclass(frozen=True, slots=True)
class Layout:
    """All layout rules, in the order of the file, which is the order in which they are tried."""

    rules: tuple[LayoutRule, ...]

    def at(self, *places: Where) -> tuple[LayoutRule, ...]:
        """The rules that may look at these places."""
        return tuple(rule for rule in self.rules if rule.where in places)


@lru_cache(maxsize=1)
def load_layout() -> Layout:
    """The layout rules that come with sayso. RuleError names every rule that is wrong."""
    return parse_layout((files("sayso.codebook") / "layout.toml").read_text("utf-8"), name="layout.toml")


def parse_layout(toml: str, *, name: str) -> Layout:
    """Layout rules from the text of a TOML file called `name`. RuleError lists all problems together."""
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=name, remedy="mend the file") from error
    parts: dict[str, str] = {}
    problems: list[str] = []
    for part, pattern in data.get("parts", {}).items():
        parts[part] = _fill(str(pattern), parts)
    rules = []
    seen: set[str] = set()
    for number, entry in enumerate(data.get("rule", []), 1):
        label = str(entry.get("id") or f"rule {number}")
        problem = "the id is used twice" if label in seen else _fault(entry)
        seen.add(label)
        if problem:
            problems.append(f"{label}: {problem}")
            continue
        try:
            rules.append(_make_rule(entry, parts))
        except KeyError as error:
            problems.append(f"{label}: no part is called {error}")
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the rules named")
    return Layout(tuple(rules))


def _fill(pattern: str, parts: dict[str, str]) -> str:
    def part(found: re.Match[str]) -> str:
        return parts[found[1]]

    return _PART.sub(part, pattern)


def _fault(entry: dict[str, object]) -> str:
    for key in ("id", "kind", "where", "pattern", "match", "no_match"):
        if not entry.get(key):
            return f"lacks {key}"
    if entry["kind"] not in FURNITURE_KINDS:
        return f"kind is {entry['kind']}, not one of {', '.join(FURNITURE_KINDS)}"
    if entry["where"] not in get_args(Where):
        return f"where is {entry['where']}, not one of {', '.join(get_args(Where))}"
    return ""


def _make_rule(entry: dict[str, object], parts: dict[str, str]) -> LayoutRule:
    patterns = [_fill(str(entry.get(key, "")), parts) for key in ("pattern", "unless")]
    return LayoutRule(
        id=str(entry["id"]),
        kind=cast(FurnitureKind, entry["kind"]),
        where=cast(Where, entry["where"]),
        pattern=patterns[0],
        unless=patterns[1],
        match=tuple(cast(list[str], entry["match"])),
        no_match=tuple(cast(list[str], entry["no_match"])),
        needs=tuple(cast(list[str], entry.get("needs", []))),
        longest=cast(int, entry.get("longest", LONGEST_LINE)),
    )


def check_layout(layout: Layout) -> Iterator[str]:
    """One sentence for every pattern that is none and every example that does not come out as its rule says."""
    for rule in layout.rules:
        try:
            _compiled(rule.pattern), _compiled(rule.unless)
        except re.error as error:
            yield f"{rule.id} is no regular expression: {error}"
            continue
        for example in rule.match:
            line = example.replace("[[", "").replace("]]", "")
            marked = _MARKED.search(example)
            expected = marked[1] if marked else line
            found = rule.find(line)
            if found is None:
                yield f"{rule.id} does not match: {example}"
            elif found.group().strip() != expected:
                yield f"{rule.id} marks {found.group().strip()!r} in: {example}"
        for example in rule.no_match:
            if (found := rule.find(example)) is not None:
                yield f"{rule.id} wrongly matches {found.group().strip()!r} in: {example}"
