"""Numbers with their modifiers, ranges, vague words, money and measures, in a piece of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sayso.extract.numerals import NUMBER, SCALES, parse_number
from sayso.extract.quantities.wording import Ends, RuleSet, Unit, Wording, load_wording

_DASH = r"(?:\s?[-–—]\s?|\s(?:to|or|and)\s|-to-)"
_FEW = r"several|multiple|a\scouple(?:\sof)?|couple\sof|a\sfew|few|a\shandful\sof"
_TIMES = "hundred|thousand|million|billion|dozen|lakh|crore"
_MILLION = (
    r"(?:people|persons|refugees|civilians|children|women|men|residents|displaced|migrants|tonnes|tons|barrels)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A number in the text: characters `start` to `end`, of which `at` to `to` are the number by itself."""

    start: int
    end: int
    at: int
    to: int
    low: Decimal | None
    high: Decimal | None
    rule: str = ""
    unit: Unit | None = None
    currency: str = ""


def find_numbers(text: str, rules: RuleSet = "literal") -> Iterator[Found]:
    """All numbers of a piece of text, in order. Time grows linearly with the text's length."""
    end = 0
    for match in _pattern().finditer(text):
        if match.start() < end or _is_other(text, match):
            continue
        found = _read(match, rules)
        if found is not None:
            end = found.end
            yield found


def parse_quantity(text: str, rules: RuleSet = "literal") -> Found | None:
    """The first number in `text`, None where there is none.

    >>> found = parse_quantity("at least 43 people")
    >>> (found.low, found.high)
    (Decimal('43'), None)
    """
    return next(find_numbers(text, rules), None)


@cache
def _pattern() -> re.Pattern[str]:
    words = load_wording()
    signs = _either(word for word in words.currencies if not word.isalpha())
    money = _either(word for word in words.currencies if word.isalpha() or " " in word)
    units = _either(words.units)
    number = rf"(?:{NUMBER}(?:(?<=\d)\s?m(?=\s{_MILLION}))?)(?!\d|[.,]\d|(?:st|nd|rd|th)\b)"
    amount = rf"{NUMBER}(?:(?<=\d)[mb]\b)?"
    core = "|".join(
        (
            rf"(?P<sign>{signs})\s?(?P<sum>{amount})(?:(?:\s?[-–]\s?|\sto\s)(?:{signs})?(?P<sum2>{amount}))?",
            rf"(?P<few>{_FEW})\s(?P<times>{_TIMES})s?\b(?![\w-]*\w)",
            rf"(?P<part>{_either(words.fractions)})\s(?:of\s)?an?\s(?P<whole>{_TIMES})\b",
            rf"(?P<vague>{_either(words.vague)})(?![\w-]*\w)",
            rf"(?P<fraction>one\sin\s(?:two|three|four|five|ten)\b|{_either(words.fractions)}(?=\s(?:of|the|its|their)\b))",
            rf"(?P<one>{number})(?:(?:\s?{units}(?=\s?[-–—]\s?\d|\sto\s\d))?{_DASH}(?P<two>{number}))?",
        )
    )
    parts = (
        r"(?<![\w.,/:#$€£№+-])",
        rf"(?:(?P<before>{_either(words.before)})\s|(?P<mark>[<>≤≥])\s?)?",
        r"(?P<between>(?:between|from)\s)?",
        rf"(?:{core})",
        rf"(?P<after>\s?\+|-plus|\s(?:{_either(w for w in words.after if w[0].isalpha())}))?",
        rf"(?P<tail>\s?-?(?P<unit>{units})(?![\w²]|/h)|(?P<weight>-pounds?)(?=\s[a-z])|\s?(?P<percent>%)|\s(?P<money>{money})s?\b)?",
    )
    return re.compile("".join(parts), re.IGNORECASE)


def _either(words: object) -> str:
    listed = sorted((str(word) for word in words), key=lambda word: (-len(word), word))  # type: ignore[attr-defined]
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\s-]").replace(r"\-", "-") for word in listed) + ")"


def _read(match: re.Match[str], rules: RuleSet) -> Found | None:
    words = load_wording()
    ends, rule, core = _value(match, rules, words)
    if ends is None:
        return None
    low, high = _modified(ends, match, words)
    unit = words.units.get(re.sub(r"\s+", " ", match["unit"].lower())) if match["unit"] else None
    if match["percent"]:
        unit = words.units["%"]
    if match["weight"]:
        unit = words.units["lb"]
    if match["fraction"]:
        unit = words.units["percent"]
    currency = words.currencies.get(match["sign"] or "", "") or words.currencies.get((match["money"] or "").lower(), "")
    start = match.start() if match["before"] or match["mark"] or match["sign"] else core[0]
    if match["between"] and match["two"] and not match["before"]:
        start = core[0]
    end = match.end() if match["tail"] else match.end("after") if match["after"] else core[1]
    return Found(start, end, core[0], core[1], low, high, rule, unit, currency)


