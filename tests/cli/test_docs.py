"""docs/cli.md is made from the program, and nothing of the program is missing in it."""

import ast
import runpy
from pathlib import Path
from typing import Any

import pytest
import typer.main

from sayso.cli.app import app
from sayso.cli.settings import SETTINGS

ROOT = Path(__file__).parents[2]
MAKER = runpy.run_path(str(ROOT / "docs" / "make_cli.py"))
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
GROUP: Any = typer.main.get_command(app)
# What makes a refusal or an error: its first argument is the slug.
MAKERS = ("Refusal", "InputError", "SetupError", "RuleError", "SaysoError", "RefusedError", "_refuse")
METHODS = ("refuse", "error")


def _slugs_in_the_source() -> set[str]:
    found = set()
    for path in (ROOT / "src" / "sayso").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                first = node.args[0]
                named = getattr(node.func, "id", None) in MAKERS or getattr(node.func, "attr", None) in METHODS
                if named and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_page_is_up_to_date() -> None:
    assert MAKER["make_page"]() == PAGE, "run: python docs/make_cli.py"


def test_every_slug_is_documented_and_none_is_made_up() -> None:
    slugs = _slugs_in_the_source()
    assert len(slugs) > 10
    assert slugs == set(MAKER["SLUGS"])


@pytest.mark.parametrize("name", list(GROUP.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    assert f"## `sayso {name}`" in PAGE
    command = GROUP.commands[name]
    assert command.help
    for param in command.params:
        assert param.help, param.name
        assert all(f"`{option}" in PAGE for option in param.opts if option.startswith("--"))


def test_every_setting_is_an_option_with_its_environment_name() -> None:
    params = {option: param for command in GROUP.commands.values() for param in command.params for option in param.opts}
    for setting in SETTINGS:
        assert params[setting.option].envvar == setting.environment
        assert params[setting.option].default == setting.default
        assert f"`{setting.environment}`" in PAGE
