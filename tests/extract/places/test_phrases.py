"""Places told by other places, things in places, and names that nothing in the report speaks for. All is invented."""

import pytest

import sayso
from sayso.model import Place


def _places(text: str) -> dict[str, Place]:
    return {place.span.text: place for place in sayso.read(text, any_language=True).places}


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("Shells fell on Syria's border with Turkey.", "Syria's border with Turkey", "border:SYR-TUR"),
        ("The border between Iraq and Iran was shut.", "border between Iraq and Iran", "border:IRQ-IRN"),
        ("Turkish and Syrian troops met. Mortars hit villages on the border.", "the border", "border:TUR-SYR"),
    ],
)
def test_border(text: str, words: str, id_: str) -> None:
    place = _places(text)[words]
    assert place.at is not None
    assert (place.at.id, place.precision, place.where_prec) == (id_, "region", 5)


def test_guards_of_a_border_are_no_place() -> None:
    assert list(_places("Turkish border guards and Syrian troops left Mosul.")) == ["Turkish", "Syrian", "Mosul"]


def test_between_two_towns() -> None:
    places = _places("Clashes broke out between Raqqa and Aleppo.")
    middle, one, two = places["between Raqqa and Aleppo"].at, places["Raqqa"].at, places["Aleppo"].at
    assert middle is not None
    assert one is not None
    assert two is not None
    assert one.longitude > middle.longitude > two.longitude


def test_between_two_countries_is_a_relation() -> None:
    reading = sayso.read("Talks between Syria and Turkey began.", any_language=True)
    assert [place.span.text for place in reading.places] == ["Syria", "Turkey"]
    assert [claim.places for claim in reading.claims] == [()]


@pytest.mark.parametrize(
    ("words", "north_km", "east_km"),
    [
        ("30 km north of", 30, 0),
        ("12 miles east of", 0, 19.3),
        ("50km south-west of", -35.4, -35.4),
        ("9 km from", 0, 0),
    ],
)
def test_offset(words: str, north_km: float, east_km: float) -> None:
    mosul, place = (36.335, 43.11889), _places(f"A convoy was hit {words} Mosul.")[f"{words} Mosul"]
    assert place.at is not None
    assert place.precision == "district"
    assert (place.at.latitude - mosul[0]) * 111.2 == pytest.approx(north_km, abs=0.5)
    assert (place.at.longitude - mosul[1]) * 89.6 == pytest.approx(east_km, abs=0.5)


def test_what_the_plural_says_holds_for_both() -> None:
    places = _places("Drones hit the Homs and Hama air bases.")
    assert {words: place.precision for words, place in places.items()} == {"Homs": "district", "Hama": "district"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Nordal hospital", "A fire broke out at the Nordal hospital in Mosul."),
        ("Al Naba hospital", "Shells struck the Al Naba hospital in Mosul."),
    ],
)
def test_thing_of_unknown_name_stands_in_its_town(name: str, text: str) -> None:
    places = _places(text)
    hospital, town = places[name].at, places["Mosul"].at
    assert hospital is not None
    assert town is not None
    assert (hospital.id, hospital.precision, town.precision) == (town.id, "district", "settlement")


def test_region_once_called_so_stays_one() -> None:
    places = _places("Idlib province was quiet in spring. Rebels shelled Idlib on Monday.")
    assert places["Idlib"].precision == "region"


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("The town of Homs, Nigeria, was flooded.", "Homs", "the gazetteer does not know the name in Nigeria"),
        (
            "The road from Beirut to Homs and Aleppo was shut. Three farmers died in the town of Muse.",
            "Muse",
            "the gazetteer knows the name only in countries that the report does not speak of",
        ),
    ],
)
def test_a_namesake_elsewhere_is_not_taken_for_it(text: str, name: str, reason: str) -> None:
    place = next(place for place in _places(text).values() if place.name == name)
    assert (place.at, place.reason) == (None, reason)


def test_runners_up_are_other_places_of_the_name() -> None:
    place = _places("A fire broke out in Tripoli.")["Tripoli"]
    assert place.at is not None
    assert {one.country for one in (place.at, *place.runners_up)} >= {"LBY", "LBN"}
    assert place.at not in place.runners_up
