"""Languages are told apart, and English is never refused for its names or its capitals."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sayso.intake.language import detect_language, name_language
from tests.intake.languages import ENGLISH, FRENCH, UKRAINIAN


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(ENGLISH, "en", id="English"),
        pytest.param(ENGLISH.upper(), "en", id="capitals"),
        pytest.param(FRENCH, "fr", id="French"),
        pytest.param(UKRAINIAN, "uk", id="Ukrainian"),
        pytest.param(FRENCH[:150], None, id="too few letters"),
        pytest.param("", None, id="empty"),
        pytest.param("1,204 | 77 | 3\n" * 100, None, id="figures only"),
    ],
)
def test_detects(text: str, code: str | None) -> None:
    assert detect_language(text) == code


def test_english_without_the_usual_words_is_still_english() -> None:
    headlines = "Bridge hit; drivers wait. Officials promise repairs. Residents fear floods. Schools close early. "
    assert detect_language(headlines * 4) == "en"


def test_a_language_has_a_name() -> None:
    assert (name_language("uk"), name_language("qq")) == ("Ukrainian", "qq")


def test_plain_english_does_not_load_the_language_model() -> None:
    program = f"import sys\nfrom sayso.intake import detect_language\nassert detect_language({ENGLISH!r}) == 'en'\n"
    program += "heavy = {'py3langid', 'trafilatura', 'charset_normalizer'} & set(sys.modules)\nassert not heavy, heavy"
    subprocess.run([sys.executable, "-c", program], check=True)
