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
    assert find_anchors(items) == find_anchors(items[::-1]) == expected
