"""Words taken out of the ledger: they are gone from every table, from the index of words and from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select, text

from sayso.ledger import Filter, Ledger
from sayso.ledger.covering import NameCover
from sayso.model import InputError, LedgerError, Refusal
from tests.ledger.reports import SHELLING, make_shelling, make_truce, ready


@pytest.fixture
def ledger(ledger_address: str) -> Iterator[Ledger]:
    with Ledger(ledger_address, create=True) as opened:
        yield opened


def _everything(ledger: Ledger) -> str:
    """All that stands in any table."""
    tables = MetaData()
    with ledger.engine.connect() as connection:
        tables.reflect(connection)
        rows = [
            repr(tuple(row))
            for table in tables.tables.values()
            if not table.name.startswith("claims_words")
            for row in connection.execute(select(table))
        ]
    return "\n".join(rows).encode().decode("unicode_escape", "replace").casefold() + "\n".join(rows).casefold()


def _on_disk(ledger: Ledger) -> bytes:
    file = ledger.file
    if file is None:
        return b""
    return b"".join(path.read_bytes() for path in Path(file.parent).iterdir() if path.is_file()).lower()


@pytest.mark.parametrize(
    ("words", "covered"),
    [
        ("Anna Krol said", "████ ████ said"),
        ("ANNA\n  KRÓL's", "████\n  ████'s"),
        ("Anna-Krol, anna_krol", "████████▮, ████████▮"),
        ("A\u0301nna Kr\u00adol", "█████ █████"),
        ("Joanna Krol, Anna Krolik", "Joanna Krol, Anna Krolik"),
        ("Krol, Anna", "Krol, Anna"),
    ],
)
def test_a_name_is_covered_however_it_is_written(words: str, covered: str) -> None:
    found = NameCover("Anna Krol")(words)
    assert len(found) == len(words)
    if "▮" in covered:  # signs between the words are covered, too
        assert not set(found) & set("nakrlANKRL")
    else:
        assert found == covered


@pytest.mark.parametrize("address", ["https://x.example/anna-krol.html", "anna%20krol", "@AnnaKrol2", "x/annakrol"])
def test_a_name_is_covered_in_addresses(address: str) -> None:
    found = NameCover("anna krol").in_address(address)
    assert "krol" not in found.casefold()
    assert "anna" not in found.casefold()


def test_a_name_is_gone_wherever_it_stood(ledger: Ledger) -> None:
    url = "https://tarn.example/mayor-ida-voss-speaks"
    text = SHELLING.replace("Ida Voss", "IDA  VOSS")
    shelling = make_shelling(text=text, id="ida_voss", url=url, mayor="Mayor IDA  VOSS")
    ledger.add(ready(shelling, make_shelling(id="copy", publisher="Osel Wire"), make_truce()))
    ledger.refuse([Refusal("no-sentence", "nothing by Ida Voss in it", "feeds/ida-voss.txt")])
    done = ledger.redact("ida voss", reason="asked for by Ída Voss", who="Ida Voss herself")
    assert (done.reports, done.claims) == (2, 4)
    everything = _everything(ledger)
    assert "voss" not in everything
    assert "lund" in everything
    assert b"voss" not in _on_disk(ledger)
    assert list(ledger.check()) == []
    assert ledger.count(Filter(words="voss")) == ledger.count(Filter(sources=("voss",))) == 0
    assert ledger.count(Filter(words="market")) == 2
    assert ledger.count(Filter(sources=("mayor",))) == 2
    claim = next(ledger.claims(Filter(types=("shelling",))))
    assert claim.report.redacted
    assert claim.record["source"]["name"].startswith("Mayor █")
    assert claim.record["places"][0]["latitude"] == 48.0


def test_a_part_of_the_name_that_was_read_by_itself_is_covered(ledger: Ledger) -> None:
    ledger.add(ready(make_shelling()))
    ledger.redact("Orlivka on", reason="a test")
    assert list(ledger.check()) == []
    (claim,) = ledger.claims(Filter(types=("shelling",)))
    place = claim.record["places"][0]
    assert (place["text"], place["name"], place["latitude"]) == ("███████", "███████", None)
    assert ledger.count(Filter(places=("orlivka",))) == 0
    assert ledger.count(Filter(near=None, countries=("TRN",))) == 1


@pytest.mark.parametrize("by", ["id", "name", "address"])
def test_a_report_is_gone_with_all_its_versions(ledger: Ledger, by: str) -> None:
    url = "https://tarn.example/orlivka-market"
    old = make_shelling(id="market-orlivka", url=url)
    new = make_shelling(text=SHELLING.replace("43", "47"), id="market-orlivka", url=url, killed=47)
    copy = make_shelling(id="copy", publisher="Osel Wire")
    ledger.add(ready(old, new, copy, make_truce()))
    ledger.refuse([Refusal("too-large", "too large, 30 MB", url)])
    report = next(ledger.claims(Filter(reports=("market-orlivka",)))).report
    done = ledger.redact({"id": report.id, "name": "market-orlivka", "address": url}[by], reason="withdrawn")
    assert (done.reports, done.claims) == (2, 4)
    assert len(done.alike) == 1  # the copy: whoever redacts is told
    assert ledger.redact(done.alike[0], reason="withdrawn").reports == 1
    everything = _everything(ledger)
    for word in ("orlivka", "voss", "rebels denied", "tarn.example", "shells"):
        assert word not in everything, word
    assert b"voss" not in _on_disk(ledger)
    assert b"orlivka" not in _on_disk(ledger)
    assert list(ledger.check()) == []
    assert ledger.count(Filter(places=("orlivka",))) == ledger.count(Filter(sources=("voss",))) == 0
    assert ledger.count(Filter(words="market")) == 0
    assert ledger.text(report.id) == "".join("█" if letter.strip() else letter for letter in new.report.text)
    assert {claim.report.digest for claim in ledger.claims(Filter(types=("shelling",)))} == {
        new.report.sha256,
        copy.report.sha256,
    }


@pytest.mark.parametrize("reread", [False, True])
def test_what_was_redacted_does_not_come_back(ledger: Ledger, *, reread: bool) -> None:
    reading = make_shelling(url="https://tarn.example/1")
    ledger.add(ready(reading))
    ledger.redact("shelling", reason="withdrawn")
    assert ledger.add(ready(reading), reread=reread).outcomes == ["there"]
    assert ledger.knows([reading.report], versions=reading.versions) == [True]
    assert "voss" not in _everything(ledger)


def test_the_reason_stays(ledger: Ledger) -> None:
    ledger.add(ready(make_shelling()))
    (report,) = {claim.report.id for claim in ledger.claims()}
    ledger.redact("Ida Voss", reason="threatened", who="the editor")
    with ledger.engine.connect() as connection:
        row = connection.execute(text("SELECT kind, target, reason, who FROM decisions")).one()
    assert tuple(row) == ("redact-name", report, "threatened", "the editor")


@pytest.mark.parametrize(("word", "slug"), [("Nobody Known", "no-such-name"), ("...", "no-name")])
def test_what_stands_nowhere(ledger: Ledger, word: str, slug: str) -> None:
    ledger.add(ready(make_shelling()))
    with pytest.raises(InputError) as caught:
        ledger.redact(word, reason="a test")
    assert caught.value.slug == slug
    assert ledger.describe().decisions == 0


def test_a_name_that_several_reports_came_with_is_not_guessed(ledger: Ledger) -> None:
    ledger.add(ready(make_shelling(), make_shelling(publisher="Osel Wire")))
    with pytest.raises(InputError) as caught:
        ledger.redact("shelling", reason="a test")
    assert caught.value.slug == "several-reports"
    assert "shelling" not in caught.value.remedy
    assert ledger.describe().redacted == 0


def test_a_name_of_the_programs_own_words_redacts_no_report(ledger: Ledger) -> None:
    ledger.add(ready(make_shelling(), make_truce()))
    assert ledger.redact("Talks", reason="a test").reports == 1  # in the text of one; a type of event stays one
    assert ledger.count(Filter(types=("talks",))) == 1
    assert list(ledger.check()) == []


def test_others_that_read_are_told_of(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger, Ledger(path) as other:
        ledger.add(ready(make_shelling()))
        reader = other.claims()
        next(reader)
        with pytest.raises(LedgerError) as caught:
            Ledger(path, patience_seconds=0.1).redact("Ida Voss", reason="a test")
        assert caught.value.slug == "ledger-busy"
        reader.close()
        ledger.vacuum()
        assert b"voss" not in _on_disk(ledger)
