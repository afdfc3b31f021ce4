"""A sentence cut short around the words that matter in it, safe to show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.model import Span
from sayso.model.visible import visible_text

_BEFORE_SHARE = 0.4
"""How much of the room goes to the words before: what follows a verb tells more, but who did it stands before it."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words that matter, and as much of their sentence around them as there is room for; `…` where it is cut."""

    before: str
    words: str
    after: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.words + self.after


def shorten_around(words: Span, sentence: Span, *, room: int) -> Excerpt:
    """`words` within `sentence`, in about `room` characters; whole words are kept where the text has any.

    What one side does not need goes to the other. Words outside the sentence stand alone.

    >>> text = "The old bridge at Orlivka was hit at dawn by two drones from the east."
    >>> shorten_around(Span.of(text, 30, 33), Span.of(text, 0, len(text)), room=36).text
    '…Orlivka was hit at dawn by two…'
    """
    own = shorten_end(visible_text(words.text), room=room)
    if not (sentence.start <= words.start and words.end <= sentence.end):
        return Excerpt("", own, "")
    before = _joined_right(sentence.text[: words.start - sentence.start])
    after = _joined_left(sentence.text[words.end - sentence.start :])
    left = max(0, room - len(own))
    if len(before) + len(after) > left:
        for_before = max(int(left * _BEFORE_SHARE), left - len(after))
        before = _cut_start(before, for_before)
        after = shorten_end(after, room=left - len(before))
    return Excerpt(before, own, after)


def _joined_right(text: str) -> str:
    shown = visible_text(text)
    return f"{shown} " if shown and text[-1].isspace() else shown


def _joined_left(text: str) -> str:
    shown = visible_text(text)
    return f" {shown}" if shown and text[0].isspace() else shown


def shorten_end(text: str, *, room: int) -> str:
    """The beginning of the text in so many characters, the ellipsis among them."""
    if len(text) <= room:
        return text
    kept = text[: max(0, room - 1)]
    if not text[len(kept)].isspace():
        kept = re.sub(r"\s+\S*\Z", "", kept)
    return kept.rstrip(" ,;:–—-(“\"'") + "…"


def _cut_start(text: str, room: int) -> str:
    """The end of the text in so many characters, the ellipsis among them."""
    if len(text) <= room:
        return text
    kept = text[len(text) - max(0, room - 1) :]
    if not text[len(text) - len(kept) - 1].isspace():
        kept = re.sub(r"\A\S*\s+", "", kept)
    return "…" + kept.lstrip(" ,;:–—-)”.")
