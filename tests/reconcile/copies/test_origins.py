"""Origins: the earliest report, chains to the root, quotations as one say-so, agencies; whatever the order."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.copies import Copies, Origin, count_origins, find_copies, find_links, sign_report, trace_copies
from sayso.reconcile.copies.texts import ReportText
from tests.reconcile.copies.reports import BAKER, BRIDGE, DOCTOR, MARKET, PRICES, QUOTED, report

QUOTE = QUOTED.format("Ilka Moor")


def _origin(copies: Copies, made: ReportText, words: str) -> Origin:
    start = made.text.index(words)
    return copies.origin(made.id, start, start + len(words))


def test_own_words_are_their_own_origin() -> None:
    made = report("a", BRIDGE, BAKER, publisher="The Quern Post")
    found = _origin(find_copies([made]), made, BAKER)
    assert found == Origin(
        "report:a", "a", made.text.index(BAKER), len(made.text), made.published, "The Quern Post", None, "own"
    )


def test_copy_has_the_origin_and_shows_where() -> None:
    one = report("a", MARKET, BRIDGE, publisher="The Quern Post")
    two = report("b", BRIDGE, PRICES, BAKER, day=2)
    copies = find_copies([two, one])
    found = _origin(copies, two, BRIDGE)
    assert (found.report, found.kind, found.publisher) == ("a", "part", "The Quern Post")
    assert one.text[found.start : found.end] == BRIDGE
    assert _origin(copies, two, PRICES).key == "report:b"
    (copy,) = copies.copies
    assert (copy.report, copy.origin, copy.kind) == ("b", "a", "part")
    assert [two.text[span.start : span.end] for span in copy.spans] == [BRIDGE]
    assert 0.3 < copy.share < 0.4


def test_chain_leads_to_the_root() -> None:
    edited = BRIDGE.replace("Soldiers of the Vale army", "Vale's soldiers").replace("old stone bridge", "bridge")
    again = edited.replace("with their carts", "on foot").replace("Monday night", "Monday")
    chain = [report("z", BRIDGE, day=1), report("m", edited, day=7), report("b", again, day=13)]
    copies = find_copies(chain)
    assert [_origin(copies, made, made.text).report for made in chain] == ["z", "z", "z"]


def test_report_that_is_all_copied_has_one_origin() -> None:
    one = report("a", BRIDGE, BAKER, DOCTOR, MARKET)
    two = report(
        "b", BRIDGE, BAKER, DOCTOR, "Nobody in the lower town could say on Tuesday what would come next.", day=2
    )
    copies = find_copies([one, two])
    assert copies.roots("b") == {"a"}
    assert copies.copies[0].kind == "whole"
    assert _origin(copies, two, "Nobody in the lower town").key == "report:a"
    assert _origin(copies, two, "Nobody in the lower town").start is None


def test_two_papers_that_quote_one_speaker_have_one_say_so() -> None:
    one = report("a", BAKER, QUOTE)
    two = report("b", MARKET, QUOTE, DOCTOR, day=3)
    copies = find_copies([one, two])
    words = QUOTE[:80]
    assert {_origin(copies, made, words).key for made in (one, two)} == {"quote:a:1"}
    assert _origin(copies, two, words).kind == "quote"
    assert copies.roots("b") == {"b"}
    assert _origin(copies, two, MARKET).key == "report:b"
    assert [(copy.kind, copy.share) for copy in copies.copies] == [("quote", 1.0)]


def test_speaker_is_the_one_who_is_known() -> None:
    one = report("a", BAKER, QUOTE, spoken=[("We heard the charges", "Ilka Moor")])
    two = report("b", MARKET, QUOTE, day=3)
    assert _origin(find_copies([one, two]), two, QUOTE[:80]).speaker == "Ilka Moor"


def test_agency_named_by_a_copy_is_the_agency_of_all() -> None:
    one = report("a", BRIDGE, BAKER, publisher="The Quern Post")
    two = report("b", BRIDGE, BAKER, "(Meridian Wire)", day=2)
    copies = find_copies([one, two])
    assert {_origin(copies, made, BRIDGE).agency for made in (one, two)} == {"Meridian Wire"}


def test_origins_are_counted() -> None:
    wire = report("a", BRIDGE, publisher="Meridian Wire")
    papers = [report(f"p{number}", BRIDGE, day=2) for number in range(5)]
    other = report("o", PRICES, "(Meridian Wire)", day=2)
    own = report("q", MARKET, day=2)
    copies = find_copies([wire, *papers, other, own])
    origins = [_origin(copies, made, made.text[:40]) for made in (wire, *papers, other, own)]
    assert count_origins(origins[:6]) == 1
    assert count_origins(origins[:7]) == 1, "one agency's two texts"
    assert count_origins(origins) == 2
    assert count_origins([]) == 0


def test_position_outside_all_passages_is_the_reports_own() -> None:
    made = report("a", f"QUERN (Reuters) — {BRIDGE}", furniture=[("QUERN (Reuters) —", "dateline")])
    assert _origin(find_copies([made]), made, "QUERN").key == "report:a"


def test_report_that_was_not_looked_at_has_no_origin() -> None:
    with pytest.raises(KeyError):
        find_copies([]).origin("a", 0, 1)


def test_what_is_kept_is_enough() -> None:
    reports = [report("a", BRIDGE, BAKER, QUOTE), report("b", DOCTOR, BRIDGE, QUOTE, day=2)]
    signed = [sign_report(made) for made in reports]
    assert trace_copies(signed, find_links(signed)).copies == find_copies(reports).copies
    alone = trace_copies(signed[1:], find_links(signed))
    assert alone.copies == ()


_PARTS = st.lists(st.sampled_from([BRIDGE, BAKER, MARKET, DOCTOR, PRICES, QUOTE]), min_size=1, max_size=4, unique=True)
_REPORTS = st.lists(st.tuples(_PARTS, st.one_of(st.none(), st.integers(1, 20))), min_size=1, max_size=7)


@given(_REPORTS, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(made: list[tuple[list[str], int | None]], draw: object) -> None:
    reports = [report(f"r{number}", *parts, day=day) for number, (parts, day) in enumerate(made)]
    mixed = list(reports)
    draw.shuffle(mixed)  # type: ignore[attr-defined]
    one, two = find_copies(reports), find_copies(mixed)
    assert one.copies == two.copies
    spans = [(each.id, piece.start, piece.end) for each in map(sign_report, reports) for piece in each.passages]
    assert [one.origin(*span) for span in spans] == [two.origin(*span) for span in spans]


@given(_REPORTS)
def test_an_origin_is_never_later_and_is_its_own_origin(made: list[tuple[list[str], int | None]]) -> None:
    reports = {f"r{number}": report(f"r{number}", *parts, day=day) for number, (parts, day) in enumerate(made)}
    copies = find_copies(reports.values())
    orders = {name: sign_report(each).order for name, each in reports.items()}
    for copy in copies.copies:
        assert orders[copy.origin] < orders[copy.report]
        for shared in copy.spans:
            if shared.origin_start is not None and shared.origin_end is not None:
                there = copies.origin(copy.origin, shared.origin_start, shared.origin_end)
                assert there.report == copy.origin


def test_without_date_comes_last() -> None:
    dated, undated = report("b", BRIDGE), replace(report("a", BRIDGE), published=None)
    assert _origin(find_copies([undated, dated]), undated, BRIDGE).report == "b"


def test_the_example_in_the_documents_runs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (project / "docs" / "copies.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(example, {})
    assert capsys.readouterr().out == "early\n"
