"""A file of output appears only when it is whole."""

import os
import sys
from pathlib import Path

import pytest

from sayso.cli.output import open_output


def test_file_is_there_at_the_end_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with open_output(path) as out:
        out.write(b"one\n")
        assert not path.exists()
    assert path.read_bytes() == b"one\n"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")

    def interrupted() -> None:
        with open_output(path) as out:
            out.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_link_stays_a_link_and_the_mode_is_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "real" / "out.txt")
    mask = os.umask(0o022)
    try:
        with open_output(link) as out:
            out.write(b"x")
    finally:
        os.umask(mask)
    assert link.is_symlink()
    assert (tmp_path / "real" / "out.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="a device to write to")
def test_device_is_written_to_and_not_replaced() -> None:
    with open_output(Path("/dev/null")) as out:
        out.write(b"x")
    assert not Path("/dev/null").is_file()
