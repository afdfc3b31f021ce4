"""`sayso incident`: one incident with its accounts side by side."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from sayso.cli import main
from sayso.cli.exits import ExitCode
from sayso.ledger import Ledger
from sayso.model import Incident
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import reconcile
from tests.run.reconciling.accounts import Account, prepare_accounts

SCHEMA = Path(__file__).parents[2] / "docs" / "incident.schema.json"


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["incident", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture(scope="module")
def strike(strikes: str) -> Incident:
    with Ledger(strikes) as ledger:
        return next(IncidentBook(ledger).incidents(order="claims"))


def test_page_for_people(strikes: str, strike: Incident, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, strike.id, "--ledger", strikes)
    assert (code, err) == (ExitCode.DONE, "")
    assert all(len(line) <= 100 for line in out.splitlines())
    for words in (
        "shelling, Orlivka (OSL), 1 Mar 2031",
        strike.id,
        "contested, Weak, F2",
        "3 origins in 3 reports",
        "whether",
        "4 people killed (4–9)",
        "by the policy ucdp",
        "A rescue worker",
        "2 Mar, Osel Wire",
        "shelling (denied)",
        "killing",
    ):
        assert words in out


def test_sides_stand_beside_each_other_and_below_each_other_where_it_is_narrow(
    strikes: str, strike: Incident, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = ("Those said to have done it", "Side not known")

    def lines_of_titles() -> list[int]:
        _, out, _ = _run(capsys, strike.id, "--ledger", strikes)
        return [number for number, line in enumerate(out.splitlines()) for title in titles if title in line]

    beside = lines_of_titles()
    monkeypatch.setattr("sayso.cli.table.WIDTH_COLUMNS", 44)
    below = lines_of_titles()
    assert len(beside) == len(below) == 2
    assert beside[0] == beside[1]
    assert below[0] < below[1]


def test_json_is_the_detail(strikes: str, strike: Incident, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, strike.id, "--ledger", strikes, "--format", "json")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    record = json.loads(out)
    jsonschema.validate(record, {"$ref": "#/$defs/detail", "$defs": schema["$defs"]})
    assert [account["claim"] for account in record["accounts"]] == list(strike.claims)


def test_an_id_that_was_given_up_leads_on(strikes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shutil.copy(strikes, tmp_path / "ledger.db")
    with Ledger(str(path)) as ledger:
        first, other = (
            incident.id for incident in IncidentBook(ledger).incidents(wanted=None, order="claims", limit=2)
        )
    assert main(["same", first, other, "--ledger", str(path)]) == ExitCode.DONE
    capsys.readouterr()
    code, out, _ = _run(capsys, other, "--ledger", str(path))
    assert code == ExitCode.DONE
    assert f"{other} became part of this incident" in out
    assert out.splitlines()[1] == first


def test_what_was_known_at_a_moment(strikes: str, strike: Incident, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, strike.id, "--ledger", strikes, "--as-of", "2001-01-01")
    assert (code, out) == (ExitCode.SOME_REFUSED, "")
    assert "in what was known at 2001-01-01T23:59:59+00:00" in err


def test_an_incident_that_many_tell_of_stays_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger:
        ledger.add(prepare_accounts(*(Account(dead=4 + at % 40, paper=at % 4, later=at // 40) for at in range(80))))
        reconcile(ledger, jobs=1)
        (incident,) = IncidentBook(ledger).incidents()
    _, out, _ = _run(capsys, incident.id, "--ledger", path)
    _, whole, _ = _run(capsys, incident.id, "--ledger", path, "--all")
    assert "--all shows them" in out
    assert len(out.splitlines()) < 150 < len(whole.splitlines())
    assert "--all" not in whole


@pytest.mark.parametrize(
    ("id", "code", "words"),
    [
        ("ffff", ExitCode.SOME_REFUSED, "no incident's id, nor a claim's, begins with 'ffff'"),
        ("0000", ExitCode.NOTHING_DONE, "several begin so"),
    ],
)
def test_ids_that_name_none_or_several(
    strikes: str, capsys: pytest.CaptureFixture[str], id: str, code: int, words: str
) -> None:
    found, out, err = _run(capsys, id, "--ledger", strikes)
    assert (found, out) == (code, "")
    assert words in err
