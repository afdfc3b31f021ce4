"""Which claims come out of the ledger: filters, orders, pages and the three clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from sayso.ledger import Filter, Ledger, paging
from sayso.ledger.filters import parse_box, parse_count, parse_near
from sayso.ledger.paging import ORDERS
from sayso.model import InputError
from tests.ledger.reports import SHELLING, make_shelling, make_truce, ready

ALL = frozenset(("shelling", "attack", "talks"))


@pytest.fixture(scope="module")
def ledger(shared_ledger_address: str) -> Iterator[Ledger]:
    with Ledger(shared_ledger_address, create=True) as opened:
        opened.add(ready(make_shelling(url="https://tarn.example/1"), make_truce()))
        yield opened


def _types(ledger: Ledger, wanted: Filter, as_of: datetime | None = None) -> set[str]:
    found = {claim.record["type"] for claim in ledger.claims(wanted, as_of=as_of)}
    assert ledger.count(wanted, as_of=as_of) == len(found)
    assert {claim.record["type"] for claim in ledger.claims(wanted, as_of=as_of, limit=10)} == found
    return found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Filter(), ALL, id="all"),
        pytest.param(Filter(since=date(2031, 3, 1)), {"shelling"}, id="happened since"),
        pytest.param(Filter(until=date(2031, 3, 1)), {"attack"}, id="happened until"),
        pytest.param(Filter(since=date(2031, 3, 3), until=date(2031, 3, 3)), {"shelling"}, id="on that day"),
        pytest.param(Filter(since=date(2031, 3, 4)), set(), id="later"),
        pytest.param(Filter(published_since=date(2031, 3, 4)), {"shelling", "attack"}, id="published since"),
        pytest.param(Filter(published_until=date(2031, 3, 3)), set(), id="published until; undated ones do not pass"),
        pytest.param(Filter(places=("orliv",)), {"shelling"}, id="part of a place's name"),
        pytest.param(
            Filter(places=("ORLÍVKA", "sartana")), {"shelling", "talks"}, id="any place, any case and accents"
        ),
        pytest.param(Filter(places=("nowhere",)), set(), id="unknown place"),
        pytest.param(Filter(countries=("OSL",)), {"talks"}, id="country"),
        pytest.param(Filter(box=parse_box("47,36,49,37.5")), {"shelling"}, id="box"),
        pytest.param(Filter(box=parse_box("47,170,49,38")), {"shelling", "talks"}, id="box across the date line"),
        pytest.param(Filter(near=parse_near("48,37.1,8")), {"shelling"}, id="within 8 km of 7.4"),
        pytest.param(Filter(near=parse_near("48,37.1,7")), set(), id="not within 7 km"),
        pytest.param(Filter(types=("talks", "attack")), {"talks", "attack"}, id="types"),
        pytest.param(Filter(sources=("voss",)), {"shelling"}, id="source"),
        pytest.param(Filter(sources=("rebels",)), {"attack"}, id="a source is no actor"),
        pytest.param(Filter(actors=("osl-rebels",)), {"attack"}, id="actor by id"),
        pytest.param(Filter(actors=("market",)), {"shelling"}, id="to whom"),
        pytest.param(Filter(sides=("OSL",)), {"attack"}, id="side"),
        pytest.param(Filter(sides=("TRN",)), set(), id="the source's side is no party"),
        pytest.param(Filter(factuality=("CT-",)), {"attack"}, id="denied"),
        pytest.param(Filter(counts=(parse_count("killed>=43"),)), {"shelling"}, id="number"),
        pytest.param(Filter(counts=(parse_count("killed>43"),)), set(), id="more than that"),
        pytest.param(Filter(counts=(parse_count("killed = 43"), parse_count("killed<50"))), {"shelling"}, id="numbers"),
        pytest.param(Filter(counts=(parse_count("wounded>=1"),)), set(), id="another role"),
        pytest.param(Filter(words="kills markets"), {"shelling"}, id="words by their stems"),
        pytest.param(Filter(words="market sartana"), set(), id="all words"),
        pytest.param(Filter(words='market" OR "talks*'), set(), id="no language of the search engine"),
        pytest.param(Filter(reports=("truce",)), {"talks"}, id="report by name"),
        pytest.param(Filter(publishers=("tarn post",)), {"shelling", "attack"}, id="publisher"),
        pytest.param(Filter(ids=("zz",)), set(), id="unknown id"),
        pytest.param(Filter(places=("%",)), set(), id="a sign of LIKE is a sign"),
        pytest.param(Filter(types=("shelling",), sources=("lund",)), set(), id="all filters"),
        pytest.param(Filter(types=("talks",), words="talks", places=("Sartana",)), {"talks"}, id="three filters"),
    ],
)
def test_filters(ledger: Ledger, wanted: Filter, found: set[str]) -> None:
    assert _types(ledger, wanted) == found


def test_by_ids(ledger: Ledger) -> None:
    (talks,) = ledger.claims(Filter(types=("talks",)))
    for id in (talks.id, talks.id[:20]):
        assert "talks" in _types(ledger, Filter(ids=(id,)))
    assert _types(ledger, Filter(reports=(talks.report.id,))) == {"talks"}


@pytest.mark.parametrize("words", ["?!", "…"])
def test_words_that_are_none(ledger: Ledger, words: str) -> None:
    with pytest.raises(InputError, match="holds no word"):
        list(ledger.claims(Filter(words=words)))


# Of the three, shelling was published with the attack, happened later, is surer, and was recorded first.
@pytest.mark.parametrize(
    ("order", "latest"),
    [
        ("published", ["attack", "shelling", "talks"]),
        ("happened", ["shelling", "attack", "talks"]),
        ("recorded", ["talks", "attack", "shelling"]),
        ("confidence", ["shelling", "talks", "attack"]),
    ],
)
def test_orders(ledger: Ledger, order: paging.Order, latest: list[str]) -> None:
    undated = ["talks"] if order in {"published", "happened"} else []  # last in both directions
    known = [type for type in latest if type not in undated]
    for ascending, wanted in ((False, known + undated), (True, known[::-1] + undated)):
        for limit in (None, 10):
            found = ledger.claims(order=order, ascending=ascending, limit=limit)
            assert [claim.record["type"] for claim in found] == wanted


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Thirty reports of ten days, some without a day, out of order."""
    with Ledger(str(tmp_path_factory.mktemp("many") / "ledger.db"), create=True) as opened:
        for number in range(30):
            day = date(2031, 3, 1 + number * 7 % 10) if number % 5 else None
            text = SHELLING.replace("43", str(100 + number))
            reading = make_shelling(
                text=text, id=f"r{number}", published=day, killed=100 + number, confidence=number % 4 / 4
            )
            opened.add(ready(reading))
        yield opened


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize(("few", "walked"), [(2000, 20_000), (0, 20_000), (0, 7), (0, 0)])
@pytest.mark.parametrize(
    "wanted",
    [Filter(), Filter(types=("shelling",)), Filter(places=("orlivka",), counts=(parse_count("killed>=110"),))],
)
def test_pages_make_up_the_whole(
    many: Ledger,
    monkeypatch: pytest.MonkeyPatch,
    wanted: Filter,
    few: int,
    walked: int,
    ascending: bool,
    order: paging.Order,
) -> None:
    whole = [claim.id for claim in many.claims(wanted, order=order, ascending=ascending)]
    assert len(whole) == many.count(wanted) > 0
    monkeypatch.setattr(paging, "_FEW", few)
    monkeypatch.setattr(paging, "_WALKED", walked)
    for size in (7, 25):
        pages = [
            [claim.id for claim in many.claims(wanted, order=order, ascending=ascending, limit=size, offset=offset)]
            for offset in range(0, len(whole) + size, size)
        ]
        assert [id for page in pages for id in page] == whole


