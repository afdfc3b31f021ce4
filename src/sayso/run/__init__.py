"""The order of the steps: a report is annotated, then read for who says what, or it is refused with a reason."""

from sayso.run.reading import Annotator, make_refused, make_versions, read_report
from sayso.run.rules import Rules, load_rules
from sayso.run.texts import load_annotator, read, read_many

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
