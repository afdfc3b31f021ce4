"""Where the words of a report come from: each passage is followed from copy to copy to the earliest report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sayso.reconcile.copies.matching import WINDOW_DAYS, Link, find_links
from sayso.reconcile.copies.signing import sign_report
from sayso.reconcile.copies.texts import Passage, ReportText, SignedReport

CopyKind = Literal["whole", "part", "quote"]
OriginKind = Literal["own", "whole", "part", "quote"]

WHOLE_SHARE = 0.7
"""With this share of its words taken over from one report, a report is its copy, and the rest counts as retold too."""
CLOSE_SHARE = 0.2
"""A passage that is like several earlier ones comes from the earliest of those that are this close to the likest."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Words of a report, and where the same words stand in its origin (None: all through it); `share` as in `Link`."""

    start: int
    end: int
    origin_start: int | None
    origin_end: int | None
    share: float


@dataclass(frozen=True, slots=True)
class Copy:
    """What `report` has from `origin`, the earliest report that these words lead to; `share` of its prose.

    `quote`: nothing but quotations; `share` is then the share of its quoted words.
    """

    report: str
    origin: str
    kind: CopyKind
    share: float
    spans: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of some words. Those with the same `key` are one say-so, however many reports have them.

    `report` is the earliest one that has them, `start` and `end` where they stand there (None: all through it),
    `agency` the one whose text it is, as far as any report that has it says so, `speaker` who is quoted.
    """

    key: str
    report: str
    start: int | None
    end: int | None
    published: date | None
    publisher: str | None
    agency: str | None
    kind: OriginKind
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a passage was found to come from: the root report and passage there (None: no one passage of it)."""

    root: str
    number: int | None
    share: float


@dataclass(frozen=True, slots=True)
class _Traced:
    """One report: the source of each passage that has one, and the report that all of it comes from, if it does."""

    sources: Mapping[int, _Source]
    whole: str | None


@dataclass(frozen=True, slots=True)
class Copies:
    """What was found: `copies` sorted by report and origin; `origin` and `pairs` are asked of it."""

    copies: tuple[Copy, ...]
    _reports: Mapping[str, SignedReport]
    _traced: Mapping[str, _Traced]
    _agencies: Mapping[str, str]

    def __contains__(self, report: object) -> bool:
        """Whether the report of this id was among those looked at."""
        return report in self._reports

    def origin(self, report: str, start: int, end: int) -> Origin:
        """The origin of the words from `start` to `end` of a report: of a quotation that is most of them, else of the
        passage in which most of them stand. KeyError where the report was not among those looked at.
        """
        signed = self._reports[report]
        quote = _find_passage(signed, "quote", start, end, least=(end - start) / 2)
        if quote is not None:
            return self._make_origin(signed, quote, "quote")
        passage = _find_passage(signed, "prose", start, end, least=1)
        return self._make_origin(signed, passage, self._kind(report, passage))

    def roots(self, report: str) -> frozenset[str]:
        """The reports that the prose of `report` comes from: itself, where some of it is its own."""
        signed = self._reports[report]
        kept = {self._source(report, p.number).root for p in signed.passages if p.kind == "prose"}
        return frozenset(kept or {report})

    def _source(self, report: str, number: int | None) -> _Source:
        traced = self._traced[report]
        own = _Source(traced.whole or report, None if traced.whole else number, 1.0)
        return own if number is None else traced.sources.get(number, own)

    def _kind(self, report: str, passage: Passage | None) -> OriginKind:
        if self._source(report, passage.number if passage else None).root == report:
            return "own"
        return "whole" if self._traced[report].whole else "part"

    def _make_origin(self, signed: SignedReport, passage: Passage | None, kind: OriginKind) -> Origin:
        if kind == "quote" and passage:
            source = self._traced[signed.id].sources.get(passage.number, _Source(signed.id, passage.number, 1.0))
        else:
            source = self._source(signed.id, passage.number if passage else None)
        root = self._reports[source.root]
        there = root.passages[source.number] if source.number is not None else None
        return Origin(
            key=f"quote:{root.id}:{source.number}" if kind == "quote" else f"report:{root.id}",
            report=root.id,
            start=there.start if there else None,
            end=there.end if there else None,
            published=root.published,
            publisher=root.publisher,
            agency=self._agencies.get(root.id),
            kind=kind,
            speaker=(there.speaker if there else None) or (passage.speaker if passage and kind == "quote" else None),
        )


def find_copies(reports: Iterable[ReportText], *, window_days: int = WINDOW_DAYS) -> Copies:
    """The copies among `reports`, whose ids differ. The order in which they are given does not matter."""
    signed = [sign_report(report) for report in reports]
    return trace_copies(signed, find_links(signed, window_days=window_days))


def trace_copies(reports: Iterable[SignedReport], links: Iterable[Link]) -> Copies:
    """The copies that links between reports show. Links to reports that are not given are left aside."""
    known = {report.id: report for report in sorted(reports, key=lambda report: report.order)}
    inside = (link for link in links if link.report in known and link.origin in known)
    ordered = sorted(inside, key=lambda link: link.report)
    by_report = {report: list(group) for report, group in groupby(ordered, key=lambda link: link.report)}
    traced: dict[str, _Traced] = {}
    for report in known.values():  # the earliest first, so that an origin is always traced before what comes from it
        traced[report.id] = _trace(report, by_report.get(report.id, []), known, traced)
    copies = tuple(copy for name in sorted(known) for copy in _list_copies(known[name], traced[name], known))
    return Copies(copies, known, traced, _name_agencies(known, traced))


