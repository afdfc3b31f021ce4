"""`sayso codebook`: what it shows and what it finds wrong."""

from pathlib import Path

import pytest

from sayso.cli import main


@pytest.mark.parametrize(
    ("arguments", "code", "shown"),
    [
        (["show"], 0, ["Violence", "air_strike", "People died."]),
        (
            ["show", "shelling"],
            0,
            ["Shelling/artillery/missile attack", "ASSAULT / heavy-weapons", "shelling.fire", "no match"],
        ),
        (["show", "factuality.effort"], 0, ["what hangs on these is Uu", "plan"]),
        (["show", "factuality.may"], 0, ["'may' beside an event makes it PS+"]),
        (["show", "factuality.purpose"], 0, ["a purpose"]),
        (["show", "factuality.request"], 0, ["speech act"]),
        (["show", "shelling.fire"], 0, ["shelling.fire", "object", "ground_weapon"]),
    ],
)
def test_show(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, shown: list[str]) -> None:
    assert main(["codebook", *arguments]) == code
    out, err = capsys.readouterr()
    assert err == ""
    assert all(words in out for words in shown)


def test_unknown_type_is_told_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "show", "weather"]) == 2
    err = capsys.readouterr().err
    assert "'weather' is no type and no rule" in err
    assert "shelling" in err


def test_check_tells_what_fails(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[trigger]]\nid = "own.zap"\ntype = "attack"\nverbs = ["zap"]\n'
        'match = ["Rebels slept."]\nno_match = ["Rebels ate."]\n',
        encoding="utf-8",
    )
    assert main(["codebook", "check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert "own.zap does not match: Rebels slept." in out
    assert "1 wrong" in err


@pytest.mark.parametrize("command", [["codebook", "check"], ["codebook", "show", "--codebook"], ["read", "--codebook"]])
def test_a_bad_file_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[[trigger]]\n", encoding="utf-8")
    report = tmp_path / "r.txt"
    report.write_text("Rebels shelled the town.", encoding="utf-8")
    assert main([*command, str(path), *([str(report)] if command[0] == "read" else [])]) == 3
    assert "own.toml: trigger None: id is missing" in capsys.readouterr().err
