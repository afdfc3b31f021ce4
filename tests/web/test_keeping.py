"""What is kept between pages is what would be made anew."""

from __future__ import annotations

import pytest

from sayso.ledger import Ledger
from sayso.ledger.filters import Filter
from sayso.ledger.incidents import ANY, IncidentPage
from sayso.run.deciding import decide
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import reconcile
from sayso.run.reviewing import review
from sayso.web.keeping import Kept, KeptBook
from sayso.web.lines import make_lines
from tests.run.reconciling.accounts import Account, prepare_accounts


@pytest.fixture
def ledger(own_strikes: str) -> Ledger:
    return Ledger(own_strikes)


def test_a_kept_incident_is_the_one_that_was_made(ledger: Ledger) -> None:
    book = KeptBook(ledger)
    first, second = list(book.incidents()), list(book.incidents())
    assert first == second == list(IncidentBook(ledger).incidents())
    assert all(one is other for one, other in zip(first, second, strict=True))


@pytest.mark.parametrize("deed", ["report", "decision", "review", "correction", "redaction"])
def test_whatever_is_written_is_seen_at_once(ledger: Ledger, deed: str) -> None:
    book = KeptBook(ledger)
    before = list(book.incidents(order="claims"))
    _see_all(book)
    if deed == "report":
        ledger.add(prepare_accounts(Account(dead=17, paper=3, way=2)))
    elif deed == "decision":
        decide(ledger, "same", before[1].id, before[2].id, who="Ada")
    elif deed == "review":
        review(ledger, before[0].claims[0], "reject", who="Ada")
    elif deed == "correction":
        review(ledger, before[1].claims[0], "correct", who="Ada", values={"type": "air_strike"})
    else:
        ledger.redact("Anna Krol", reason="private", as_name=True)
    reconcile(ledger, jobs=1)
    after = list(book.incidents(order="claims"))
    assert after == list(IncidentBook(ledger).incidents(order="claims"))
    assert after != before
    assert _see_all(book) == _see_all(KeptBook(ledger))


def _see_all(book: KeptBook) -> tuple[object, ...]:
    """What pages ask for beside incidents."""
    page = IncidentPage("claims")
    ids = book.sum_up("ids", Filter(), page, lambda found: [(one.id, one.claims) for one in found])
    return book.lines(Filter(), ANY, page), book.count(), book.days(), book.count(Filter(places=("Orlivka",))), ids


def test_lines_and_counts_are_kept(ledger: Ledger) -> None:
    book = KeptBook(ledger)
    first, second = (book.lines(Filter(), ANY, IncidentPage()) for _ in range(2))
    assert first == make_lines(list(IncidentBook(ledger).incidents()))
    assert all(one is other for one, other in zip(first, second, strict=True))
    assert book.days() is book.days()
    assert book.stamp() == book.stamp()


def test_the_least_used_goes_first() -> None:
    kept: Kept[str] = Kept(most=2)
    kept.keep("a", (), "A")
    kept.keep("b", (), "B")
    assert kept.find("a", ()) == "A"
    kept.keep("c", (), "C")
    assert [kept.find(key, ()) for key in "abc"] == ["A", None, "C"]
    assert kept.find("a", (1,)) is None


def test_nothing_is_kept_for_long() -> None:
    kept: Kept[str] = Kept(seconds=-1)
    kept.keep("a", (), "A")
    assert kept.find("a", ()) is None
    assert kept.give("a", lambda: "B") == "B"