def _trace(
    report: SignedReport, links: list[Link], known: Mapping[str, SignedReport], traced: Mapping[str, _Traced]
) -> _Traced:
    sources: dict[int, _Source] = {}
    by_number: dict[int, list[Link]] = {}
    for link in links:
        if link.number is not None:
            by_number.setdefault(link.number, []).append(link)
    for number, found in by_number.items():
        chosen = _choose(found, known)
        sources[number] = _follow(chosen, traced)
    return _Traced(
        sources, _find_whole(report, sources, [link for link in links if link.number is None], known, traced)
    )


def _choose(links: list[Link], known: Mapping[str, SignedReport]) -> Link:
    """The earliest of those that are about as like as the likest."""
    best = max(link.share for link in links)
    close = [link for link in links if link.share >= best - CLOSE_SHARE]
    return min(close, key=lambda link: (known[link.origin].order, -link.share, link.origin_number or 0))


def _follow(link: Link, traced: Mapping[str, _Traced]) -> _Source:
    before = traced[link.origin]
    if link.origin_number is not None and (root := before.sources.get(link.origin_number)):
        return _Source(root.root, root.number, link.share)
    if before.whole:
        return _Source(before.whole, None, link.share)
    return _Source(link.origin, link.origin_number, link.share)


def _find_whole(
    report: SignedReport,
    sources: Mapping[int, _Source],
    wholes: list[Link],
    known: Mapping[str, SignedReport],
    traced: Mapping[str, _Traced],
) -> str | None:
    """The report that all of `report` comes from: most of its prose does, or its words do and no passage alone."""
    prose = [passage for passage in report.passages if passage.kind == "prose"]
    covered: dict[str, int] = {}
    for passage in prose:
        if source := sources.get(passage.number):
            covered[source.root] = covered.get(source.root, 0) + passage.words
    if not covered and wholes:
        return _follow(_choose(wholes, known), traced).root
    most = max(covered, key=lambda root: (covered[root], root), default=None)
    words = sum(passage.words for passage in prose)
    return most if most is not None and covered[most] >= WHOLE_SHARE * words else None


def _list_copies(report: SignedReport, traced: _Traced, known: Mapping[str, SignedReport]) -> Iterable[Copy]:
    taken: dict[str, list[tuple[Passage, _Source]]] = {}
    for passage in report.passages:
        source = traced.sources.get(passage.number)
        if source is None and traced.whole and passage.kind == "prose":
            source = _Source(traced.whole, None, 0.0)
        if source and source.root != report.id:
            taken.setdefault(source.root, []).append((passage, source))
    for root, parts in sorted(taken.items()):
        yield _make_copy(report, known[root], parts, is_whole=traced.whole == root)


def _make_copy(
    report: SignedReport, root: SignedReport, parts: list[tuple[Passage, _Source]], *, is_whole: bool
) -> Copy:
    kinds = {passage.kind for passage, _ in parts}
    counted = "prose" if "prose" in kinds else "quote"
    taken = sum(passage.words for passage, _ in parts if passage.kind == counted)
    words = sum(passage.words for passage in report.passages if passage.kind == counted)
    spans = []
    for passage, source in parts:
        there = root.passages[source.number] if source.number is not None else None
        start, end = (there.start, there.end) if there else (None, None)
        spans.append(Shared(passage.start, passage.end, start, end, source.share))
    kind: CopyKind = "quote" if counted == "quote" else "whole" if is_whole else "part"
    return Copy(report.id, root.id, kind, round(taken / words, 3), tuple(spans))


def _name_agencies(known: Mapping[str, SignedReport], traced: Mapping[str, _Traced]) -> dict[str, str]:
    """The agency of each root: the one it names, else the one that the earliest copy of all of it names. An agency that
    takes over a passage of somebody's statement has not written it.
    """
    found: dict[str, str] = {report.id: report.agency for report in known.values() if report.agency}
    for report in known.values():
        root = traced[report.id].whole
        if report.agency and root is not None:
            found.setdefault(root, report.agency)
    return found


def _find_passage(report: SignedReport, kind: str, start: int, end: int, *, least: float) -> Passage | None:
    """The passage of this kind that has most of these characters, at least so many of them."""
    best: Passage | None = None
    most = 0
    for passage in report.passages:
        overlap = min(passage.end, end) - max(passage.start, start)
        if passage.kind == kind and overlap >= least and overlap > most:
            best, most = passage, overlap
    return best


def count_origins(origins: Iterable[Origin]) -> int:
    """How many say-sos stand behind these words of one event: one key is one, and so is one agency."""
    groups: list[set[str]] = []
    for origin in origins:
        names = {origin.key} | ({f"agency:{origin.agency}"} if origin.agency and origin.kind != "quote" else set())
        touching = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names] + [names.union(*touching)]
    return len(groups)
