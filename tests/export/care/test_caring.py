"""All that is kept back, together."""

from datetime import date

from sayso.export.care import Care, Kept, find_sites, take_care
from sayso.model import StoredClaim
from tests.make import make_place, make_report, make_stored_claim

TODAY = date(2026, 3, 15)


def _claims() -> list[StoredClaim]:
    texts = {
        "old": ("Shells hit the house of Mrs Brill in Tarn.", date(2026, 1, 1)),
        "young": ("Shells hit the mill in Tarn.", date(2026, 3, 14)),
        "clinic": ("Shells hit the clinic in Tarn.", date(2026, 1, 1)),
    }
    return [_claim(text, id, day) for id, (text, day) in texts.items()]


def _claim(text: str, id: str, day: date) -> StoredClaim:
    place = make_place(text, "Tarn", 60.512, 5.256)
    return make_stored_claim(text, "hit", "shelling", report=make_report(text, id=id, published=day), places=[place])


def test_by_default_only_names_are_kept_back() -> None:
    kept = Kept()
    shown = list(take_care(_claims(), Care(TODAY), kept))
    assert [claim.report.name for claim in shown] == ["old", "young", "clinic"]
    assert "Brill" not in shown[0].sentence
    assert shown[0].record["places"][0]["latitude"] == 60.512
    assert (kept.young, kept.sites) == (0, 0)


def test_everything_is_given_where_asked_for() -> None:
    claims = _claims()
    assert list(take_care(claims, Care(TODAY, with_names=True), Kept())) == claims


def test_what_stays_out_is_counted() -> None:
    kept = Kept()
    care = Care(TODAY, round_km=10, delay_days=7, sites=find_sites(["hospitals"]))
    (claim,) = take_care(_claims(), care, kept)
    assert (claim.report.name, kept.young, kept.sites) == ("old", 1, 1)
    assert claim.record["places"][0]["precision"] == "district"
