"""`sayso review` and `sayso agreement`: a coder's work at the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.cli.review_session import Session
from sayso.ledger import Filter, Ledger
from sayso.run.deciding import list_decisions
from sayso.run.reviewing import list_reviews, next_in_queue, review
from tests.ledger.reports import make_shelling, make_truce, ready

IDA = "Ida Voss"


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as opened:
        opened.add(ready(make_shelling(), make_truce()))
    return path


@pytest.fixture
def ledger(path: str) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments])
    out, err = capsys.readouterr()
    return code, out, err


def _id(ledger: Ledger, type: str = "shelling") -> str:
    return next(ledger.claims(Filter(types=(type,), rejected=True))).id


def test_one_claim_is_rejected_and_that_taken_back(
    path: str, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    id = _id(ledger)
    said = ("review", id[:9], "--ledger", path, "--who", IDA)
    assert _run(capsys, *said, "--reject", "--reason", "a film") == (0, f"{id}: rejected by {IDA}\n", "")
    assert _run(capsys, "claims", "--count", "--ledger", path)[1] == "2\n"
    assert _run(capsys, "claims", "--count", "--with-rejected", "--ledger", path)[1] == "3\n"
    assert len(_run(capsys, "export", "json", "--ledger", path)[1].splitlines()) == 2
    assert len(_run(capsys, "export", "json", "--with-rejected", "--ledger", path)[1].splitlines()) == 3
    assert "rejected" in _run(capsys, "ledger", "stats", "--ledger", path)[1]
    code, out, _ = _run(capsys, *said, "--undo")
    assert (code, out) == (0, f"{id}: what {IDA} said is taken back (rejected)\n")
    assert _run(capsys, "claims", "--count", "--ledger", path)[1] == "3\n"
    code, _, err = _run(capsys, *said, "--undo")
    assert code == 3
    assert "has said nothing of it that stands" in err


def test_correction_is_told_by_the_claim_and_in_exports(
    path: str, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    id = _id(ledger)
    fields = ("--correct", "type=air_strike", "--correct", "numbers=killed 41-44")
    _run(capsys, "review", id, "--ledger", path, "--who", IDA, "--reason", "jets", *fields)
    code, out, _ = _run(capsys, "show", id, "--ledger", path)
    flat = " ".join(out.split())
    assert code == 0
    for words in ("air strike, certain", "41–44 people killed", f"correct by {IDA}", "type: air_strike", ": jets",
                  "Read type shelling", "Read numbers killed 43"):  # fmt: skip
        assert words in flat
    shown = json.loads(_run(capsys, "show", id, "--format", "json", "--ledger", path)[1])
    assert shown["read"] == {"type": "shelling", "numbers": "killed 43"}
    assert [one["values"] for one in shown["reviews"]] == [{"type": "air_strike", "numbers": "killed 41-44"}]
    (line,) = _run(capsys, "claims", "--type", "air_strike", "--format", "json", "--ledger", path)[1].splitlines()
    reviewed = json.loads(line)["reviewed"]
    assert (reviewed["verdict"], reviewed["who"], reviewed["reason"]) == ("correct", IDA, "jets")
    assert reviewed["before"]["type"] == "shelling"


def test_exports_keep_the_names_of_coders_back(path: str, ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    values = {"type": "air_strike", "source": "Rebels"}
    review(ledger, _id(ledger), "correct", who="Sara Lind", reason="jets", values=values)
    kept = _run(capsys, "export", "json", "--type", "air_strike", "--ledger", path)[1]
    assert json.loads(kept)["reviewed"] | {"recorded": ""} == {
        "verdict": "correct", "who": None, "reason": None, "recorded": "", "coders": 1, "contested": False,
        "before": {},
    }  # fmt: skip
    assert "Lind" not in kept
    named = _run(capsys, "export", "json", "--with-names", "--type", "air_strike", "--ledger", path)[1]
    assert json.loads(named)["reviewed"]["who"] == "Sara Lind"
    assert json.loads(named)["reviewed"]["before"]["type"] == "shelling"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("CLAIM", "--accept"), 2, "say who you are"),
        (("CLAIM", "--who", IDA), 2, "say one of --accept"),
        (("CLAIM", "--accept", "--reject", "--who", IDA), 2, "say one of --accept"),
        (("--accept", "--who", IDA), 2, "name the claim"),
        (("CLAIM", "--correct", "type", "--who", IDA), 2, "FIELD=VALUE"),
        (("CLAIM", "--accept", "--who", IDA, "--as-of", "2031-03-04"), 2, "what stands now"),
        (("CLAIM", "--correct", "type=picnic", "--who", IDA), 3, "sayso codebook types"),
        (("fff", "--accept", "--who", IDA), 3, "no claim goes by it"),
        (("--queue", "boring"), 2, "boring"),
    ],
)
def test_what_makes_no_sense(
    path: str, ledger: Ledger, capsys: pytest.CaptureFixture[str], arguments: Sequence[str], code: int, words: str
) -> None:
    told = [_id(ledger) if word == "CLAIM" else word for word in arguments]
    found, out, err = _run(capsys, "review", *told, "--ledger", path)
    assert (found, out) == (code, "")
    assert words in err
    assert not list_reviews(ledger)


def test_queue_is_listed_for_programs_and_people(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "review", "--queue", "unsure", "--limit", "2", "--format", "json", "--ledger", path)
    assert code == 0
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["attack", "talks"]
    code, out, _ = _run(capsys, "review", "--queue", "new", "--type", "talks", "--ledger", path)
    assert (code, "Sartana" in out, "Orlivka" in out) == (0, True, False)
    code, out, err = _run(capsys, "review", "--ledger", path)
    assert (code, out) == (0, "")
    assert "no claim is left" in err


class _Script:
    """Keys and lines that a coder types, in order."""

    def __init__(self, *typed: str) -> None:
        self._typed = list(typed)
        self.asked: list[str] = []

    def key(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self._typed.pop(0)

    line = key


def _play(ledger: Ledger, capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[Session, _Script, str, str]:
    script = _Script(*typed)
    session = Session(ledger, IDA, script)
    session.go_through(next_in_queue(ledger, "unsure", who=IDA))
    assert not script._typed, "everything was asked for"
    out, err = capsys.readouterr()
    return session, script, out, err


def test_claims_are_gone_through_by_keyboard(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    session, _, out, _ = _play(ledger, capsys, "a", "r", "nobody met", "n")
    assert [(one.verdict, one.reason) for one in list_reviews(ledger)] == [("accept", ""), ("reject", "nobody met")]
    assert session.tell() == f"1 accepted, 1 rejected, 0 corrected by {IDA}"
    for words in ("1 of 3", "3 of 3", "*attack*", "Mayor Ida Voss (person, TRN)", "Tarn Post 2031-03-04"):
        assert words in out
    assert all(len(line) <= 100 for line in out.splitlines())


def test_correction_by_keyboard_asks_again_for_what_makes_no_sense(
    ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ("c", "type", "type=picnic", "", "why", "c", "type=air strike", "time=2031-03-01", "", "jets", "q")
    session, _, _, err = _play(ledger, capsys, *typed)
    (done,) = list_reviews(ledger)
    assert (done.verdict, set(done.values), done.reason) == ("correct", {"type", "time"}, "jets")
    assert session.tell() == f"0 accepted, 0 rejected, 1 corrected by {IDA}"
    for words in ("factuality=CT-", "'type' is not FIELD=VALUE", "sayso codebook types", "corrected (type, time)"):
        assert words in err


def test_last_review_is_taken_back_by_a_key(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, out, err = _play(ledger, capsys, "u", "r", "", "u", "n", "q")
    assert [one.undone is not None for one in list_reviews(ledger)] == [True]
    assert ledger.count() == 3
    assert "nothing was said yet" in err
    assert out.count("1 of 3") == 3


def test_same_and_different_by_keyboard(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    other = _id(ledger)
    session, _, _, err = _play(ledger, capsys, "s", "", "s", "fff", "d", "", "s", other[:9], "s", "one strike", "q")
    assert [(one.kind, one.reason, one.who) for one in list_decisions(ledger)] == [("same", "one strike", IDA)]
    assert "no claim that stands goes by it" in err
    assert "1 said to be of the same incident or of others" in session.tell()


def test_terminal_starts_the_session(
    path: str, ledger: Ledger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    keys = iter("aq")
    monkeypatch.setattr("typer.getchar", lambda: next(keys))
    code, out, err = _run(capsys, "review", "--queue", "unsure", "--who", IDA, "--ledger", path)
    assert code == 0
    assert "2 of 3" in out
    assert f"1 accepted, 0 rejected, 0 corrected by {IDA}" in err
    assert len(list_reviews(ledger)) == 1


def test_agreement(path: str, ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "agreement", "--ledger", path)
    assert (code, out) == (0, "")
    assert "nobody has reviewed a claim yet" in err
    review(ledger, _id(ledger), "accept", who=IDA)
    review(ledger, _id(ledger), "correct", who="Rolf Holm", values={"factuality": "PS+"})
    code, out, _ = _run(capsys, "agreement", "--ledger", path)
    flat = " ".join(out.split())
    assert code == 0
    for words in ("Ida Voss 1 1 0 0", "Rolf Holm 1 0 0 1", "Ida Voss and Rolf Holm verdict 1 0 fewer than 20 claims"):
        assert words in flat
    found = json.loads(_run(capsys, "agreement", "--format", "json", "--ledger", path)[1])
    assert {one["alpha"] for one in found["figures"]} == {None}
    assert [one["who"] for one in found["coders"]] == [IDA, "Rolf Holm"]