def test_as_of_a_superseded_claim_stands_and_a_later_one_is_not_there(ledger_address: str) -> None:
    url = "https://tarn.example/1"
    with Ledger(ledger_address, create=True) as ledger:
        ledger.add(ready(make_shelling(url=url)))
        first = next(ledger.claims()).recorded
        ledger.add(ready(make_shelling(text=SHELLING.replace("43", "47"), url=url, killed=47), make_truce()))
        second = next(ledger.claims()).recorded
        assert first
        assert second
        instant = timedelta(microseconds=1)

        def killed(as_of: datetime | None) -> set[object]:
            claims = ledger.claims(Filter(types=("shelling",)), as_of=as_of)
            return {claim.record["quantities"][0]["low"] for claim in claims}

        assert killed(first - instant) == set()
        assert killed(first) == killed(second - instant) == {43}
        assert killed(second) == killed(None) == {47}
        assert _types(ledger, Filter(), as_of=second - instant) == {"shelling", "attack"}
        assert _types(ledger, Filter(), as_of=second) == ALL
        (then,) = ledger.claims(Filter(types=("shelling",)), as_of=first)
        assert then.superseded is None  # nobody knew yet
        assert then.report.superseded is None


def test_as_of_holds_for_every_filter_and_order(ledger_address: str) -> None:
    reading = make_shelling()
    with Ledger(ledger_address, create=True) as ledger:
        ledger.add(ready(reading))
        first = next(ledger.claims()).recorded
        newer = replace(reading, versions=replace(reading.versions, sayso="9.9.9"))
        ledger.add(ready(newer), reread=True)
        filters = (Filter(), Filter(words="market"), Filter(places=("orlivka",)), Filter(types=("shelling",)))
        for wanted, order, limit in product(filters, ORDERS, (None, 5)):
            then = ledger.claims(wanted, as_of=first, order=order, limit=limit)
            now = ledger.claims(wanted, order=order, limit=limit)
            assert {claim.versions["sayso"] for claim in then} == {reading.versions.sayso}
            assert {claim.versions["sayso"] for claim in now} == {"9.9.9"}


def test_a_reader_sees_one_moment_while_others_write(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger, Ledger(ledger_address) as other:
        ledger.add(ready(make_shelling(), make_truce()))
        claims = ledger.claims()
        next(claims)
        other.add(ready(make_shelling(text=SHELLING.replace("43", "44"), id="later", killed=44)))
        assert len(list(claims)) == 2
        assert ledger.count() == 5
