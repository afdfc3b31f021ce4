"""The house around the code: versions agree, the documents say what is there, nothing large lies about."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import sayso

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(PROJECT.glob("docs/*.md")) + sorted(PROJECT.glob("docs/decisions/*.md"))
DOCUMENTS = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", PROJECT / "CHANGELOG.md", *PAGES]
LARGEST_BYTES = 1_000_000
# The second is made when sayso is installed, and is not in git.
LARGE_FILES = {"src/sayso/annotate/reader.onnx", "src/sayso/gazetteer/places.idx"}
HEAVY = (
    "spacy", "onnxruntime", "numpy", "trafilatura", "lxml", "pydantic", "jinja2", "py3langid", "lemminflect",
    "sqlalchemy", "alembic", "psycopg",
)  # fmt: skip
_LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)\s#]+)[^)]*\)")
_MODULE = re.compile(r"python3? -m ((?:training|benchmarks)(?:\.\w+)*)")
_RECIPE = re.compile(r"\bjust (?!--)([a-z]+)\b")
_TAGGED = re.compile(r"<!-- ci: (\w+) -->\n```\w*\n(.*?)```", re.DOTALL)


def _show(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def _code_of(path: Path) -> str:
    """What stands in code in a document: in fenced blocks and between backticks."""
    text = path.read_text(encoding="utf-8")
    fenced = re.findall(r"```.*?```", text, re.DOTALL)
    return "\n".join(fenced + re.findall(r"`[^`\n]+`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def _list_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [path for name in listed.stdout.decode().split("\0") if name and (path := PROJECT / name).is_file()]
    folders = ("src", "tests", "docs", "examples", "training", "benchmarks")
    files = [path for folder in folders for path in (PROJECT / folder).rglob("*") if path.is_file()]
    return [path for path in files if "__pycache__" not in path.parts and path.parts[-2] != "out"]


def test_version_is_the_same_everywhere() -> None:
    stated = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert sayso.__version__ == stated
    assert metadata.version("sayso") == stated, "reinstall: pip install -e '.[dev]'"


def test_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions
    assert versions[0] == sayso.__version__


@pytest.mark.parametrize("path", sorted(PROJECT.glob("examples/reports/*")), ids=lambda path: path.name)
def test_example_says_that_it_is_invented(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".txt":
        assert lines[0].startswith("Invented example")
    elif path.suffix == ".html":
        assert "Invented example" in lines[0]
    else:
        assert all('"text": "Invented example' in line for line in lines)


def test_there_are_enough_examples() -> None:
    assert len(list(PROJECT.glob("examples/reports/*"))) >= 6


def test_readme_has_the_two_commands() -> None:
    commands = dict(_TAGGED.findall(README))
    assert set(commands) == {"read", "test"}
    start = "python3 -m venv .venv && . .venv/bin/activate && pip install "
    assert commands["read"].startswith(start + ". && sayso read examples/reports/")
    assert commands["test"].strip() == start + "'.[test]' && pytest"
    report = commands["read"].split()[-1]
    assert (PROJECT / report).is_file()


@pytest.mark.parametrize("path", PAGES, ids=_show)
def test_page_is_linked(path: Path) -> None:
    index = PROJECT / "docs/decisions/README.md"
    linked = {(PROJECT / link).resolve() for link in _LINK.findall(README)}
    linked |= {(index.parent / link).resolve() for link in _LINK.findall(index.read_text(encoding="utf-8"))}
    assert path in linked


@pytest.mark.parametrize("path", DOCUMENTS, ids=_show)
def test_links_lead_somewhere(path: Path) -> None:
    broken = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=_show)
def test_commands_in_the_documents_exist(path: Path) -> None:
    code = _code_of(path)
    recipes = set(re.findall(r"^([a-z]+)(?: \*?\w+)*:", (PROJECT / "justfile").read_text("utf-8"), re.MULTILINE))
    assert set(_RECIPE.findall(code)) <= recipes
    for module in _MODULE.findall(code):
        place = PROJECT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module
    for command in re.findall(r"\bsayso ([a-z]+)\b(?! =)", code):
        assert command in _list_commands(), command


def _list_commands() -> set[str]:
    from sayso.cli.app import app  # noqa: PLC0415 - the program, only where a document names it

    names = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]
    return {name for name in names if name}


@pytest.mark.parametrize("name", sorted(_list_commands()))
def test_command_is_documented(name: str) -> None:
    assert f"sayso {name}" in (PROJECT / "docs/cli.md").read_text(encoding="utf-8")


def test_no_file_is_large() -> None:
    large = [_show(path) for path in _list_files() if path.stat().st_size > LARGEST_BYTES]
    assert set(large) <= LARGE_FILES


def test_reader_model_is_small_enough() -> None:
    assert (PROJECT / "src/sayso/annotate/reader.onnx").stat().st_size < 30_000_000


def test_importing_loads_nothing_heavy() -> None:
    script = "import sys, sayso, sayso.model, sayso.cli, sayso.cli.app; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())
