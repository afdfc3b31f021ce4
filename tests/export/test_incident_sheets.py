"""An incident as exports take it."""

from sayso.export.incident_sheets import make_sheet, shorten_detail
from sayso.export.incidents import make_incident_record
from sayso.reconcile.incident import make_incident
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, tell


def test_the_detail_cut_short_is_the_record() -> None:
    incident = make_incident(
        [
            tell("killing", HOSPITAL, killed=(9, 9), share=(2, "child"), town="Tarn", when=(3, 3)),
            tell("killing", ARMY_SPEAKER, killed=(4, 4), agent=(ARMY, "NOR"), published=4),
        ]
    )
    assert shorten_detail(make_sheet(incident).record) == make_incident_record(incident)
