"""Words on the command line to files: folders, patterns, links, and names that mean harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.intake import Intake, read_inputs
from sayso.intake.paths import find_files

TEXT = "The bridge at Orlivka was hit at dawn, the governor said."


def show(word: str | Path, root: Path) -> list[str]:
    """What was found: the path below `root`, or the slug of what was set aside."""
    return [
        one.refusal.slug if isinstance(one, Intake) and one.refusal else os.path.relpath(str(one), root)
        for one in find_files(str(word))
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt", "sub/deep/d.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    return tmp_path


def test_a_folder_stands_for_its_files_in_order_without_the_hidden_ones(folder: Path) -> None:
    assert show(folder, folder) == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("s*", ["sub/c.txt", "sub/deep/d.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]),
        ("sub/**/d.txt", ["sub/deep/d.txt"]),
        ("**/deep/*", ["sub/deep/d.txt"]),
        ("sub/**", ["sub/c.txt", "sub/deep/d.txt"]),
        ("*.doc", ["missing-file"]),
        ("**/*.doc", ["missing-file"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
    ],
)
def test_patterns(folder: Path, pattern: str, found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(folder / pattern, folder) == found
    monkeypatch.chdir(folder)
    assert show(pattern, Path()) == found


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TEXT)
    assert show(tmp_path / "a[1].txt", tmp_path) == ["a[1].txt"]


def test_links_in_circles_are_set_aside(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "here").symlink_to(folder / "sub")
    (folder / "dead").symlink_to("nowhere")
    (folder / "self").symlink_to("self")
    found = show(folder, folder)
    assert sorted(one for one in found if "-" not in one) == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]
    assert sorted(one for one in found if "-" in one) == ["linked-folder"] * 2 + ["unreadable-file"] * 2
    assert show(folder / "**" / "*.txt", folder) == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]


def test_a_folder_behind_a_link_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.txt").write_text(TEXT)
    (tmp_path / "near").mkdir()
    for name in ("x", "y"):
        (tmp_path / "near" / name).symlink_to(tmp_path / "far")
    assert show(tmp_path / "near", tmp_path) == ["near/x/a.txt", "linked-folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert show(tmp_path, tmp_path) == ["unreadable-file"]


def test_names_with_line_breaks_and_controls_are_read_and_shown_on_one_line(tmp_path: Path) -> None:
    for name in ("a\nb.txt", "c\x1b[31m.txt", "\u202etxt.d"):
        (tmp_path / name).write_text(TEXT)
    taken = list(read_inputs([str(tmp_path), str(tmp_path / "x\ny")]))
    assert [one.refusal and one.refusal.slug for one in taken] == [None, None, None, "missing-file"]
    assert [one.id for one in taken] == [r"a\nb", r"c\x1b[31m", r"\u202etxt", r"x\ny"]
    for one in taken:
        assert one.source.isprintable()
        assert "\n" not in one.source
