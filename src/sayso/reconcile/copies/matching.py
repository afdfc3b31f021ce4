"""Which passages of which reports are the same words: candidates by bands, each one then measured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sayso.reconcile.copies.banding import WITHOUT_DATE, Indices, Rows, count_alike, find_candidates, is_near
from sayso.reconcile.copies.quoting import is_same_speaker
from sayso.reconcile.copies.signatures import REPORT_PERMUTATIONS, Signature, estimate_common, stack_signatures
from sayso.reconcile.copies.texts import SignedReport

WINDOW_DAYS = 7
"""Reports are compared when their publication dates are no farther apart."""
PASSAGE_BAND = 3
"""Values in a band for passages: half alike they are found with 99.6 %, a third alike with 80 %."""
REPORT_BAND = 2
"""The same for whole reports, which are fewer: a twentieth alike they are found with 47 %, a tenth alike with 92 %."""

BLOCK_DAYS = 28
"""So many days of reports are looked at together."""
MOST_COMPARED = 1_000_000
"""Pairs of passages that are compared at a time; about 100 MB."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From what share of the shorter one on, and from how many common shingles on, words count as taken over."""

    share: float
    shingles: float


# Tuned on the first half of the tests' set. What two reporters at one event have in common by themselves (names,
# offices, set phrases) stays below; see docs/copies.md.
PROSE = Limits(0.5, 7.0)
"""A passage that shows by itself that it was taken over."""
PROSE_BESIDE = Limits(0.3, 4.0)
"""A passage of a report in which another one shows by itself that it was taken over from the same report."""
PROSE_RETOLD = Limits(0.15, 2.5)
"""A passage of a report whose prose as a whole shows that it retells the other."""
QUOTE = Limits(0.6, 2.5)
REPORT = Limits(0.26, 14.0)
"""All the prose of a report together: a retelling whose passages are each changed too much."""


@dataclass(frozen=True, slots=True)
class Link:
    """That a passage of `report` has the words of one in `origin`, the earlier report; `share` of the shorter one.

    Numbers are those of the passages; both are None where the reports as wholes have words in common.
    """

    report: str
    number: int | None
    origin: str
    origin_number: int | None
    share: float


@dataclass(frozen=True, slots=True)
class _Table:
    """Reports in order, and their passages one below the other."""

    reports: tuple[SignedReport, ...]
    passages: Rows
    wholes: Rows
    words: Indices
    whole_words: Indices
    quoted: NDArray[np.bool_]
    first: Indices
    """Where the passages of each report begin; one more for the end."""


def find_links(reports: Iterable[SignedReport], *, window_days: int = WINDOW_DAYS) -> tuple[Link, ...]:
    """All links among `reports`. The order in which they are given does not matter."""
    links: set[Link] = set()
    for block, since in _cut_blocks(list(reports), window_days):
        table = _make_table(block)
        passages = find_candidates(table.passages, width=PASSAGE_BAND, window_days=window_days)
        wholes = find_candidates(table.wholes, width=REPORT_BAND, window_days=window_days)
        new = {report.id for report in block if report.published is None or report.published.toordinal() >= since}
        links.update(link for link in _measure(table, passages, wholes) if link.report in new)
    return tuple(sorted(links, key=_order_link))


