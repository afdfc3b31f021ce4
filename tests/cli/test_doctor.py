"""`sayso doctor`: healthy, and with something broken."""

import base64
import hashlib
import re
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

import sayso
from sayso.cli import doctor, main
from sayso.model import SetupError

FOLDER = Path(sayso.__file__).parent / "annotate"
MODEL = FOLDER / "reader.onnx"


def _files(digests: dict[str, str]) -> list[object]:
    class File(SimpleNamespace):
        def as_posix(self) -> str:
            return str(self.name)

    return [File(name=name, hash=SimpleNamespace(mode="sha256", value=value)) for name, value in digests.items()]


def test_healthy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    for words in (
        rf"ok   sayso +{re.escape(sayso.__version__)}",
        r"ok   python +3\.",
        r"ok   onnxruntime +\d",
        r"ok   spacy +3\.",
        r"ok   reader\.onnx +\d",
        r"ok   reader model",
        r"ok   codebook",
        r"ok   reads a sentence +yes",
        r"ok   cores +\d",
        r"ok   SAYSO_THREADS +not set",
    ):
        assert re.search(f"^{words}", out, re.MULTILINE), words


@pytest.mark.parametrize(("right", "expected"), [(True, "as installed"), (False, "not the file that was installed")])
def test_model_is_compared_with_what_was_installed(
    right: bool, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = base64.urlsafe_b64encode(hashlib.sha256(MODEL.read_bytes()).digest()).rstrip(b"=").decode()
    listed = _files({"sayso/annotate/reader.onnx": digest if right else digest[::-1]})
    monkeypatch.setattr(metadata, "files", lambda _: listed)
    assert main(["doctor"]) == (0 if right else 3)
    assert expected in capsys.readouterr().out


def test_missing_library_and_model_are_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise SetupError("model-missing", "the reader model is not there", where="reader.onnx", remedy="reinstall")

    monkeypatch.setattr(doctor, "LIBRARIES", ("no-such-library",))
    monkeypatch.setattr(doctor, "__file__", str(tmp_path / "cli" / "doctor.py"))
    monkeypatch.setattr("sayso.run.load_annotator", broken)
    assert main(["doctor"]) == 3
    out, err = capsys.readouterr()
    assert "BAD  no-such-library     missing: pip install no-such-library" in out
    assert "BAD  reader.onnx         missing in" in out
    assert "BAD  reads a sentence    no: reader.onnx: the reader model is not there (reinstall)" in out
    assert err == "sayso: 4 of these must be mended before sayso can read\n"
