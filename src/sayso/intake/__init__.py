"""Bytes to `Report`: whatever people have reports in (docs/inputs.md), each known by what it holds."""

from sayso.intake.dates import parse_date
from sayso.intake.inputs import MAX_BYTES, read_inputs
from sayso.intake.language import detect_language, name_language
from sayso.intake.reports import Intake, add_language, check_readable, make_report

__all__ = [
    "MAX_BYTES",
    "Intake",
    "add_language",
    "check_readable",
    "detect_language",
    "make_report",
    "name_language",
    "parse_date",
    "read_inputs",
]
