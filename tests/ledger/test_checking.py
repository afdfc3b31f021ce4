"""`check` proves that the ledger holds what was read, and tells whatever was changed behind its back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from sayso.ledger import Ledger
from tests.ledger.reports import make_shelling, make_truce, ready


@pytest.fixture
def ledger(ledger_address: str) -> Iterator[Ledger]:
    with Ledger(ledger_address, create=True) as opened:
        opened.add(ready(make_shelling(), make_truce()))
        yield opened


def test_nothing_is_wrong_and_each_report_is_told(ledger: Ledger) -> None:
    told: list[int] = []
    assert list(ledger.check(lambda: told.append(1))) == []
    assert len(told) == 2


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE reports SET text = replace(text, '43', '44')", "its text is not what was read"),
        ("UPDATE reports SET text = text || ' '", "its text is not what was read"),
        ("UPDATE reports SET digest = replace(digest, 'a', 'b')", "its id is not that of its key and digest"),
        ("UPDATE reports SET redacted = 1", "it was redacted, but nobody decided so"),
        ("UPDATE readings SET record = replace(record, 'Ida', 'Ada')", "are not what it says"),
        ("UPDATE records SET record = replace(record, 'struck', 'missed')", "are not what it says"),
        ("UPDATE records SET record = 'x'", "its record cannot be read"),
        ("UPDATE records SET sentence = 'It never happened.'", "its sentence is not what stands in the text"),
        ("UPDATE claims SET type = 'aid'", "it is not found by what its record says"),
        ("UPDATE claims SET factuality = 'CT-' WHERE factuality = 'CT+'", "it is not found by what its record says"),
        ("UPDATE claims SET id = id || 'x'", "its id is not that of its record"),
        ("DELETE FROM records", "there are claims without their words"),
    ],
)
def test_what_was_changed_is_told(ledger: Ledger, statement: str, line: str) -> None:
    with ledger.engine.begin() as connection:
        connection.execute(text(statement))
    assert any(line in found for found in ledger.check())


def test_a_claim_that_no_word_finds_is_told(ledger: Ledger) -> None:
    if ledger.file is None:
        pytest.skip("PostgreSQL keeps its index of words by itself")
    with ledger.engine.begin() as connection:
        connection.execute(text("INSERT INTO claims_words (claims_words) VALUES ('delete-all')"))
    assert list(ledger.check()) == ["the file: 3 claims, but 0 in the index of words"]


def test_a_row_that_points_nowhere_is_told(ledger: Ledger) -> None:
    if ledger.file is None:
        pytest.skip("PostgreSQL does not let it come to this")
    other = sqlite3.connect(ledger.file)  # whose foreign keys are not looked after
    with other:
        other.execute("UPDATE claims SET report = 99 WHERE row = 1")
    other.close()
    assert any("points at no row of reports" in found for found in ledger.check())
