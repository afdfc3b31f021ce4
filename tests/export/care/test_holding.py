"""What stays out of an export: claims about sites, and claims that are too young."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.export.care.holding import Site, find_sites, is_about, is_too_young, load_sites, parse_sites
from sayso.model import InputError, RuleError
from tests.make import make_participant, make_place, make_report, make_stored_claim, make_time


@pytest.mark.parametrize("site", load_sites().values(), ids=lambda site: site.name)
def test_examples_of_the_table(site: Site) -> None:
    assert {example.held for example in site.examples} == {True, False}
    for example in site.examples:
        assert site.is_in(example.text) is example.held, example.text


@pytest.mark.parametrize(
    ("site", "text", "held"),
    [
        ("hospitals", "Two clinics burned.", True),
        ("hospitals", "The health facilities’ roofs fell.", True),
        ("hospitals", "THE HOSPITAL BURNED", True),
        ("hospitals", "It is a hospitable town.", False),
        ("shelters", "A refugee\n camp burned.", True),
        ("convoys", "Evacuation buses were shot at.", True),
        ("convoys", "Their convoys were shot at.", True),
        ("convoys", "Armoured convoys were shot at.", False),
    ],
)
def test_words_of_sites(site: str, text: str, held: bool) -> None:
    assert load_sites()[site].is_in(text) is held


def test_a_claim_is_about_what_it_hit_where_it_was_and_what_its_report_is_called() -> None:
    sites = find_sites(["hospitals"])
    text = "The clinic stood there. It burned at the ward."
    target = make_participant(text, "It", name="clinic", role="object")
    assert is_about(make_stored_claim(text, "burned", "destruction", recipients=[target]), sites)
    titled = make_report("It burned.", title="Clinic in flames")
    assert is_about(make_stored_claim("It burned.", "burned", "destruction", report=titled), sites)
    place = make_place("It burned at Tarn Hospital.", "Tarn Hospital")
    assert is_about(make_stored_claim("It burned at Tarn Hospital.", "burned", "destruction", places=[place]), sites)
    assert not is_about(make_stored_claim("It burned.", "burned", "destruction"), sites)
    assert not is_about(make_stored_claim("The clinic burned.", "burned", "destruction"), ())


def test_unknown_site_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="known are hospitals, shelters, convoys"):
        find_sites(["churches"])


@pytest.mark.parametrize(("toml", "problem"), [("[", "is not TOML"), ("[mills]\nbut_not = []", "mills lacks words")])
def test_a_bad_table_tells_what_is_wrong(toml: str, problem: str) -> None:
    with pytest.raises(RuleError, match=problem):
        parse_sites(toml, name="own.toml")


@pytest.mark.parametrize(
    ("published", "days", "young"),
    [
        (date(2026, 3, 1), None, False),
        (date(2026, 3, 2), None, True),
        (date(2026, 3, 1), (date(2026, 2, 1), date(2026, 2, 2)), False),
        (date(2026, 2, 1), (date(2026, 3, 1), date(2026, 3, 9)), True),
        (None, (date(2026, 2, 1), date(2026, 2, 1)), False),
        (None, (date(2026, 3, 9), date(2026, 3, 9)), True),
        (None, None, True),
    ],
    ids=["old", "young", "old event", "young event", "event alone", "young event alone", "nothing known"],
)
def test_age_counts_from_publication_and_event(
    published: date | None, days: tuple[date, date] | None, young: bool
) -> None:
    text = "It burned on Monday."
    time = make_time(text, "Monday", *days) if days else None
    claim = make_stored_claim(text, "burned", "destruction", report=make_report(text, published=published), time=time)
    assert is_too_young(claim, today=date(2026, 3, 15), days=14) is young
