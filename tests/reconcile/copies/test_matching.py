"""Links between reports: what is taken over light edits, cuts and re-ordering, what is not, and the window of days."""

from __future__ import annotations

from itertools import combinations

import pytest

from sayso.reconcile.copies import Link, SignedReport, Window, compare_reports, find_links, sign_report, trace_copies
from sayso.reconcile.copies.matching import PASSAGE_BAND
from sayso.reconcile.copies.signatures import PASSAGE_PERMUTATIONS, stack_signatures
from sayso.reconcile.copies.texts import ReportText
from tests.reconcile.copies.reports import BAKER, BRIDGE, DOCTOR, MARKET, PRICES, QUOTED, load_set, report


def _links(*reports: ReportText) -> tuple[Link, ...]:
    return find_links(map(sign_report, reports))


def _passages(links: tuple[Link, ...]) -> set[tuple[str, int | None, str, int | None]]:
    numbered = (link for link in links if link.number is not None)
    return {(link.report, link.number, link.origin, link.origin_number) for link in numbered}


FIRST = report("a", BRIDGE, BAKER, DOCTOR)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (report("b", BRIDGE, BAKER, DOCTOR), {("b", 0, "a", 0), ("b", 1, "a", 1), ("b", 2, "a", 2)}),
        (report("b", DOCTOR, BRIDGE), {("b", 0, "a", 2), ("b", 1, "a", 0)}),
        (report("b", PRICES, BAKER, MARKET), {("b", 1, "a", 1)}),
        (report("b", BRIDGE.replace("Monday night", "Monday").replace("families", "people")), {("b", 0, "a", 0)}),
        (report("b", BRIDGE.upper()), {("b", 0, "a", 0)}),
        (report("b", PRICES, MARKET), set()),
    ],
    ids=["all", "re-ordered", "part", "light edits", "capitals", "nothing"],
)
def test_passages_are_linked(later: ReportText, expected: set[tuple[str, int, str, int]]) -> None:
    assert _passages(_links(FIRST, later)) == expected


@pytest.mark.parametrize(
    ("day", "linked"), [(1, True), (8, True), (9, False), (None, True)], ids=["same", "in", "out", "without"]
)
def test_window_of_days(day: int | None, linked: bool) -> None:
    assert bool(_links(FIRST, report("b", BRIDGE, BAKER, DOCTOR, day=day))) is linked


def test_blocks_of_days_lose_no_link() -> None:
    reports = [report(f"r{day:02}", BRIDGE, BAKER, day=day) for day in range(1, 31)] + [report("u", BRIDGE, day=None)]
    linked = {(link.report, link.origin) for link in _links(*reports)}
    assert all((f"r{day + 1:02}", f"r{day:02}") in linked for day in range(1, 30))
    assert any(name == "u" for name, _ in linked)


def test_reports_without_date_are_linked_with_each_other() -> None:
    one, two = report("a", BRIDGE, day=None), report("b", BRIDGE, day=None)
    assert {(link.report, link.origin) for link in _links(two, one)} == {("b", "a")}
    dated = [report(f"r{day}", BAKER, day=day) for day in (1, 29)]
    assert {(link.report, link.origin) for link in _links(two, one, *dated)} == {("b", "a")}


def test_the_earlier_one_is_the_origin_and_dates_come_before_none() -> None:
    links = _links(report("a", BRIDGE, day=None), report("b", BRIDGE, day=4), report("c", BRIDGE, day=3))
    assert {(link.report, link.origin) for link in links} == {("b", "c"), ("a", "c"), ("a", "b")}


def test_a_report_is_not_linked_with_itself() -> None:
    assert _links(report("a", BRIDGE, BRIDGE)) == ()


def test_quotation_is_linked_where_speakers_may_be_one() -> None:
    words = "We heard the charges being carried"
    one = report("a", BAKER, QUOTED.format("Ilka Moor"), spoken=[(words, "Ilka Moor")])
    same = report("b", MARKET, QUOTED.format("Moor"), spoken=[(words, "Moor")])
    other = report("c", PRICES, QUOTED.format("Jon Tallis"), spoken=[(words, "Jon Tallis")])
    assert {(link.report, link.origin) for link in _links(one, same, other)} == {("b", "a")}


def test_shared_quotation_alone_links_no_prose() -> None:
    one, two = report("a", BAKER, QUOTED.format("her")), report("b", MARKET, QUOTED.format("a neighbour"))
    (link,) = _links(one, two)
    assert sign_report(two).passages[link.number or 0].kind == "quote"


@pytest.mark.parametrize("reports", [(), (report("a"),), (report("a"), report("b")), (report("a", "Yes."),)])
def test_nothing_to_link(reports: tuple[ReportText, ...]) -> None:
    assert _links(*reports) == ()


@pytest.fixture(scope="module")
def signed() -> tuple[SignedReport, ...]:
    return tuple(sign_report(entry.report) for entry in load_set())


def test_one_more_report_finds_what_all_together_find(signed: tuple[SignedReport, ...]) -> None:
    links, window = find_links(signed), Window(signed)
    for new in signed[::9]:
        found = window.find_links(new)
        assert set(found) >= {link for link in links if new.id in (link.report, link.origin)}
        others = [link for link in links if new.id not in (link.report, link.origin)]
        assert trace_copies(signed, [*others, *found]).roots(new.id) == trace_copies(signed, links).roots(new.id)


def test_order_does_not_matter(signed: tuple[SignedReport, ...]) -> None:
    assert find_links(reversed(signed)) == find_links(signed)


def test_two_reports_give_what_all_together_give(signed: tuple[SignedReport, ...]) -> None:
    links = set(find_links(signed))
    assert set(compare_reports(signed[1], signed[0])) == {
        link for link in links if {link.report, link.origin} == {signed[0].id, signed[1].id}
    }


def test_bands_find_what_datasketch_finds(signed: tuple[SignedReport, ...]) -> None:
    datasketch = pytest.importorskip("datasketch", reason="datasketch comes with sayso[dev]")
    passages = {(p.report, p.number): p for report in signed[:40] for p in report.passages if p.kind == "prose"}
    bands = PASSAGE_PERMUTATIONS // PASSAGE_BAND
    index = datasketch.MinHashLSH(num_perm=PASSAGE_PERMUTATIONS, params=(bands, PASSAGE_BAND))
    made = {
        key: datasketch.MinHash(hashvalues=stack_signatures([p.signature])[0], scheme="affine32")
        for key, p in passages.items()
    }
    for key, signature in made.items():
        index.insert(key, signature)
    near = {frozenset((key, other)) for key, signature in made.items() for other in index.query(signature)}
    for link in find_links(signed[:40]):
        one, two = (link.report, link.number), (link.origin, link.origin_number)
        if link.share >= 0.95 and one in passages and two in passages:
            assert frozenset((one, two)) in near


def test_forty_copies_cost_no_forty_squares() -> None:
    reports = [sign_report(report(f"r{number:02}", BRIDGE, BAKER, DOCTOR)) for number in range(40)]
    links = find_links(reports)
    assert len(links) < 40 * 40
    linked = {link.report for link in links}
    assert linked == {one.id for one in reports[1:]}
    assert all(one.origin < one.report for one in links)
    assert sum(1 for _ in combinations(reports, 2)) * 4 > len(links)
