"""Quotation marks of every style, paired or not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.quotes import find_quotes, quotation_of
from sayso.model import Span


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“No,” she said. “It is over.”", ["“No,”", "“It is over.”"]),
        ('"We held the bridge," he said, adding "they ran".', ['"We held the bridge,"', '"they ran"']),
        ("‘We can’t stay,’ Mr Oduya said.", ["‘We can’t stay,’"]),
        ("'We stay,' said Mr Oduya.", ["'We stay,'"]),
        ("The soldiers' tents and the villagers' wells burnt.", []),
        ("It's the rebels' bridge, isn't it?", []),
        ("„Wir gehen“, said the mayor.", ["„Wir gehen“"]),
        ("«Nous restons», said the mayor.", ["«Nous restons»"]),
        ("He said: “We go on.\nNobody answered.", ["“We go on."]),
        ("The rocket flew 5\" too low and 6' too far.", []),
        ("「No」 she said", ["「No」"]),
        ("Nobody spoke.", []),
    ],
)
def test_quoted_stretches(text: str, quoted: list[str]) -> None:
    found = find_quotes(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == quoted


def test_an_unclosed_mark_ends_with_its_line() -> None:
    text = "“The road is shut.\n\nThe second paragraph is nobody's words."
    found = find_quotes(text)
    assert found.covers(5)
    assert not found.covers(text.index("second"))


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We lost nobody,” he said.", "“We lost nobody,”", "direct"),
        ("He said they had “lost nobody at all” in the raid.", "they had “lost nobody at all” in the raid", "mixed"),
        ("He said the “liberators” had looted the shop.", "the “liberators” had looted the shop", "indirect"),
        ("He said nobody was lost.", "nobody was lost", "indirect"),
    ],
)
def test_quotation(text: str, content: str, kind: str) -> None:
    start = text.index(content)
    assert quotation_of(find_quotes(text), text, (Span.of(text, start, start + len(content)),)) == kind


@given(st.text(alphabet="“”\"'‘’«»„ab .\n", max_size=200))
def test_stretches_are_in_order_apart_and_on_one_line(text: str) -> None:
    found = find_quotes(text)
    end = 0
    for low, high in zip(found.starts, found.ends, strict=True):
        assert end <= low < high <= len(text)
        assert "\n" not in text[low:high]
        end = high


def test_a_million_marks_take_no_longer_than_they_must() -> None:
    began = time.perf_counter()
    find_quotes("“a" * 250_000)
    assert time.perf_counter() - began < 5
