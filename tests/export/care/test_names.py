"""Names in a text: where they begin and end, and what is none."""

import pytest

from sayso.export.care.names import find_runs, find_words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Krol left.", ["Anna Krol"]),
        ("Krol’s house and Anna Krol's car", ["Krol", "Anna Krol"]),
        ("Gen. Anton Varga and Lt Col Ida Voss", ["Anton Varga", "Ida Voss"]),
        ("Martin al-Amin Varga", ["Martin al-Amin Varga"]),
        ("Ludwig van den Berg", ["Ludwig", "Berg"]),
        ("Ludwig van der Berg", ["Ludwig van der Berg"]),
        ("Omar Sheikh-Najib, a driver", ["Omar Sheikh-Najib"]),
        ("the Amber Relief Committee", []),
        ("Russian Lancet drones", []),
        ("Syria and Damascus", []),
        ("Daniel Vale and Sofia Brandt", ["Daniel Vale", "Sofia Brandt"]),
        ("The Minister, on Monday", []),
        ("no names at all", []),
        ("", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [run.name for run in find_runs(text)] == names


def test_a_name_knows_its_place() -> None:
    text = "It was Mayor Anna Krol’s idea."
    (run,) = find_runs(text)
    assert text[run.start : run.end] == run.name == "Anna Krol"
    assert (run.office, run.courtesy) == (True, False)


@pytest.mark.parametrize(
    ("text", "office", "courtesy"),
    [
        ("Mr Krol", False, True),
        ("Minister Krol", True, False),
        ("Anna Krol", False, False),
        ("Minister Dr Krol", True, True),
    ],
)
def test_what_stands_before_a_name(text: str, office: bool, courtesy: bool) -> None:
    (run,) = find_runs(text)
    assert (run.office, run.courtesy) == (office, courtesy)


def test_a_full_stop_parts_words_but_not_after_a_title() -> None:
    assert [word.joined for word in find_words("Gen. Krol left. Tarn burned")] == [False, True, True, False, True]