def _value(match: re.Match[str], rules: RuleSet, words: Wording) -> tuple[Ends | None, str, tuple[int, int]]:
    """The range of the words without modifier, the rule that gave it, where they stand."""
    if vague := match["vague"]:
        word = re.sub(r"[\s-]+", " ", vague.lower())
        return words.vague[word][rules], f"{rules}:{word}", match.span("vague")
    if few := match["few"]:
        word, times = re.sub(r"\s+", " ", few.lower()).removesuffix(" of"), match["times"].lower()
        low, high = words.vague["a couple" if "couple" in word else word][rules]
        size = Decimal(SCALES[times])
        ends = None if low is None else low * size, None if high is None else high * size
        return ends, f"{rules}:{word} {times}", match.span("few")[:1] + match.span("times")[1:]
    if part := match["part"]:
        amount = words.fractions[part.lower()] * SCALES[match["whole"].lower()] / 100
        return (amount, amount), "", match.span("part")[:1] + match.span("whole")[1:]
    if fraction := match["fraction"]:
        share = words.fractions.get(fraction.lower(), words.fractions.get(fraction.lower().replace("-", " ")))
        return (share, share), "", match.span("fraction")
    first, second = ("sum", "sum2") if match["sign"] else ("one", "two")
    one, two = parse_number(match[first]), parse_number(match[second]) if match[second] else None
    if one is None:
        return None, "", match.span(first)
    if two is None:
        return (one, one), "", match.span(first)
    scaled = _scaled(match[first], one, match[second])
    joined = match[match.re.groupindex[first]] and match.string[match.end(first) : match.start(second)].strip().lower()
    if joined == "and" and not match["between"]:
        return (one, one), "", match.span(first)
    if scaled > two:
        return (one, one), "", match.span(first)
    return (scaled, two), "", (match.start(first), match.end(second))


def _scaled(first: str, value: Decimal, second: str) -> Decimal:
    """ "1 to 1.5 million": the scale of the second holds for the first."""
    scale = re.search(rf"(?:{_TIMES}|trillion|(?<=\d)[mb]|[mbt]n|k)$", second, re.IGNORECASE)
    if scale and not re.search(rf"(?:{_TIMES}|trillion|\d[mb]|\d[mbt]n|\dk)$", first, re.IGNORECASE):
        return value * (parse_number("1 " + scale[0].lower()) or Decimal(1))
    if re.fullmatch(r"\d{1,3}", first) and re.fullmatch(r"\d{1,3},000", second) and int(first) < int(second[:-4]):
        return value * 1000  # "50-60,000"
    return value


def _modified(ends: Ends, match: re.Match[str], words: Wording) -> Ends:
    low, high = ends
    before = re.sub(r"[\s-]+", " ", (match["before"] or "").lower())
    after = re.sub(r"^[\s-]+", "", (match["after"] or "").lower())
    mark = {"<": "ceiling", "≤": "ceiling", ">": "floor", "≥": "floor"}.get(match["mark"] or "")
    kind = mark or words.before.get(before) or words.after.get(re.sub(r"\s+", " ", after)) or "exact"
    if kind == "floor":
        return low, None
    if kind == "ceiling":
        return None, high if high is not None else low
    return low, high


_NAMED = re.compile(
    r"(?:\b(?:resolution|article|section|chapter|route|highway|road|interstate|no\.|number|unit|group of|flight|page|"
    r"room|channel|act|apollo|covid|title|class|type|mark|phase|level|brigade|directive|protocol|order|law|decree|"
    r"hill|checkpoint|radio|gate|building|apartment|block|district|precinct|division|company|paragraph|column)\s)$",
    re.IGNORECASE,
)
_COORDINATE = re.compile(r"\s?(?:[°º′″]|['’][NSEW\d])")
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|gmt\b|utc\b)|:\d\d|/\d", re.IGNORECASE)
_NAME_AFTER = re.compile(r"-?[A-Z]{1,3}\b(?!\s?km)|-[a-z]*year-old|[- ]years?[- ](?:old|of age)", re.UNICODE)
_ONE = re.compile(r"one (?:of|another|day|such|way|side|and the same)\b|one['’]s|one\b(?=\W*$)", re.IGNORECASE)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Names, dates, clock times, coordinates, telephone numbers and the pronoun "one" are no numbers of anything."""
    if match["one"] is None:
        return False
    start, end = match.start("one"), match.end("one")
    number = match["one"]
    before, after = text[max(start - 16, 0) : start], text[end : end + 24]
    if (
        number.lower() == "one"
        and not match["before"]
        and (_ONE.match(text, start) or before.lower().split()[-1:] in (["no"], ["any"], ["which"], ["this"], ["that"]))
    ):
        return True
    if number[0].isdigit() and (_NAMED.search(before) or _COORDINATE.match(after) or _CLOCK.match(after)):
        return True
    if number.isdigit() and (len(number) > 4 or number[0] == "0") and re.search(r"[+(]?\d[\d ()-]*$", before):
        return True
    if number[0].isdigit() and re.match(r"[ -]?\d{3,}", after):
        return True
    return number[0].isdigit() and bool(_NAME_AFTER.match(after))
