"""How far coders agree with each other, and sayso with them: Krippendorff's alpha, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from sqlalchemy import Connection

from sayso.ledger import Ledger, reviews
from sayso.ledger.engine import reading
from sayso.model import REVIEW_FIELDS, Review, SetupError
from sayso.run.reviewing.correcting import find_records, tell_values

LEAST_UNITS = 20
"""Below so many claims that both have reviewed no figure is given: chance would tell as much."""
SAYSO = "sayso"
VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Coder:
    """What somebody said so far: how many claims were accepted, rejected and corrected, by reviews that stand."""

    who: str
    accepted: int
    rejected: int
    corrected: int


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far two agree on one field: on so many claims (`units`), on so many of them (`alike`) the same.

    `alpha` is Krippendorff's for nominal data: 1 is full agreement, 0 what chance would give. It is None where it
    cannot be told; `why` says so then.
    """

    one: str
    other: str
    field: str
    units: int
    alike: int
    alpha: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """All who have reviewed claims, and how far each two agree; one of the two may be `sayso` itself."""

    coders: tuple[Coder, ...]
    figures: tuple[FieldAgreement, ...]


_Codes = Mapping[str, Mapping[str, str]]
"""By claim: the value of each field."""


def agreement(ledger: Ledger) -> Agreement:
    """How far the people who reviewed claims agree with each other, and sayso with each of them.

    Of sayso what it read is compared with what a coder says is right, where the coder did not reject the claim: it
    gives no verdict. SetupError where the library that computes the figures is not installed.
    """
    with reading(ledger.engine) as connection:
        standing = [one for one in reviews.list_reviews(connection) if one.stands]
        read = _read(connection, sorted({one.claim for one in standing}))
    by_coder: dict[str, list[Review]] = {}
    for one in standing:
        if one.claim in read:
            by_coder.setdefault(one.who, []).append(one)
    codes = {who: _code(told, read) for who, told in sorted(by_coder.items())}
    own = {claim: tell_values(record) for claim, record in read.items()}
    pairs = [*combinations(codes.items(), 2), *(((SAYSO, own), coder) for coder in codes.items())]
    figures = [figure for one, other in pairs for figure in _compare(one, other)]
    return Agreement(tuple(_count(who, told) for who, told in sorted(by_coder.items())), tuple(figures))


def _read(connection: Connection, claims: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The records of these claims as they were last read."""
    return {id: json.loads(record) for id, record in find_records(connection, claims)}


def _code(told: Sequence[Review], read: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """What a coder says of each claim: the verdict, and what is right in each field unless the claim is none."""
    found: dict[str, dict[str, str]] = {}
    for one in told:
        found[one.claim] = {VERDICT: one.verdict}
        if one.verdict != "reject":
            record = dict(read[one.claim])
            for part in one.values.values():
                record |= part
            found[one.claim] |= tell_values(record)
    return found


def _count(who: str, told: Sequence[Review]) -> Coder:
    each = [sum(one.verdict == verdict for one in told) for verdict in ("accept", "reject", "correct")]
    return Coder(who, *each)


def _compare(one: tuple[str, _Codes], other: tuple[str, _Codes]) -> Iterator[FieldAgreement]:
    both = sorted(one[1].keys() & other[1].keys())
    for field in (VERDICT, *REVIEW_FIELDS):
        pairs = [
            (one[1][claim][field], other[1][claim][field])
            for claim in both
            if field in one[1][claim] and field in other[1][claim]
        ]
        if field == VERDICT and SAYSO in {one[0], other[0]}:
            continue
        alpha, why = find_alpha(pairs)
        yield FieldAgreement(one[0], other[0], field, len(pairs), sum(a == b for a, b in pairs), alpha, why)


def find_alpha(pairs: Sequence[tuple[str, str]]) -> tuple[float | None, str]:
    """Krippendorff's alpha of what two say of the same units; None, and why, where it tells nothing."""
    if len(pairs) < LEAST_UNITS:
        return None, f"fewer than {LEAST_UNITS} claims"
    numbers = {value: number for number, value in enumerate(sorted({value for pair in pairs for value in pair}))}
    if len(numbers) == 1:
        return None, "all say the same of every claim"
    try:
        import krippendorff  # noqa: PLC0415 - asked for by few, and only here
    except ModuleNotFoundError:
        remedy = "pip install 'sayso[web]'"
        raise SetupError("no-krippendorff", "agreement needs the library krippendorff", remedy=remedy) from None
    data = np.array([[numbers[a] for a, _ in pairs], [numbers[b] for _, b in pairs]], dtype=float)
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")), ""
