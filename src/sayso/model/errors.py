"""The errors that callers can tell apart by what they can do about them."""

from __future__ import annotations


class SaysoError(Exception):
    """Root of all errors of sayso: what happened, where, and what to do about it."""

    def __init__(self, slug: str, reason: str, *, where: str = "", remedy: str = "") -> None:
        self.slug, self.reason, self.where, self.remedy = slug, reason, where, remedy
        super().__init__(": ".join(part for part in (where, reason) if part) + (f" ({remedy})" if remedy else ""))


class InputError(SaysoError):
    """The input cannot be read as it is; mend or leave out that input."""


class RuleError(SaysoError):
    """A rule or codebook file is wrong; mend the file."""


class SetupError(SaysoError):
    """The installation lacks something; install or repair it."""


class LedgerError(SaysoError):
    """The ledger cannot do it now: a full disk, a file that may not be written, a server gone. Nothing is lost."""
