"""Imports spaCy without its command line, which would take a third of its time to load and is not used here."""

from __future__ import annotations

import importlib
import sys
import types

_COMMANDS = ("spacy.cli", "spacy.cli.info")


def _info(*args: object, **kwargs: object) -> object:
    """What `spacy.info` does, loaded when somebody asks for it."""
    return importlib.import_module("spacy.cli.info").info(*args, **kwargs)


def import_spacy() -> None:
    """Import spaCy; its `spacy.cli` loads as usual when it is first wanted. Does nothing when spaCy is there already.

    spaCy's package loads `spacy.cli` (with an HTTP client and a project manager) for the one function `spacy.info`.
    While it does, placeholders stand for the two modules; they are gone when this returns.
    """
    if "spacy" in sys.modules:
        return
    package, module = (types.ModuleType(name) for name in _COMMANDS)
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    sys.modules.update(zip(_COMMANDS, (package, module), strict=True))
    try:
        importlib.import_module("spacy")
    finally:
        for name in _COMMANDS:
            sys.modules.pop(name, None)
