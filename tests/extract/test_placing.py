"""The place of each claim by the stated rules, through the shipped reader model. All sentences are invented."""

import pytest

import sayso


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        # What the tree ties to the event.
        ("Rebels shelled Idlib on Monday.", "shelled", ["Idlib"]),
        ("Fighting rocked Kobani, which was besieged by militants in May.", "besieged", ["Kobani"]),
        ("Jets flew from Lebanese airspace into Syria.", "flew", ["Lebanon", "Syria"]),
        ("Shells struck the Al Naba hospital in Mosul.", "struck", ["Al Naba hospital"]),
        ("The strike, which targeted the Homs and Hama air bases, failed.", "strike", ["Homs", "Hama"]),
        # Points back.
        ("Rebels captured the town of Azaz. Five soldiers were killed there.", "killed", ["Azaz"]),
        ("HOMS, Syria (Agency) - Troops shelled the town on Monday.", "shelled", []),
        # Told with another event.
        ("The strikes on Homs killed nine people and wounded 14.", "killed", ["Homs"]),
        ("The strikes on Homs killed nine people and wounded 14.", "wounded", ["Homs"]),
        ("Fighting has killed 300,000 people in Syria's civil war.", "civil war", ["Syria"]),
        # Not the place of speech, nor that of another sentence, nor of what somebody else says.
        ("Nine people died. Officials in Homs said strikes hit Aleppo.", "died", []),
        ("Nine people died. Officials in Homs said strikes hit Aleppo.", "strikes", ["Aleppo"]),
    ],
)
def test_places_of_a_claim(text: str, trigger: str, names: list[str]) -> None:
    (claim,) = [c for c in sayso.read(text, any_language=True).claims if c.trigger.text == trigger]
    assert [place.name for place in claim.places] == names
