"""The order of the steps: a report is annotated, then read for who says what, or it is refused with a reason.

The public names are loaded when they are asked for: whoever only hands reports on needs no reader model.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.run.reading import Annotator, make_refused, make_versions, read_report
    from sayso.run.rules import Rules, load_rules
    from sayso.run.texts import load_annotator, read, read_many

_HOMES = {
    "Annotator": "reading",
    "Rules": "rules",
    "load_annotator": "texts",
    "load_rules": "rules",
    "make_refused": "reading",
    "make_versions": "reading",
    "read": "texts",
    "read_many": "texts",
    "read_report": "reading",
}

__all__ = [
    "Annotator",
    "Rules",
    "load_annotator",
    "load_rules",
    "make_refused",
    "make_versions",
    "read",
    "read_many",
    "read_report",
]


def __getattr__(name: str) -> Any:
    """The public names, each from its home."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sayso.run.{_HOMES[name]}"), name)
