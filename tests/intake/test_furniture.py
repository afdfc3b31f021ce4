"""Furniture is found where it stands, and prose is never taken for it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.codebook.layout import check_layout, load_layout, parse_layout
from sayso.intake.furniture import find_furniture
from sayso.model import RuleError

PROSE = "The bridge at Orlivka was hit at dawn, the governor said. Nobody was hurt in the village.\n"


def found_in(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.span.text) for piece in find_furniture(text).furniture]


def test_every_example_of_every_rule_comes_out_as_it_says() -> None:
    assert list(check_layout(load_layout())) == []


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        pytest.param(
            " date 2024-03-02 River rising\n\n" + PROSE, [("header", "date 2024-03-02 River rising")], id="header line"
        ),
        pytest.param(
            "KHARTOUM, 14 April (Reuters) - " + PROSE, [("dateline", "KHARTOUM, 14 April (Reuters) -")], id="dateline"
        ),
        pytest.param(
            "River rising.\n\nBAGHDAD (AP) — " + PROSE, [("dateline", "BAGHDAD (AP) —")], id="dateline after a headline"
        ),
        pytest.param(
            "River rising in the north. HARTWELL — " + PROSE,
            [("dateline", "HARTWELL —")],
            id="dateline on the headline's line",
        ),
        pytest.param("River rising\nBy Jane Smith\n" + PROSE, [("byline", "By Jane Smith")], id="byline"),
        pytest.param(
            "River rising\nJane Smith in Beirut\n" + PROSE, [("byline", "Jane Smith in Beirut")], id="name and place"
        ),
        pytest.param(
            PROSE + "Men stack sandbags by the mill ( Harbour/AFP via Getty Images )\n" + PROSE,
            [("credit", "( Harbour/AFP via Getty Images )")],
            id="credit of a caption that stays prose",
        ),
        pytest.param(
            PROSE + "The talks go on. Editing by John Doe. Follow us on Telegram.",
            [("credit", "Editing by John Doe."), ("link", "Follow us on Telegram.")],
            id="two pieces at the end of one line",
        ),
        pytest.param(
            PROSE + "Read more: Nine villages cut off\n" + PROSE,
            [("link", "Read more: Nine villages cut off")],
            id="link",
        ),
        pytest.param(
            "\ufeff By Jane Smith\u200b\r\n" + PROSE, [("byline", "By Jane Smith")], id="blanks without width"
        ),
        pytest.param(
            "5:07 p.m.\r\n\r\n" + PROSE + "\r\nFacebook Twitter Mail\r\n",
            [("header", "5:07 p.m."), ("link", "Facebook Twitter Mail")],
            id="CRLF",
        ),
    ],
)
def test_finds_furniture(text: str, furniture: list[tuple[str, str]]) -> None:
    assert found_in(text) == furniture


@pytest.mark.parametrize(
    "line",
    [
        "Read the ruling again, he told the judges.",
        "By Friday Evening",
        "By Friday the town had fallen to the rebels.",
        "Photos show a crater beside the school.",
        "Related deaths rose to nine.",
        "Follow the money, she said.",
        "NATO — the alliance — said it would not act.",
        "UN: Aid convoy reaches the town",
        "SMITH: We were never told.",
        "ALL ROADS NORTH - NOT ONLY THE COASTAL ONE - ARE SHUT",
        "Reuters could not verify the account.",
        "Sign up to fight, the posters said.",
        "Nine killed in raid on village",
        "Two soldiers (both from the north) were held.",
        "Click, went the lock.",
        "A spokesman told the agency (Reuters).",
        "Editing by censors delayed the paper, it said.",
        "Thousands March in Beirut",
        "Casualties were reported from Hartwell.",
    ],
)
@pytest.mark.parametrize("place", ["alone", "first", "middle", "last"])
def test_leaves_prose_alone(line: str, place: str) -> None:
    text = {
        "alone": line,
        "first": line + "\n\n" + PROSE * 3,
        "middle": (PROSE + "\n") * 9 + line + "\n" + (PROSE + "\n") * 9,
        "last": PROSE * 3 + "\n" + line,
    }[place]
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "published", "kind"),
    [
        pytest.param("date 2024-03-02 River rising\n" + PROSE, date(2024, 3, 2), "header", id="header"),
        pytest.param("GENEVA, 3 Jan 1990 -- " + PROSE, date(1990, 1, 3), "dateline", id="dateline"),
        pytest.param(
            "GENEVA, 3 JAN 90 (ACAN-EFE) -- " + PROSE, date(1990, 1, 3), "dateline", id="two figures of a year"
        ),
        pytest.param("GENEVA, 3 January -- " + PROSE, None, None, id="no year"),
        pytest.param("03/04/2024\n" + PROSE, None, None, id="day or month"),
        pytest.param("Published: 31 February 2024\n" + PROSE, None, None, id="no such day"),
        pytest.param(
            "Updated: 4 March 2024\nGENEVA, 3 Jan 2024 -- " + PROSE, date(2024, 3, 4), "header", id="header goes first"
        ),
        pytest.param(PROSE * 12 + "4 March 2024\n" + PROSE * 12, None, None, id="date far down the page"),
    ],
)
def test_takes_the_publication_date(text: str, published: date | None, kind: str | None) -> None:
    layout = find_furniture(text)
    assert (layout.published, layout.published_from) == (published, kind)


def test_lines_of_a_wrapped_paragraph_are_not_furniture() -> None:
    wrapped = (
        "The convoy left the harbour town before sunrise on the first day and\n"
        "reached the crossing at noon, where drivers waited for hours at the\n"
        "barrier while officers went through the papers of each of them. Read\n"
        "More\n"
        "than one of the drivers said that he had been turned away twice that\n"
        "week and that nobody had told him why the road north was shut to all\n"
    )
    assert found_in(wrapped + "\n" + wrapped + "\n" + wrapped) == []


PIECES = st.sampled_from(
    [
        *["By Jane Smith", "(AP)", "KHARTOUM, 14 April 2015 (Reuters) - ", "Photo: Jane Smith/AP", "Read more: x"],
        *["Follow us on X", "The town fell. ", "date 2024-03-02 a", "Editing by A B", "(", ")", "[", "—", "/"],
        *[" ", "\n", "\r\n", "\u2028", "\x00", "\ud800"],
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join)))
def test_spans_are_the_text_in_order_apart_and_stripped(text: str) -> None:
    reached = 0
    for piece in find_furniture(text).furniture:
        span = piece.span
        assert text[span.start : span.end] == span.text
        assert span.text == span.text.strip() != ""
        assert span.start >= reached
        reached = span.end


RULE = """[[rule]]
id = "{id}"
kind = "{kind}"
where = "{where}"
pattern = "{pattern}"
match = ["a"]
no_match = ["b"]
"""
GOOD = {"id": "x.y", "kind": "link", "where": "line", "pattern": "a"}


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        pytest.param([GOOD | {"kind": "verse"}], "x.y: kind is verse", id="kind"),
        pytest.param([GOOD | {"where": "moon"}], "x.y: where is moon", id="place"),
        pytest.param([GOOD | {"pattern": ""}], "x.y: lacks pattern", id="no pattern"),
        pytest.param([GOOD | {"pattern": "%none%"}], "x.y: no part is called 'none'", id="part"),
        pytest.param([GOOD, GOOD], "x.y: the id is used twice", id="id twice"),
        pytest.param(
            [GOOD | {"id": "p", "kind": "k"}, GOOD | {"id": "q", "where": "w"}], "; q: where is w", id="all together"
        ),
    ],
)
def test_a_wrong_rule_is_named(rules: list[dict[str, str]], says: str) -> None:
    with pytest.raises(RuleError, match="layout") as caught:
        parse_layout("\n".join(RULE.format(**rule) for rule in rules), name="layout.toml")
    assert says in caught.value.reason


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"pattern": "c"}, "x.y does not match: a", id="no match"),
        pytest.param({"pattern": "[ab]"}, "x.y wrongly matches 'b' in: b", id="wrong match"),
        pytest.param({"pattern": "("}, "x.y is no regular expression", id="no pattern"),
    ],
)
def test_an_example_that_comes_out_wrong_is_told(change: dict[str, str], says: str) -> None:
    problems = list(check_layout(parse_layout(RULE.format(**(GOOD | change)), name="layout.toml")))
    assert problems[0].startswith(says)
