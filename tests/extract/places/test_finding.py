"""Places of a report, through the shipped reader model. All sentences are invented."""

import pytest

import sayso
from sayso.model import Place


def _places(text: str) -> tuple[Place, ...]:
    return sayso.read(text, any_language=True).places


def _one(text: str, words: str) -> Place:
    found = [place for place in _places(text) if place.span.text == words]
    assert len(found) == 1, [(p.span.text, p.name) for p in _places(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "id_", "precision"),
    [
        ("Shells hit Mosul on Monday.", "Mosul", "geonames:99072", "settlement"),
        ("Troops entered Syria in spring.", "Syria", "country:SYR", "country"),
        ("Two people died in northern Syria.", "northern Syria", "country:SYR", "region"),
        ("Drones fell on the Kursk region.", "Kursk region", "region:RUS:kursk oblast", "region"),
        ("A convoy reached eastern Aleppo at noon.", "eastern Aleppo", "geonames:170063", "district"),
        ("Boats crossed the Euphrates at night.", "Euphrates", "area:euphrates", "region"),
        ("Farmers left the Gaza Strip.", "Gaza Strip", "region:PSE:gaza strip", "region"),
        ("Jets flew over Lebanese airspace.", "Lebanese airspace", "country:LBN", "country"),
    ],
)
def test_place(text: str, words: str, id_: str, precision: str) -> None:
    place = _one(text, words)
    assert place.at is not None
    assert (place.at.id, place.precision, place.use) == (id_, precision, "place")
    assert 0 < place.confidence <= 1


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("HOMS, Syria (Agency) - Shells fell at noon.", "HOMS", "geonames:169577"),
        ("KYIV, Nov 3 (Agency) - Shells fell at noon.", "KYIV", "geonames:703448"),
        ("Ships crossed the tropical eastern Pacific.", "eastern Pacific", "area:pacific"),
        ("Ships crossed the Indian Ocean.", "Indian Ocean", "area:indian-ocean"),
        ("Kurdish fighters left.", "Kurdish", "area:kurdistan"),
        ("Latin American ministers met.", "Latin American", "area:latin-america"),
        ("Shells fell on Deir al-Zour at noon.", "Deir al-Zour", "geonames:170794"),
        ("Shells fell in North Darfur.", "North Darfur", "region:SDN:northern darfur"),
        ("Drones fell on the Kharkiv region.", "Kharkiv region", "region:UKR:kharkivska oblast"),
        ("Drones fell on the Kyiv region.", "Kyiv region", "region:UKR:kiev"),
        ("Fire broke out in Orange County, California.", "Orange County", "district:USA:california:orange county"),
        ("A mill burned down in Salem, Ore., on Friday.", "Ore.", "region:USA:oregon"),
        ("A mill burned down in Salem, OR, on Friday.", "OR", "region:USA:oregon"),
    ],
)
def test_more_places(text: str, words: str, id_: str) -> None:
    place = _one(text, words)
    assert place.at is not None
    assert place.at.id == id_


def test_a_way_off_is_a_place_and_so_is_what_it_is_measured_from() -> None:
    far, near = _places("A drone fell 30 km north of Homs.")
    assert (far.span.text, near.span.text) == ("30 km north of Homs", "Homs")
    assert far.at is not None
    assert near.at is not None
    assert far.at.latitude - near.at.latitude == pytest.approx(0.27, abs=0.02)


def test_a_large_city_is_meant_by_its_bare_name_beside_its_region() -> None:
    assert _one("Drones fell on the Kharkiv region. In Kharkiv two people died.", "Kharkiv").precision == "settlement"


def test_a_thing_of_unknown_name_lies_in_the_town_told_before() -> None:
    street = _one("Shells hit Homs at dawn. Two people died on Qorvale Street.", "Qorvale Street")
    assert street.at is not None
    assert (street.at.name, street.precision) == ("Homs", "district")


@pytest.mark.parametrize(
    ("text", "words", "use"),
    [
        ("Turkish troops left.", "Turkish", "adjective"),
        ("Moscow denied the report.", "Moscow", "actor"),
        ("Two farms burned near Moscow.", "Moscow", "place"),
        ("Syria's army shelled a farm.", "Syria", "actor"),
        ("The Manchester-born medic died.", "Manchester", "adjective"),
        ("Kharkiv was shelled at dawn.", "Kharkiv", "place"),
    ],
)
def test_use(text: str, words: str, use: str) -> None:
    assert _one(text, words).use == use


def test_what_the_text_says_it_lies_in_decides() -> None:
    place = _one("A mill burned down in Springfield, Ohio, on Friday.", "Springfield")
    assert place.at is not None
    assert (place.at.country, place.at.admin1) == ("USA", "Ohio")


def test_the_other_places_decide() -> None:
    near = _one("The road from Paris to Dallas and Houston in Texas was shut after floods.", "Paris")
    assert near.at is not None
    assert near.at.country == "USA"
    far = _one("The road from Paris to Lyon and Marseille was shut after floods.", "Paris")
    assert far.at is not None
    assert far.at.country == "FRA"


def test_unknown_name_stands_there_with_the_reason() -> None:
    place = _one("Mortar shells landed near Qworzlemburg, residents of Mosul said.", "Qworzlemburg")
    assert (place.at, place.precision, place.where_prec) == (None, None, None)
    assert "does not know" in place.reason


def test_codes_of_the_field() -> None:
    assert (_one("Shells hit Mosul.", "Mosul").where_prec, _one("Shells hit Mosul.", "Mosul").geo_precision) == (1, 1)
    region = _one("Drones fell on the Kursk region.", "Kursk region")
    assert (region.where_prec, region.geo_precision) == (4, 3)
    assert _one("Troops entered Syria in spring.", "Syria").where_prec == 6
    assert _one("A ship sank in the Black Sea.", "Black Sea").where_prec == 7


def test_region_is_not_put_at_its_capital() -> None:
    region, city = _one("Drones fell on the Kursk region.", "Kursk region"), _one("Drones fell on Kursk.", "Kursk")
    assert region.at is not None
    assert city.at is not None
    assert (region.at.latitude, region.at.longitude) != (city.at.latitude, city.at.longitude)


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("Rebels shelled a market in Idlib on Monday.", "shelled", ["Idlib"]),
        ("The army captured Sudzha.", "captured", ["Sudzha"]),
        ("Four people were killed in air strikes on Mosul and Kirkuk.", "air strikes", ["Mosul", "Kirkuk"]),
        ("Four people were killed in air strikes on Mosul.", "killed", ["Mosul"]),
        ("Syria condemned the killing of a priest.", "condemned", []),
    ],
)
def test_places_of_a_claim(text: str, trigger: str, names: list[str]) -> None:
    (claim,) = [c for c in sayso.read(text, any_language=True).claims if c.trigger.text == trigger]
    assert [place.name for place in claim.places] == names


def test_the_town_is_the_last_one_told() -> None:
    reading = sayso.read("Militants entered Azaz on Monday. The army shelled the town at night.", any_language=True)
    (claim,) = [c for c in reading.claims if c.trigger.text == "shelled"]
    assert [(p.name, p.span.text) for p in claim.places] == [("Azaz", "the town")]


def test_a_long_row_of_names_is_read_in_linear_time() -> None:
    text = "They went to " + ", ".join(["Mosul", "Springfield", "Paris", "San Jose"] * 300) + "."
    assert len(_places(text)) > 500
