"""A signed report comes back from the database as it was."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.reconcile.copies import ReportText, sign_report
from sayso.reconcile.copies.packing import pack_signed, unpack_signed

_TEXT = (
    "KESSEN (Hallmark News) - Shells fell on the market of Kessen on Monday morning and killed four people, "
    "the mayor said.\n\n"
    "“Nobody warned us, and nobody has come to help us since,” Ida Voss said of the attack on her town.\n\n"
    "Two rockets had hit the same place a week before, when the market was closed and nobody was hurt by them."
)


@pytest.mark.parametrize("published", [None, date(2031, 3, 2)])
@pytest.mark.parametrize("text", ["", "Nothing.", _TEXT])
def test_what_is_packed_is_unpacked(text: str, published: date | None) -> None:
    signed = sign_report(ReportText("r1", text, (), published, "Paper"))
    assert unpack_signed("r1", published, "Paper", *pack_signed(signed)) == signed
