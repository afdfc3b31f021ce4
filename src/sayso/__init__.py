"""Reads reports of a war and keeps the record straight: who says what happened, tied to the words it was read from.

>>> import sayso
>>> reading = sayso.read("Shelling has stopped, residents of Sartana said.")
>>> reading.attributions[0].content[0].text
'Shelling has stopped'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.export import make_record
    from sayso.intake import make_report
    from sayso.model import Attribution, Reading, Refusal, Report, SaysoError, Source, Span
    from sayso.run import read, read_many

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Reading",
    "Refusal",
    "Report",
    "SaysoError",
    "Source",
    "Span",
    "make_record",
    "make_report",
    "read",
    "read_many",
]

# Where each public name lives. It is fetched when first asked for, so that `import sayso` costs nothing.
_HOMES = {"read": "sayso.run", "read_many": "sayso.run", "make_report": "sayso.intake", "make_record": "sayso.export"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "sayso.model")), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
