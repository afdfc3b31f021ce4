"""The agency whose text a report says it carries: named in its dateline, its byline or a credit."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sayso.model import RuleError
from sayso.model.report import FurnitureKind
from sayso.reconcile.copies.texts import ReportText

LAST_LINES = 3
"""Lines at the end of a text that may be a credit, also where nobody marked them as furniture."""
LONGEST_LINE = 160
_PICTURE = re.compile(
    r"(?i:photo|picture|image|getty|handout|video|shutterstock|caption|\bfile\b)|/[^\W\d_a-z]\w+\s+[^\W\d_a-z]"
)


@dataclass(frozen=True, slots=True)
class AgencyRule:
    """One way to name an agency, in one kind of furniture, with what it finds and what it leaves alone."""

    id: str
    kind: FurnitureKind
    pattern: re.Pattern[str]
    match: tuple[tuple[str, str], ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agencies:
    """The names that are known, the pattern for those that are not, and the rules in the order they are tried."""

    names: dict[str, str]
    general: re.Pattern[str]
    general_match: tuple[str, ...]
    general_no_match: tuple[str, ...]
    rules: tuple[AgencyRule, ...]

    def find_name(self, words: str) -> str | None:
        """The agency that `words` are a name of, by the one name that is used for it here."""
        bare = " ".join(words.split())
        if bare in self.names:
            return self.names[bare]
        return bare if self.general.fullmatch(bare) else None

    def find_in(self, piece: str, kind: FurnitureKind) -> str | None:
        """The agency that a piece of furniture names."""
        if len(piece) > LONGEST_LINE or (kind == "credit" and _PICTURE.search(piece)):
            return None
        for rule in self.rules:
            if rule.kind == kind and (found := rule.pattern.fullmatch(piece.strip())):
                return self.find_name(found["name"])
        return None


_ORDER: tuple[FurnitureKind, ...] = ("dateline", "byline", "credit")


def find_agency(report: ReportText) -> str | None:
    """The agency whose text `report` carries: its publisher if that is one, else the one that it names."""
    agencies = load_agencies()
    if report.publisher and (name := agencies.find_name(report.publisher)):
        return name
    pieces = [(part.kind, report.text[part.span.start : part.span.end]) for part in report.furniture]
    lines = [line.strip() for line in report.text.splitlines() if line.strip()]
    pieces += [("credit", line) for line in lines[-LAST_LINES:]]
    pieces += [("dateline", line[: found.end()]) for line in lines[:LAST_LINES] if (found := _LEAD.match(line))]
    for kind in _ORDER:
        for piece_kind, piece in pieces:
            if piece_kind == kind and (name := agencies.find_in(piece, kind)):
                return name
    return None


_LEAD = re.compile(r"[^\n()]{0,80}\([^()\n]{2,60}\)\s*[-—–―]+")


@lru_cache(maxsize=1)
def load_agencies() -> Agencies:
    """The agencies that come with sayso. RuleError names every rule that is wrong."""
    return parse_agencies((files("sayso.reconcile.copies") / "agencies.toml").read_text("utf-8"), name="agencies.toml")


def parse_agencies(toml: str, *, name: str) -> Agencies:
    """Agencies from the text of a TOML file called `name`. RuleError lists all problems together."""
    try:
        data = tomllib.loads(toml)
        names = {alias: agency for agency, aliases in data["agencies"].items() for alias in aliases}
        general = re.compile(data["general"])
        known = "|".join(re.escape(alias) for alias in sorted(names, key=lambda alias: (-len(alias), alias)))
        part = rf"(?P<name>(?:{known})(?!-?\w)|{data['general']})"
        rules = tuple(_make_rule(entry, part) for entry in data["rule"])
        shown = tuple(data["general_match"]), tuple(data["general_no_match"])
    except (tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError, ValueError, re.error) as error:
        raise RuleError("bad-rule-file", f"cannot be read: {error}", where=name, remedy="mend the file") from error
    agencies = Agencies(names, general, *shown, rules)
    if problems := check_agencies(agencies):
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the rules named")
    return agencies


def check_agencies(agencies: Agencies) -> list[str]:
    """What the examples show to be wrong, one line a problem."""
    problems = [f"general: misses {text!r}" for text in agencies.general_match if not agencies.general.fullmatch(text)]
    problems += [f"general: takes {text!r}" for text in agencies.general_no_match if agencies.general.fullmatch(text)]
    for rule in agencies.rules:
        for text, expected in rule.match:
            if (found := agencies.find_in(text, rule.kind)) != expected:
                problems.append(f"{rule.id}: {text!r} gives {found}, not {expected}")
        for text in rule.no_match:
            if found := agencies.find_in(text, rule.kind):
                problems.append(f"{rule.id}: {text!r} gives {found}")
    return problems


def _make_rule(entry: dict[str, object], part: str) -> AgencyRule:
    match, no_match = entry["match"], entry["no_match"]
    if not (isinstance(match, list) and match and isinstance(no_match, list) and no_match):
        raise KeyError(f"{entry['id']}: examples that it must match and must not")
    kind: FurnitureKind = entry["kind"]  # type: ignore[assignment]  # the furniture's kinds are checked by the examples
    pattern = re.compile(str(entry["pattern"]).replace("%name%", part))
    return AgencyRule(str(entry["id"]), kind, pattern, tuple((a, b) for a, b in match), tuple(map(str, no_match)))
