"""The ledger as programs use it: opening, writing once, versions, and what is refused."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from sayso.ledger import Ledger
from sayso.ledger.filters import Filter
from sayso.model import Reading, Refusal, SetupError, Versions
from tests.ledger.reports import SHELLING, make_shelling, make_truce, ready


@pytest.fixture
def ledger(ledger_address: str) -> Iterator[Ledger]:
    with Ledger(ledger_address, create=True) as opened:
        yield opened


def _as_read_by(reading: Reading, sayso: str) -> Reading:
    return replace(reading, versions=replace(reading.versions, sayso=sayso))


def test_what_was_written_comes_out_as_it_was(ledger: Ledger) -> None:
    reading = make_shelling(url="https://tarn.example/1")
    assert ledger.add(ready(reading)).outcomes == ["new"]
    first, second = sorted(ledger.claims(), key=lambda claim: claim.record["trigger"]["start"])
    assert [first.record["type"], second.record["type"]] == ["shelling", "attack"]
    assert first.sentence == SHELLING.partition(" Rebels")[0]
    assert first.report.url == "https://tarn.example/1"
    assert (first.report.name, first.report.version, first.report.published) == (
        "shelling",
        1,
        reading.report.published,
    )
    assert first.report.digest == reading.report.sha256
    assert first.versions["model"] == reading.versions.model
    assert first.recorded == first.report.recorded
    assert ledger.text(first.report.id) == SHELLING


def test_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.add(ready(make_shelling(), make_truce()))
    before = ledger.stats(), list(ledger.claims())
    assert ledger.add(ready(make_truce(), make_shelling(id="other name"))).outcomes == ["there", "there"]
    assert (ledger.stats(), list(ledger.claims())) == before


def test_a_new_text_at_an_address_is_a_version_and_replaces_the_old_claims(ledger: Ledger) -> None:
    url = "https://tarn.example/1"
    ledger.add(ready(make_shelling(url=url)))
    old = {claim.id for claim in ledger.claims()}
    revised = make_shelling(text=SHELLING.replace("43", "47"), url=f"{url}#top", killed=47)
    assert ledger.add(ready(revised)).outcomes == ["revised"]
    now = list(ledger.claims())
    assert {claim.report.version for claim in now} == {2}
    assert len(now) == 2
    (gone,) = ledger.history(sorted(old)[0])
    assert gone.superseded == gone.report.superseded == now[0].recorded


def test_read_anew_by_another_version_supersedes_only_when_asked(ledger: Ledger) -> None:
    reading = make_shelling()
    ledger.add(ready(reading))
    newer = _as_read_by(reading, "0.2.0")
    assert ledger.add(ready(newer)).outcomes == ["there"]
    assert ledger.add(ready(newer), reread=True).outcomes == ["reread"]
    claims = list(ledger.claims())
    assert [claim.versions["sayso"] for claim in claims] == ["0.2.0"] * 2
    both = ledger.history(claims[0].id)
    assert [claim.superseded is None for claim in both] == [False, True]
    assert all(claim.report.superseded is None for claim in both)


def test_knows_what_is_there_and_who_read_it(ledger: Ledger) -> None:
    here, other = make_shelling(), make_truce()
    ledger.add(ready(here))
    assert ledger.knows([here.report, other.report]) == [True, False]
    older = Versions("0.0.9", "m", "c", "g")
    assert ledger.knows([here.report, other.report], versions=here.versions) == [True, False]
    assert ledger.knows([here.report], versions=older) == [False]


def test_refusals_are_kept_once(ledger: Ledger) -> None:
    refusal = Refusal("no-sentence", "no running prose \x00", "https://tarn.example/2")
    ledger.refuse([refusal, refusal])
    ledger.refuse([refusal])
    assert ledger.describe().refusals == {"no-sentence": 1}


def test_moments_grow_though_the_clock_goes_back(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # noqa: ARG003 - as datetime's own
            return datetime(2020, 1, 1, tzinfo=UTC)

    ledger.add(ready(make_shelling()))
    monkeypatch.setattr("sayso.ledger.writing.datetime", Late)
    ledger.add(ready(make_truce()))
    talks, shelling = (next(ledger.claims(Filter(types=(type,)))) for type in ("talks", "shelling"))
    assert talks.recorded > shelling.recorded


@pytest.mark.parametrize("create", [False, True])
def test_another_programs_file_is_no_ledger(tmp_path: Path, *, create: bool) -> None:
    path = tmp_path / "other.db"
    with Ledger(str(path), create=True) as ledger, ledger.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(SetupError) as caught:
        Ledger(str(path), create=create)
    assert caught.value.slug == "ledger-missing"


@pytest.mark.parametrize(("version", "slug"), [("0000", "ledger-old"), ("9999", "ledger-new")])
def test_a_ledger_of_another_version_says_what_to_do(tmp_path: Path, version: str, slug: str) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(str(path), create=True) as ledger, ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    with pytest.raises(SetupError) as caught:
        Ledger(str(path))
    assert caught.value.slug == slug
    assert caught.value.remedy


def test_there_must_be_one_to_be_read(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="there is no ledger yet"):
        Ledger(str(tmp_path / "none.db"))
    with pytest.raises(SetupError, match="it is a folder"):
        Ledger(str(tmp_path), create=True)
    Ledger(str(tmp_path / "new" / "folder" / "ledger.db"), create=True).close()
    assert (tmp_path / "new" / "folder" / "ledger.db").is_file()


def test_figures_as_of_a_moment(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        ledger.add(ready(make_shelling()))
        (claim,) = list(ledger.claims(Filter(types=("shelling",))))[:1]
        assert claim.recorded
        ledger.add(ready(make_truce()))
        ledger.refuse([Refusal("no-sentence", "it is empty", "x.txt")])
        then, now = ledger.describe(as_of=claim.recorded), ledger.describe()
        assert (then.reports, then.readings, sum(then.refusals.values())) == (1, 1, 0)
        assert (now.reports, now.readings, sum(now.refusals.values())) == (2, 2, 1)
        assert 0 < then.claims == then.standing < now.claims
        assert ledger.describe(as_of=claim.recorded - timedelta(days=1)).reports == 0


def test_values_longer_than_an_index_holds(ledger_address: str) -> None:
    long = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9000))
    reading = make_shelling(url=f"https://news.example/{long}", id=long, publisher=long)
    with Ledger(ledger_address, create=True) as ledger:
        written = ledger.add(ready(reading))
        ledger.refuse([Refusal("no-sentence", long, long)])
        assert (written.outcomes, ledger.add(ready(reading)).outcomes) == (["new"], ["there"])
