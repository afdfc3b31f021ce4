"""The expressions of time, as regular expressions with named groups, in the order in which they are tried.

A group `at` is the expression itself, where words around it are needed to tell it. Each pattern's name is that under which
`dates`, `relative` or `spans` tell what it stands for. Of two that match at the same
place the longer wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.extract.numerals import NUMBER

_MONTH_WORDS = {
    1: r"January|Jan\.?",
    2: r"February|Feb\.?",
    3: r"March|Mar\.",
    4: r"April|Apr\.?",
    5: r"May",
    6: r"June|Jun\.?",
    7: r"July|Jul\.?",
    8: r"August|Aug\.?",
    9: r"September|Sept?\.?",
    10: r"October|Oct\.?",
    11: r"November|Nov\.?",
    12: r"December|Dec\.?",
}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "nights": "NI",
    "midnight": "NI",
    "dawn": "MO",
    "dusk": "EV",
    "overnight": "NI",
    "tonight": "NI",
}

_ANY_DIGIT = re.compile(r"\d")
# Letters that a pattern may take for "i", "s" and "k" though casefolding makes something else of them.
_ODD_CASE = re.compile("[\u0130\u0131\u017f\u212a]")
_M = "(?:" + "|".join(_MONTH_WORDS.values()) + ")"
_SURE_M = "(?:" + "|".join(words for number, words in _MONTH_WORDS.items() if number not in {3, 5}) + ")"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_Y = r"(?:1[5-9]|20)\d\d"
_W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?=\s)"
_P = r"(?:(?:early |late |mid[- ])?(?:morning|afternoon|evening|night|dawn|dusk)|overnight)"
_U = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))"
_VAGUE = r"(?:a few|a couple of|several|some|many|few|couple of|recent)"
_UP = r"(?:days|nights|weeks|months|years|hours|decades)"
_N = rf"(?:{_VAGUE}|(?:{NUMBER})(?: \d/\d)?(?:(?:-|–| to | or )(?:{NUMBER}))?|an?(?! {_UP}))"
_ABOUT = r"(?:(?:about|around|nearly|almost|roughly|more than|over|at least|less than|up to) )?"
_MOD = r"(?:(?:early|late|mid|beginning of|start of|end of)[- ](?:in )?|(?:the )?(?:beginning|start|end|middle) of )"

# What must stand in a sentence (casefolded) for a pattern to match in it: one of the words of each of its one or
# two needs. A look for them costs far less than a try of the pattern.
Need = tuple[str, ...]
_DIGIT: Need = ()
"""A digit of any script; it is looked for by an expression of its own."""
_MONTH: Need = tuple("jan feb mar. march apr may jun jul aug sep oct nov dec".split())
_WEEKDAY: Need = tuple("mon tue wed thu fri sat sun".split())
_UNIT: Need = tuple("day year week month night hour minute second quarter decade centur".split())
_DAYTIME: Need = tuple("morning afternoon evening night dawn dusk".split())
_SEASON: Need = tuple("spring summer autumn fall winter".split())
_DEICTIC: Need = tuple("today yesterday tomorrow".split())
_PART: Need = tuple("early late mid beginning start end".split())
_TURN: Need = tuple("last next this the past previous coming following preceding".split())
_TURN_YEAR: Need = ("last year", "next year", "this year")

_PATTERNS: tuple[tuple[str, str, bool, tuple[Need, ...]], ...] = (
    ("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?", False, (_DIGIT,)),
    (
        "numeric",
        r"(?<![\d/.])(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)(?![\d/])",
        False,
        (_DIGIT,),
    ),
    (
        "date_range",
        rf"(?P<d>{_D})\s?(?:-|–|to|and)\s?(?P<e>{_D})(?: of)? (?P<m>{_M})(?:,? (?P<y>{_Y}))?",
        False,
        (_DIGIT, _MONTH),
    ),
    (
        "date_range",
        rf"(?P<m>{_M}) (?P<d>{_D})\s?(?:-|–|to|and)\s?(?P<e>{_D})\b(?!,\d)(?:,? (?P<y>{_Y}))?",
        False,
        (_DIGIT, _MONTH),
    ),
    (
        "date",
        rf"(?:(?:{_W}),? )?(?:the )?(?P<d>{_D})(?: day)?(?: of)? (?P<m>{_M})\b(?:,? (?P<y>{_Y}))?",
        False,
        (_DIGIT, _MONTH),
    ),
    (
        "date",
        rf"(?:(?:{_W}),? )?(?P<m>{_M}) (?P<d>{_D})\b(?!,\d|\.\d|:\d| ?%)(?:,? (?P<y>{_Y})\b)?",
        False,
        (_DIGIT, _MONTH),
    ),
    ("month", rf"(?P<mod>{_MOD})?(?P<m>{_M})(?:,? | of )(?P<y>{_Y})", False, (_DIGIT, _MONTH)),
    ("month", rf"(?P<mod>{_MOD})(?P<m>{_M})\b", False, (_MONTH, _PART)),
    ("month", rf"(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier this|[Ll]ater this) (?P<m>{_M})\b", False, (_MONTH, _TURN)),
    ("month", rf"\b(?P<m>{_SURE_M})(?=\W)", False, (_MONTH,)),
    ("month", rf"\b(?P<m>{_M}) (?:of )?(?P<rel>last|this|next) year\b", False, (_MONTH, _TURN_YEAR)),
    ("date", rf"\b(?P<m>{_M}) (?P<d>{_D}),? (?:of )?(?P<rel>last|this|next) year\b", False, (_MONTH, _TURN_YEAR)),
    ("date", rf"\b(?P<d>{_D}) (?P<m>{_M}),? (?:of )?(?P<rel>last|this|next) year\b", False, (_MONTH, _TURN_YEAR)),
    ("month", r"[Ii]n (?P<at>(?P<m>March|May))\b(?! on\b| \d)", False, (_MONTH,)),
    ("month", r"(?:[Ss]ince|[Uu]ntil|[Tt]ill) (?P<at>(?P<m>March|May))\b", False, (_MONTH,)),
    ("month", r"(?:[Oo]f|[Bb]y) (?P<at>(?P<m>March|May))\b(?=[,.;)]| \d)", False, (_MONTH,)),
    ("year", rf"(?P<mod>{_MOD}|the year )(?P<y>{_Y})\b(?! ?%)", False, (_DIGIT,)),
    ("years", rf"(?P<y>{_Y})\s?(?:-|–|to|and|until)\s?(?P<z>{_Y}|\d\d)\b(?! ?%|[,.]\d)", False, (_DIGIT,)),
    ("decade", r"(?P<mod>(?:early|late|mid)[- ])?(?:the )?(?P<y>(?:1[5-9]|20)\d)0'?s\b", True, (_DIGIT,)),
    ("decade", r"(?:the )?['’](?P<y>\d)0s\b", True, (_DIGIT,)),
    (
        "decade",
        r"the (?P<w>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
        True,
        (("ties",),),
    ),
    ("century", r"(?:the )?(?P<n>\d\d)(?:st|nd|rd|th) century", True, (_DIGIT, ("centur",))),
    (
        "season",
        rf"(?:(?P<rel>last|this past|this|next|the) )(?:early |late )?(?P<w>spring|summer|autumn|fall(?! of (?!{_Y}))|winter)(?:,? (?:of )?(?P<y>{_Y}))?\b",
        True,
        (_SEASON,),
    ),
    ("season", rf"\b(?P<w>spring|summer|autumn|fall|winter),? (?:of )?(?P<y>{_Y})\b", True, (_DIGIT, _SEASON)),
    (
        "deictic",
        rf"(?:later |earlier |early |late )?\b(?P<w>today|yesterday|tomorrow)(?: (?P<p>{_P}))?\b",
        True,
        (_DEICTIC,),
    ),
    ("deictic", rf"\b(?P<p>{_P}) (?P<w>yesterday|today|tomorrow)\b", True, (_DEICTIC,)),
    (
        "deictic",
        r"\b(?P<w>the day before yesterday|the day after tomorrow|tonight|last night|overnight)\b",
        True,
        (("tonight", "last night", "overnight", "the day "),),
    ),
    (
        "this_part",
        r"\b(?:earlier )?this (?P<p>(?:early |late )?(?:morning|afternoon|evening))\b",
        True,
        (_TURN, _DAYTIME),
    ),
    (
        "now",
        r"\b(?P<w>now|currently|at present|nowadays|the present|presently|right now|these days|current(?! (?:week|month|quarter|year)))\b",
        True,
        (("now", "current", "at present", "the present", "presently", "these days"),),
    ),
    (
        "recent",
        r"\b(?P<w>recently|lately|the recent past|recent|the past)\b(?= |[.,;)])(?! \w+ (?:days|hours|weeks|months|years)| (?:day|week|month|quarter|year|decade|hour|night|two|three|four|five|six|seven|eight|nine|ten|several|few|\d))",
        True,
        (("recent", "lately", "the past"),),
    ),
    ("same_period", r"\bthe same (?P<w>period|time span|timeframe|time frame)\b", True, (("the same ",),)),
    (
        "first_days",
        rf"\bthe first (?P<n>{NUMBER}|few|) ?(?P<u>{_U})\b(?= of| since| after|[.,]|$)",
        True,
        (("the first ",), _UNIT),
    ),
    (
        "entering",
        r"\b(?:enter(?:s|ed|ing)?|into) (?P<at>(?:a|an|its|their|the) (?P<n>[a-z]+|\d+(?:st|nd|rd|th)) (?:straight |consecutive )?(?P<u>day|week|month|year))\b",
        True,
        (("enter", "into "), _UNIT),
    ),
    (
        "within",
        r"\b(?:over|during|within|in|for) (?P<at>the (?P<rel>last|past) (?P<u>day|week|month|year|decade))\b",
        True,
        (_TURN, _UNIT),
    ),
    (
        "recent_units",
        r"\b(?:the )?(?:past|recent) (?P<u>hours|days|weeks|months|quarters|years|decades)\b",
        True,
        (("past ", "recent "), _UNIT),
    ),
    (
        "coming_units",
        r"\b(?:the )?coming (?P<u>hours|days|weeks|months|quarters|years|decades)\b",
        True,
        (("coming ",), _UNIT),
    ),
    ("future", r"\b(?P<w>the (?:near )?future|(?<!as )soon(?! after| as))\b", True, (("future", "soon"),)),
    (
        "this_unit",
        r"\b(?P<mod>earlier |later |early |late |early in |late in )?(?P<rel>this|the current) (?P<u>week|weekend|month|quarter|year|decade|century|fiscal year)\b",
        True,
        (("this ", "the current "), _UNIT),
    ),
    (
        "next_unit",
        r"\b(?P<mod>early |late |earlier |later |end of )?(?:the )?(?P<rel>last|next|previous|past|coming|following) (?P<u>day|week|weekend|month|quarter|year|decade|century|fiscal year)\b(?!-)",
        True,
        (_TURN, _UNIT),
    ),
    (
        "window",
        rf"\b(?:the |these |this )?(?P<rel>last|past|previous|next|coming|preceding) (?P<n>{_N}) (?P<u>{_U})\b",
        True,
        (_TURN, _UNIT),
    ),
    ("window", rf"\b(?P<n>{_N}) (?P<rel>last|past|previous|next|coming) (?P<u>{_UP})\b", True, (_TURN, _UNIT)),
    (
        "ago",
        rf"{_ABOUT}(?P<n>{_N})[ -](?P<u>{_U}) (?P<dir>ago|earlier|from now|hence|later|afterwards?|(?:before|after)(?=\W*$|[.,;:]))\b",
        True,
        (_UNIT, ("ago", "earlier", "from now", "hence", "later", "after", "before")),
    ),
    (
        "that_day",
        r"\b(?:the )?(?P<w>same|following|next|previous) (?P<u>day|night|morning|week|month|quarter|year)\b|\b(?P<w2>that) (?P<u2>day|night|morning|week|month|quarter|year)\b",
        True,
        (("same ", "following ", "next ", "previous ", "that "), (*_UNIT, "morning")),
    ),
    (
        "weekday",
        rf"(?P<rel>[Ee]arly |[Ll]ate |[Ll]ast |[Nn]ext |[Tt]his |[Tt]his coming |[Tt]he previous |[Tt]he following )?(?P<w>{_W})(?:,? (?P<p>{_P}))?",
        False,
        (_WEEKDAY,),
    ),
    (
        "year_quarter",
        rf"(?:the )?(?P<n>first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:fiscal )?quarters?(?:,? (?:of |in )?(?P<y>{_Y}))?\b|\bQ(?P<q>[1-4])(?: (?P<z>{_Y}))?\b",
        True,
        (("quarter", "q"),),
    ),
    (
        "year_quarter",
        rf"(?:the )?(?P<y>{_Y}) (?:fiscal )?(?P<n>first|second|third|fourth)[- ]quarter\b",
        True,
        (_DIGIT, ("quarter",)),
    ),
    (
        "the_quarter",
        rf"\b(?:the |this |its |their )?(?:latest |full |most recent |corresponding |current |(?P<y>{_Y}) )(?:fiscal )?(?:quarter|period)\b",
        True,
        (("quarter", "period"),),
    ),
    ("the_quarter", r"\bthe (?:fiscal )?quarter\b", True, (("quarter",),)),
    (
        "year_ago",
        r"\b(?:the |a )?(?:comparable |corresponding )?year-(?:ago|earlier)(?: (?:(?P<n>first|second|third|fourth)[- ])?(?:quarter|period)\b)?",
        True,
        (("year-ago", "year-earlier"),),
    ),
    ("the_weekend", r"\bthe weekend\b", True, (("weekend",),)),
    (
        "the_part",
        r"\bthe (?P<w>morning|afternoon|evening|night)\b(?! (?:of|before|after|sky|shift))",
        True,
        (("the ",), _DAYTIME),
    ),
    (
        "end_of",
        r"\b(?:the |around )?(?:end|middle|beginning|start) of the (?P<u>week|month|quarter|year)\b|\b(?P<u2>year)(?:-end| end|'s end)\b",
        True,
        (("of the ", "year-end", "year end", "year's end"),),
    ),
    (
        "ordinal_day",
        r"\b(?:the |its |their |a )?(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)) (?:straight |consecutive |successive )?(?P<u>day|night|week|month|year)\b",
        True,
        (_UNIT,),
    ),
    (
        "spoken_year",
        r"\bnineteen (?P<t>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?P<o>one|two|three|four|five|six|seven|eight|nine))?\b|\b(?:the year )?two thousand(?= and \w+ was|[.,]| when)",
        True,
        (("nineteen ", "two thousand"),),
    ),
    ("half", rf"(?:the )?(?P<n>first|second|last) half(?:,? (?:of |in )?(?P<y>{_Y}))\b", True, (_DIGIT, (" half",))),
    ("fiscal", rf"fiscal (?:year )?(?P<y>{_Y})\b", True, (_DIGIT, ("fiscal",))),
    (
        "clock",
        r"(?<![\d:])(?P<h>[01]?\d|2[0-3])[:.](?P<mi>[0-5]\d)(?P<ap> ?[ap]\.?m\b\.?)?(?: (?P<z>GMT|UTC|EST|EDT|CET|CEST|BST|PST|PDT|local time))?(?![\d:])",
        True,
        (_DIGIT,),
    ),
    (
        "clock",
        r"(?<![\d:.])(?P<h>1[0-2]|[1-9])(?P<ap> ?[ap]\.m\.| ?[ap]m\b)(?: (?P<z>GMT|UTC|EST|EDT|CET|CEST|BST|PST|PDT|local time))?",
        True,
        (_DIGIT,),
    ),
    ("clock", r"(?<!\d)(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d) (?P<z>GMT|UTC)\b", True, (_DIGIT, ("gmt", "utc"))),
    ("noon", r"\b(?P<w>noon|midday|midnight)\b", True, (("noon", "midday", "midnight"),)),
    (
        "set",
        r"\b(?:every|each) (?P<n>other |few |two |three |four |five |six )?(?P<u>second|minute|hour|day|night|week|weekend|month|quarter|year|decade|morning|evening|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b",
        True,
        (("every ", "each "),),
    ),
    (
        "adverb",
        r"\b(?P<w>hourly|daily|nightly|weekly|monthly|quarterly(?! (?:dividend|loss|profit))|yearly|annually)\b",
        True,
        (("hourly", "daily", "nightly", "weekly", "monthly", "quarterly", "yearly", "annually"),),
    ),
    ("per", r"\d[\d,.]* (?P<at>(?:a|per) (?P<u>day|week|month|year))\b", True, (_DIGIT, _UNIT)),
    (
        "duration",
        rf"{_ABOUT}(?P<n>{_N})(?: more| full| straight| consecutive)?[ -](?P<u>{_U})(?P<half> and a half)?\b(?!-old| old| of age|-ago|-earlier)",
        True,
        (_UNIT,),
    ),
    (
        "vague_duration",
        r"\bfor (?P<at>(?:many |some )?(?P<u>hours|days|weeks|months|years|decades|centuries))\b",
        True,
        (("for ",), _UNIT),
    ),
    ("vague_duration", r"(?<!\w )\b(?P<u>hours|days|weeks|months|years|decades|centuries)(?= of\b)", True, (_UNIT,)),
    (
        "vague_duration",
        r"\b(?:in|after|many|over) (?P<at>(?P<u>days|weeks|months|years|decades|centuries))\b",
        True,
        (_UNIT,),
    ),
    ("vague_duration", r"\b(?P<u>hour|day|week|month|year|decade|centur(?:y|ies))s?-long\b", True, (("-long",),)),
    (
        "year",
        rf"\b(?:[Ii]n|of|[Bb]y) (?P<at>(?P<y>{_Y}))\b(?! ?%|[,.]?\d|[-/]| \w+s\b(?<! was)(?<! has))",
        False,
        (_DIGIT,),
    ),
    (
        "year",
        rf"\b(?:[Ss]ince|[Uu]ntil|[Dd]uring|[Bb]efore|[Bb]etween) (?P<at>(?P<y>{_Y}))\b(?! ?%|[,.]?\d|[-/])",
        False,
        (_DIGIT,),
    ),
    ("year", rf"\b(?:[Ff]rom|[Aa]fter|[Tt]he) (?P<at>(?P<y>{_Y}))\b(?! ?%|[,.]?\d|[-/]| \w+s\b)", False, (_DIGIT,)),
    ("year", r"\b[a-z]+ (?P<at>(?P<y>(?:19|20)\d\d))\b(?=[.;)]? *$|[.,;)] )", False, (_DIGIT,)),
    ("year", rf"\bthe (?:[a-z]+ )?(?P<at>(?P<y>{_Y})) (?!to\b|and\b|or\b|[a-z]+s\b)(?=[a-z])", False, (_DIGIT,)),
    ("year", rf"\((?P<at>(?P<y>{_Y}))(?=\))", False, (_DIGIT,)),
    (
        "year",  # "its 1990 invasion", "Velland's 2018 offensive"; "their 1943 shells" are counted
        r"(?:\b(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]|a failed)|(?<=['’])s) (?P<at>(?P<y>(?:19|20)\d\d)) (?!to\b|and\b|or\b|[a-z]+s\b)(?=[a-z])",
        False,
        (_DIGIT,),
    ),
    (
        "year",
        r"\b(?:[Ff]or|[Tt]hrough|[Ii]nto|[Tt]hroughout|[Ff]rom) (?P<at>(?P<y>(?:19|20)\d\d))\b(?=[.,;)]|$| (?:and|or|to|in|when|with|but|until|through)\b)(?![.,]\d)",
        False,
        (_DIGIT,),
    ),
)


@cache
def pattern(number: int) -> re.Pattern[str]:
    """The pattern of this number, compiled on first use."""
    _, found, loose, _ = _PATTERNS[number]
    return re.compile(rf"(?<![\w$€£])(?:{found})", re.I if loose else 0)


def possible(sentence: str) -> Iterator[tuple[int, str]]:
    """The numbers and names of the patterns that may match in a sentence, in the order in which they are tried."""
    if _ODD_CASE.search(sentence):
        yield from ((number, row[0]) for number, row in enumerate(_PATTERNS))
        return
    needs, rows = _needs()
    folded = sentence.casefold()
    met = [any(word in folded for word in need) for need in needs]
    met[0] = _ANY_DIGIT.search(sentence) is not None
    for number, name, first, second in rows:
        if met[first] and met[second]:
            yield number, name


@cache
def _needs() -> tuple[tuple[Need, ...], tuple[tuple[int, str, int, int], ...]]:
    """Every need once, that for a digit first; and each pattern's number and name with the numbers of its needs."""
    listed = dict.fromkeys((_DIGIT, *(need for *_, needs in _PATTERNS for need in needs)))
    at = {need: number for number, need in enumerate(listed)}
    rows = tuple((n, name, at[needs[0]], at[needs[-1]]) for n, (name, *_, needs) in enumerate(_PATTERNS))
    return tuple(listed), rows


def month_number(word: str) -> int:
    """1 to 12 of a month's name or its short form."""
    return next(number for number, words in _MONTH_WORDS.items() if re.fullmatch(words, word))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 of a weekday's name or its short form."""
    start = word.lower()[:3]
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(start))
