"""The factors of units are those of pint, which is a library for tests only: it takes half a second to load."""

from __future__ import annotations

from typing import Any

import pint
import pytest

from sayso.extract.quantities.wording import read_words

UNITS = [entry for entry in read_words()["unit"] if entry["si"]]


@pytest.fixture(scope="module")
def registry() -> Any:
    return pint.UnitRegistry()


@pytest.mark.parametrize("entry", UNITS, ids=lambda entry: entry["name"])
def test_one_of_it_is_what_pint_says(entry: dict[str, Any], registry: Any) -> None:
    base = (1 * registry.Unit(entry["pint"])).to_base_units()
    factor, unit = entry["si"]
    assert f"{base.units:~C}" == unit
    assert float(factor) == pytest.approx(base.magnitude, rel=1e-11)
