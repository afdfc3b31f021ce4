"""Imports spaCy without its command line and its pipelines, which would take half of its time and are not used here."""

from __future__ import annotations

import importlib
import sys
import types
from importlib.util import LazyLoader, find_spec, module_from_spec
from pathlib import Path

_COMMANDS = ("spacy.cli", "spacy.cli.info")
_PIPELINE = "spacy.pipeline"


def _info(*args: object, **kwargs: object) -> object:
    """What `spacy.info` does, loaded when somebody asks for it."""
    return importlib.import_module("spacy.cli.info").info(*args, **kwargs)


class _Parts(types.ModuleType):
    """Stands for `spacy.pipeline` and has only the one class that the English language data ask it for."""

    @property
    def Lemmatizer(self) -> object:  # noqa: N802 - as spaCy calls it
        """The base of the English lemmatizer."""
        return importlib.import_module("spacy.pipeline.lemmatizer").Lemmatizer


def import_spacy() -> None:
    """Import spaCy and its English; what else belongs to it loads as usual when it is first wanted.

    Does nothing when spaCy is there already. spaCy's package loads `spacy.cli` (with an HTTP client and a project
    manager) for the one function `spacy.info`, and all of its pipelines, which its registry would load by itself.
    While it does, placeholders stand for these modules; they are gone when this returns.
    """
    spec = find_spec("spacy")
    if "spacy" in sys.modules or spec is None or not spec.submodule_search_locations:
        return
    package, module = (types.ModuleType(name) for name in _COMMANDS)
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    parts = _Parts(_PIPELINE)
    parts.__path__ = [str(Path(spec.submodule_search_locations[0], "pipeline"))]
    sys.modules.update(zip((*_COMMANDS, _PIPELINE), (package, module, parts), strict=True))
    try:
        importlib.import_module("spacy.lang.en")
    finally:
        for name in (*_COMMANDS, _PIPELINE):
            sys.modules.pop(name, None)
    _load_later(parts)


def _load_later(parts: types.ModuleType) -> None:
    """Put the real `spacy.pipeline` in place of its placeholder; it is loaded when its first name is asked for."""
    spec = find_spec(_PIPELINE)
    assert spec, "spaCy has pipelines"
    assert spec.loader, "and they can be loaded"
    spec.loader = LazyLoader(spec.loader)
    later = module_from_spec(spec)
    sys.modules[_PIPELINE] = later
    spec.loader.exec_module(later)
    for name, part in vars(parts).items():
        if isinstance(part, types.ModuleType):
            setattr(later, name, part)
    sys.modules["spacy"].pipeline = later  # type: ignore[attr-defined]
