"""Which deed a consequence of the same report came of."""

from __future__ import annotations

import pytest

from sayso.reconcile.anchoring import find_anchors
from sayso.reconcile.items import Item
from tests.reconcile.items import make_linked

TEXT = (
    "Rebels shelled Orlivka on Monday. Four people died, and jets bombed Tarnow on Friday, wounding two. "
    "Envoys met. Five people were killed."
)


def _claim(id: str, sentence: str, trigger: str, type: str, **told: object) -> Item:
    return make_linked(id, sentence, trigger=trigger, type=type, text=TEXT, **{"day": None, "place": None, **told})  # type: ignore[arg-type]


SHELLED = _claim("shelled", "Rebels shelled Orlivka on Monday.", "shelled", "shelling", day=3, place="Orlivka")
LONG = "Four people died, and jets bombed Tarnow on Friday, wounding two."
DIED = _claim("died", LONG, "died", "killing")
BOMBED = _claim("bombed", LONG, "bombed", "air_strike", day=7, place="Tarnow")
WOUNDING = _claim("wounding", LONG, "wounding", "wounding")
MET = _claim("met", "Envoys met.", "met", "talks")
KILLED = _claim("killed", "Five people were killed.", "killed", "killing")
KILLED_EARLIER = _claim("killed", "Five people were killed.", "killed", "killing", day=-20)
KILLED_AFAR = _claim("killed", "Five people were killed.", "killed", "killing", place="Sartana")
PLANNED = _claim("bombed", LONG, "bombed", "air_strike", factuality="Uu")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([SHELLED, BOMBED, WOUNDING], {"wounding": "bombed"}, id="of-its-own-sentence"),
        pytest.param([SHELLED, DIED], {"died": "shelled"}, id="of-a-sentence-before"),
        pytest.param([SHELLED, BOMBED, KILLED], {"killed": "bombed"}, id="the-nearest"),
        pytest.param([SHELLED, MET, KILLED], {"killed": "shelled"}, id="talks-kill-nobody"),
        pytest.param([SHELLED, KILLED_EARLIER], {}, id="dead-before-it-was-done"),
        pytest.param([SHELLED, KILLED_AFAR], {}, id="dead-elsewhere"),
        pytest.param([PLANNED, KILLED], {}, id="what-is-only-planned-killed-nobody"),
        pytest.param([MET], {}, id="no-consequence"),
        pytest.param([], {}, id="nothing"),
    ],
)
def test_anchor(items: list[Item], expected: dict[str, str]) -> None:
    found = find_anchors(items)
    assert found == find_anchors(items[::-1])
    assert {id: deed for id, deed in found.items() if id != deed} == expected


def test_a_deed_that_is_part_of_none_is_its_own() -> None:
    assert find_anchors([SHELLED, BOMBED]) == {"shelled": "shelled", "bombed": "bombed"}


PARTS = "Jets fired rockets at Orlivka. One hit a school in Orlivka. Another raid burned a mill."
FIRED = make_linked("1", "Jets fired rockets at Orlivka.", trigger="fired", type="air_strike", text=PARTS)
HIT = make_linked("2", "One hit a school in Orlivka.", trigger="hit", type="attack", text=PARTS)
RAID = make_linked("3", "Another raid burned a mill.", trigger="raid", type="attack", text=PARTS)
BURNED = make_linked(
    "4",
    "Another raid burned a mill.",
    trigger="burned",
    type="destruction",
    agents=["jets"],
    place="Tarnow",
    text=PARTS,
)
HURT = make_linked("5", "Another raid burned a mill.", trigger="mill", type="wounding", place="Tarnow", text=PARTS)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([FIRED, HIT], {"1": "2", "2": "1"}, id="of-one-place-and-day"),
        pytest.param([FIRED, RAID], {"1": "1", "3": "3"}, id="told-apart"),
        pytest.param([FIRED, BURNED, RAID], {"1": "1", "3": "3", "4": "3"}, id="destruction-came-of-a-deed"),
        pytest.param([FIRED, BURNED, HURT], {"1": "1", "4": "4", "5": "4"}, id="or-is-one"),
    ],
)
def test_parts_of_a_deed(items: list[Item], expected: dict[str, str]) -> None:
    assert find_anchors(items) == expected
