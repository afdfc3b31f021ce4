"""Numbers: by role and unit, tolls and shares, and what each policy makes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sayso.model import Policy, StoredClaim
from sayso.reconcile.incident import IncidentSettings, make_incident, parse_source_list
from sayso.reconcile.incident.counting import Range
from sayso.reconcile.incident.policies import Estimate, find_quantiles, summarise
from tests.make import make_quantity, make_stored_claim
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, REBELS, by, origins_of, tell

MAYOR, NURSE, PRIEST = by("Ida Voss"), by("Runa Lind"), by("Ole Brand")
Ends = tuple[int | None, int | None]
Low = tuple[int | None, int | None, int | None]

POLICIES: list[tuple[str, Policy, list[Ends], Low]] = [
    ("ucdp takes what most give", "ucdp", [(9, 9), (9, 9), (4, 4)], (4, 9, 9)),
    ("ucdp takes the lower of two", "ucdp", [(9, 9), (4, 4)], (4, 4, 9)),
    ("acled takes the lowest", "acled", [(9, 9), (9, 9), (4, 4)], (4, 4, 9)),
    ("median", "median", [(9, 9), (7, 7), (4, 4)], (4, 7, 9)),
    ("median of two is one that is given", "median", [(9, 9), (4, 4)], (4, 4, 9)),
    ("an open end stays open", "ucdp", [(43, None)], (43, 43, None)),
    ("an open end above all others", "ucdp", [(43, None), (40, 40)], (40, 40, None)),
    ("an open end that another closes", "ucdp", [(43, None), (50, 50)], (43, 43, 50)),
    ("up to", "ucdp", [(None, 200)], (None, 200, 200)),
    ("up to, below all others", "median", [(None, 20), (50, 50)], (None, 20, 50)),
    ("a range", "acled", [(3, 5)], (3, 3, 5)),
]


@pytest.mark.parametrize(
    ("policy", "ranges", "wanted"), [case[1:] for case in POLICIES], ids=[case[0] for case in POLICIES]
)
def test_policy(policy: Policy, ranges: list[Ends], wanted: Low) -> None:
    summary = summarise(policy, [Estimate(Range(*ends), date(2031, 4, 3)) for ends in ranges])
    assert (summary.low, summary.best, summary.high) == wanted
    assert summary.reason.rule == f"by-{policy}"
    claims = [tell(source=by(f"Speaker {at}"), killed=ends) for at, ends in enumerate(ranges)]
    (figure,) = make_incident(claims, settings=IncidentSettings(policy=policy)).figures
    assert (figure.low, figure.best, figure.high, figure.policy) == (*wanted, policy)


def test_copies_are_one_figure_for_every_policy() -> None:
    copies = [tell(source=MAYOR, killed=(9, 9)) for _ in range(5)]
    others = [tell(source=NURSE, killed=(4, 4)), tell(source=PRIEST, killed=(5, 5))]
    for policy, best in (("ucdp", 4), ("acled", 4), ("median", 5)):
        settings = IncidentSettings(policy=policy)
        (figure,) = make_incident([*copies, *others], settings=settings).figures
        assert figure.best == best
        assert figure.quantiles is not None
        assert (figure.quantiles.tenth, figure.quantiles.half, figure.quantiles.nine_tenths) == (4.2, 5.0, 8.2)


def test_quantiles_without_a_figure() -> None:
    assert find_quantiles([]) is None


def test_acled_forgets_what_was_given_before_the_last_revision() -> None:
    claims = [
        tell(source=NURSE, killed=(3, 3), published=2),
        tell(source=MAYOR, killed=(7, 7), published=2),
        tell(source=MAYOR, killed=(12, 12), published=4),
        tell(source=PRIEST, killed=(11, 11), published=5),
    ]
    (figure,) = make_incident(claims, settings=IncidentSettings(policy="acled")).figures
    assert (figure.low, figure.best, figure.high) == (11, 11, 12)


def test_ucdp_prefers_reliable_sources_and_own_losses() -> None:
    listed = parse_source_list('[sources]\n"Ida Voss" = "A"\n"Runa Lind" = "E"', name="mine.toml")
    claims = [
        tell(source=MAYOR, killed=(9, 9)),
        tell(source=NURSE, killed=(90, 90)),
        tell(source=PRIEST, killed=(4, 4)),
    ]
    (figure,) = make_incident(claims, settings=IncidentSettings(sources=listed)).figures
    assert (figure.low, figure.best, figure.high) == (4, 9, 9)
    soldiers = ("soldiers", "NOR")
    claims = [
        tell("killing", REBEL_SPEAKER, agent=(REBELS, None), victim=soldiers, role="combatant", killed=(40, 40)),
        tell("killing", ARMY_SPEAKER, agent=(REBELS, None), victim=soldiers, role="combatant", killed=(3, 3)),
    ]
    (figure,) = make_incident(claims).figures
    assert (figure.low, figure.best, figure.high) == (3, 3, 3)
    assert figure.conceded == (claims[1].id,)


def test_of_a_running_toll_the_last_stands() -> None:
    days = [(2, 7), (3, 10), (4, 14)]
    claims = [tell(source=HOSPITAL, killed=(n, n), published=day, cumulative=True) for day, n in days]
    incident = make_incident(reversed(claims))
    (figure,) = incident.figures
    assert (figure.low, figure.best, figure.high) == (14, 14, 14)
    assert [(account.low, account.standing, account.replaced_by) for account in figure.accounts] == [
        (7, False, claims[2].id),
        (10, False, claims[2].id),
        (14, True, None),
    ]
    assert [update.earlier for update in incident.history] == [claims[0].id, claims[1].id]


def test_of_one_origin_the_last_stands_whoever_carries_it() -> None:
    claims = [tell(killed=(7, 7), published=2, paper="The Herald"), tell(killed=(9, 9), published=3, paper="The Post")]
    (figure,) = make_incident(claims, origins=origins_of([claims])).figures
    assert [account.standing for account in figure.accounts] == [False, True]


def test_toll_of_more_than_the_event_does_not_stand_for_it() -> None:
    claims = [tell(source=HOSPITAL, killed=(7, 7)), tell(source=HOSPITAL, killed=(310, 310), cumulative=True)]
    (figure,) = make_incident(claims).figures
    assert figure.best == 7


def test_shares_are_kept_apart() -> None:
    incident = make_incident(
        [tell(source=MAYOR, killed=(43, 43), share=(12, "child")), tell(source=NURSE, killed=(43, 43))]
    )
    (whole,) = incident.figures
    (share,) = incident.shares
    assert (whole.unit, whole.low, whole.best, whole.high) == ("person", 43, 43, 43)
    assert (share.unit, share.share_of, share.best) == ("child", "person", 12)
    assert incident.disputes == ()


def test_out_of_how_many_is_no_toll() -> None:
    text = "Three of the five people in the van were killed."
    quantities = [make_quantity(text, "Three", 3, 3), make_quantity(text, "five", 5, 5)]
    (figure,) = make_incident([make_stored_claim(text, "killed", "killing", quantities=quantities)]).figures
    assert (figure.low, figure.best, figure.high) == (3, 3, 3)


def test_losses_of_both_sides_are_two_figures() -> None:
    claims = [
        tell("armed_clash", agent=(ARMY, "NOR"), victim=(REBELS, None), role="combatant"),
        tell("killing", MAYOR, victim=("soldiers of the Tarnish army", "NOR"), role="combatant", killed=(3, 3)),
        tell("killing", NURSE, victim=("men of the Lowland Front", None), role="combatant", killed=(9, 9)),
    ]
    incident = make_incident(claims)
    assert [(figure.best, figure.whose) for figure in incident.figures] == [(9, REBELS), (3, ARMY)]
    assert incident.disputes == ()


@pytest.mark.parametrize(
    ("make", "figures"),
    [
        (lambda: [tell(killed=(None, None))], []),
        (lambda: [tell(killed=(9, 4))], [(4, 9)]),
        (lambda: [tell(killed=(0, 0))], [(0, 0)]),
        (lambda: [tell(killed=(-5, -5))], []),
        (lambda: [tell(sure="Uu", killed=(4, 4))], []),
        (lambda: [tell("wounding", sure="CT-")], [(0, 0)]),
        (lambda: [tell("wounding", sure="CT-", agent=(ARMY, "NOR"))], []),
    ],
    ids=["open at both ends", "turned round", "nought", "below nought", "only planned", "nobody", "nobody of theirs"],
)
def test_numbers_that_are_odd(make: Callable[[], list[StoredClaim]], figures: list[Ends]) -> None:
    assert [(figure.low, figure.high) for figure in make_incident(make()).figures] == figures