def _cut_blocks(reports: list[SignedReport], window_days: int) -> Iterator[tuple[list[SignedReport], int]]:
    """The reports by blocks of days, each with the days of the window before it, and where the block itself begins.

    So memory grows with the reports of some weeks, not with those of all years. Reports without date are in each.
    """
    length = max(BLOCK_DAYS, 2 * window_days)
    by_block: dict[int, list[SignedReport]] = {}
    undated = [report for report in reports if report.published is None]
    for report in reports:
        if report.published is not None:
            by_block.setdefault(report.published.toordinal() // length, []).append(report)
    if not by_block or len(undated) * len(by_block) > len(
        reports
    ):  # they would be compared with each other again and again
        yield reports, 0
        return
    for block in sorted(by_block):
        since = block * length
        before = [
            report
            for report in by_block.get(block - 1, [])
            if report.published is not None and report.published.toordinal() >= since - window_days
        ]
        yield [*before, *by_block[block], *undated], since


class Window:
    """The reports of some days, kept ready, so that a new report's links are found in milliseconds."""

    def __init__(self, reports: Iterable[SignedReport], *, window_days: int = WINDOW_DAYS) -> None:
        self._table = _make_table(reports)
        self._days = window_days
        # One value of all signatures lies together: that is how they are looked through.
        self._passages = np.ascontiguousarray(self._table.passages.signatures.T)
        self._wholes = np.ascontiguousarray(self._table.wholes.signatures.T)

    def find_links(self, report: SignedReport) -> tuple[Link, ...]:
        """The links between `report` and the others of the window, whichever is the earlier."""
        new = _make_table([report])
        near = is_near(self._table.wholes.days, new.wholes.days[0], self._days)
        near &= np.array([other.id != report.id for other in self._table.reports], dtype=bool)
        chosen = _look_through(self._wholes, new.wholes.signatures, REPORT_BAND)
        owners = _look_through(self._passages, new.passages.signatures, PASSAGE_BAND)
        found = np.union1d(chosen, self._table.passages.owners[owners])
        others = [self._table.reports[index] for index in found if near[index]]
        links = (link for other in others for link in compare_reports(report, other))
        return tuple(sorted(links, key=_order_link))


def compare_reports(one: SignedReport, two: SignedReport) -> tuple[Link, ...]:
    """The links between two reports, all their passages compared."""
    table = _make_table([one, two])
    whole = np.array([0]), np.array([1])
    none = np.empty(0, dtype=np.int64)
    if math.prod(np.diff(table.first).tolist()) <= MOST_COMPARED:
        return _measure(table, _cross(table, *whole, none, none), whole)
    return _measure(table, find_candidates(table.passages, width=PASSAGE_BAND, window_days=date.max.toordinal()), whole)


def _look_through(columns: Signature, signatures: Signature, width: int) -> Indices:
    """Which of those that stand in the columns agree in a band with any of `signatures`."""
    found = [np.empty(0, dtype=np.int64)]
    for signature in signatures:
        for first in range(0, len(columns) - width + 1, width):
            rows = np.flatnonzero(columns[first] == signature[first])
            for place in range(first + 1, first + width):
                rows = rows[columns[place][rows] == signature[place]]
            found.append(rows)
    return np.unique(np.concatenate(found))


def _make_table(reports: Iterable[SignedReport]) -> _Table:
    ordered = tuple(sorted(reports, key=lambda report: report.order))
    days = np.array([r.published.toordinal() if r.published else WITHOUT_DATE for r in ordered], dtype=np.int64)
    counts = np.array([len(report.passages) for report in ordered], dtype=np.int64)
    owners = np.repeat(np.arange(len(ordered), dtype=np.int64), counts)
    passages = Rows(stack_signatures(p.signature for r in ordered for p in r.passages), days[owners], owners)
    wholes = Rows(
        stack_signatures((r.signature for r in ordered), permutations=REPORT_PERMUTATIONS),
        days,
        np.arange(len(ordered), dtype=np.int64),
    )
    words = np.fromiter((p.words for r in ordered for p in r.passages), dtype=np.int64, count=len(owners))
    quoted = np.fromiter((p.kind == "quote" for r in ordered for p in r.passages), dtype=bool, count=len(owners))
    whole_words = np.bincount(owners, weights=np.where(quoted, 0, words), minlength=len(ordered)).astype(np.int64)
    return _Table(ordered, passages, wholes, words, whole_words, quoted, np.concatenate([[0], np.cumsum(counts)]))


def _measure(table: _Table, passages: tuple[Indices, Indices], wholes: tuple[Indices, Indices]) -> tuple[Link, ...]:
    one, two, shares = _keep_passages(table, *passages, PROSE)
    count = max(len(table.reports), 1)
    prose = ~table.quoted[one]
    owners = table.passages.owners
    shown = np.unique(owners[one[prose]] * count + owners[two[prose]])
    asked = np.union1d(shown, wholes[0] * count + wholes[1])
    first, second, whole_shares = _keep_wholes(table, asked // count, asked % count)
    retold = first * count + second
    parts = [(one, two, shares)]
    for pairs, limits in ((retold, PROSE_RETOLD), (np.setdiff1d(shown, retold), PROSE_BESIDE)):
        for some in _in_parts(table, pairs // count, pairs % count):
            parts.append(_keep_passages(table, *_cross(table, *some, one, two), limits))
    one, two, shares = (np.concatenate(part) for part in zip(*parts, strict=True))
    made = _make_links(table, one, two, shares)
    made += [
        Link(table.reports[b].id, None, table.reports[a].id, None, round(float(share), 3))
        for a, b, share in zip(first.tolist(), second.tolist(), whole_shares, strict=True)
    ]
    return tuple(sorted(made, key=_order_link))


def _keep_passages(
    table: _Table, one: Indices, two: Indices, limits: Limits
) -> tuple[Indices, Indices, NDArray[np.float64]]:
    """The pairs that have enough words in common, by the limits given for prose, and what share."""
    same = table.quoted[one] == table.quoted[two]
    one, two = one[same], two[same]
    signatures = table.passages.signatures
    alike = count_alike(signatures, one, signatures, two)
    common, share = estimate_common(alike, table.words[one], table.words[two])
    quoted = table.quoted[one]
    enough = np.where(
        quoted,
        (share >= QUOTE.share) & (common >= QUOTE.shingles),
        (share >= limits.share) & (common >= limits.shingles),
    )
    return one[enough], two[enough], share[enough]


def _keep_wholes(table: _Table, one: Indices, two: Indices) -> tuple[Indices, Indices, NDArray[np.float64]]:
    has_prose = (table.whole_words[one] > 0) & (table.whole_words[two] > 0)
    one, two = one[has_prose], two[has_prose]
    alike = count_alike(table.wholes.signatures, one, table.wholes.signatures, two)
    common, share = estimate_common(alike, table.whole_words[one], table.whole_words[two])
    enough = (share >= REPORT.share) & (common >= REPORT.shingles)
    return one[enough], two[enough], share[enough]


def _in_parts(table: _Table, earlier: Indices, later: Indices) -> Iterator[tuple[Indices, Indices]]:
    """The pairs of reports, so many at a time that their passages can all be compared in little memory.

    Two that are both of enormous length are left out: of them only what the bands found counts.
    """
    sizes = np.diff(table.first)
    counts = sizes[earlier] * sizes[later]
    small = counts <= MOST_COMPARED
    earlier, later, counts = earlier[small], later[small], counts[small]
    cuts = np.cumsum(counts) // MOST_COMPARED
    for part in np.split(np.arange(len(counts)), np.flatnonzero(np.diff(cuts)) + 1):
        yield earlier[part], later[part]


def _cross(table: _Table, earlier: Indices, later: Indices, one: Indices, two: Indices) -> tuple[Indices, Indices]:
    """All pairs of passages of these pairs of reports, less those that are in `one` and `two` already."""
    sizes = table.first[later + 1] - table.first[later]
    widths = table.first[earlier + 1] - table.first[earlier]
    counts = sizes * widths
    pair = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    left = table.first[earlier][pair] + place % widths[pair]
    right = table.first[later][pair] + place // widths[pair]
    total = max(len(table.words), 1)
    fresh = ~np.isin(left * total + right, one * total + two, assume_unique=True)
    return left[fresh], right[fresh]


def _make_links(table: _Table, one: Indices, two: Indices, shares: NDArray[np.float64]) -> list[Link]:
    made = []
    owners = table.passages.owners
    for a, b, share in zip(one.tolist(), two.tolist(), shares.tolist(), strict=True):
        origin, report = table.reports[owners[a]], table.reports[owners[b]]
        earlier, later = origin.passages[a - table.first[owners[a]]], report.passages[b - table.first[owners[b]]]
        if earlier.kind == "prose" or is_same_speaker(earlier.speaker, later.speaker):
            made.append(Link(report.id, later.number, origin.id, earlier.number, round(share, 3)))
    return made


def _order_link(link: Link) -> tuple[str, int, str, int]:
    numbers = [-1 if number is None else number for number in (link.number, link.origin_number)]
    return link.report, numbers[0], link.origin, numbers[1]
