"""What is worth reading: a first pass that costs a thousandth of the reading, and sets most of the web aside."""

from __future__ import annotations

from sayso.model import Report


class Gate:
    """Tells whether a report may hold a claim."""

    def judge(self, report: Report) -> str | None:
        """Why the report is not worth reading; None where it may be."""
        return None if report.text else "too-short"


def load_gate() -> Gate:
    """The gate."""
    return Gate()
