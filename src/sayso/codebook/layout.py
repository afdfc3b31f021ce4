"""The rules for page furniture: loaded from `layout.toml`, checked by their own examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast, get_args

from sayso.model import FURNITURE_KINDS, RuleError
from sayso.model.report import FurnitureKind

Where = Literal["first", "top", "edge", "close", "line", "lead", "tail", "any"]
WHOLE_LINE: tuple[Where, ...] = ("first", "top", "edge", "close", "line")
SENTENCE_START = re.compile(r"(?:^|(?<=[.!?”\"’)…]\s))(?=\S)")
LONGEST_END = 320
"""Characters at the end of a line in which a credit or a link may begin."""
_PART = re.compile(r"%([a-z]+)%")
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """One kind of furniture, where it may stand, and the lines that show what it matches and what it leaves alone."""

    id: str
    kind: FurnitureKind
    where: Where
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    match: tuple[str, ...]
    no_match: tuple[str, ...]

    def find_whole(self, line: str) -> re.Match[str] | None:
        """The match when all of `line` (without surrounding blanks) is furniture by this rule."""
        found = self.pattern.fullmatch(line)
        if found and self.unless is not None and self.unless.fullmatch(line):
            return None
        return found

    def find_start(self, line: str) -> re.Match[str] | None:
        """The match when `line` begins with furniture by this rule and goes on with prose."""
        return self.pattern.match(line)

    def find_end(self, line: str) -> re.Match[str] | None:
        """The match when `line` ends in furniture by this rule. `close` rules begin where a sentence does."""
        start = max(0, len(line) - LONGEST_END)
        if self.where == "tail":
            return _last(self.pattern, line, start)
        for place in SENTENCE_START.finditer(line, start):
            found = self.pattern.fullmatch(line, place.start())
            if found and not (self.unless is not None and self.unless.fullmatch(found.group())):
                return found
        return None

    def find(self, line: str) -> re.Match[str] | None:
        """The match in one line taken alone, wherever this rule may look in it."""
        if self.where == "lead":
            return self.find_start(line)
        if self.where == "any":
            return self.pattern.search(line)
        if self.where == "tail":
            return self.find_end(line)
        return self.find_whole(line) or (self.find_end(line) if self.where == "close" else None)


def _last(pattern: re.Pattern[str], line: str, start: int) -> re.Match[str] | None:
    for found in pattern.finditer(line, start):
        if found.end() == len(line):
            return found
    return None


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
        except (re.error, KeyError) as error:
            problems.append(f"{label}: {error}")
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
    unless = entry.get("unless")
    return LayoutRule(
        id=str(entry["id"]),
        kind=cast(FurnitureKind, entry["kind"]),
        where=cast(Where, entry["where"]),
        pattern=re.compile(_fill(str(entry["pattern"]), parts)),
        unless=re.compile(_fill(str(unless), parts)) if unless else None,
        match=tuple(cast(list[str], entry["match"])),
        no_match=tuple(cast(list[str], entry["no_match"])),
    )


def check_layout(layout: Layout) -> Iterator[str]:
    """One sentence for every example of a rule that does not come out as it says."""
    for rule in layout.rules:
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
