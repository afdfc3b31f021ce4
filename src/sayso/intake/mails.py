"""Mails and folders of mails (mbox) to reports: the text, the subject, the date; attachments are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr

from sayso.intake.dates import parse_date
from sayso.intake.decode import decode_bytes, replace_surrogates
from sayso.intake.fields import Found, clean_field, note_date, take_report
from sayso.intake.markup import read_markup
from sayso.intake.origin import Origin
from sayso.intake.reports import Intake
from sayso.intake.stream import Stream
from sayso.model import InputError

LONGEST_FIELD = 4_000
"""Characters of a header field; taking long ones apart takes time by their square."""
MAX_PARTS, MAX_LINES = 5_000, 1_000_000
"""Marks of parts and lines in one mail. Each part takes two thousand bytes and more."""
_NESTED = (RecursionError, MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError)
"""What the standard library's parser makes of hostile mails: parts within parts without end, fields that are none."""
_MBOX_START = re.compile(rb"From \S")


class _Policy(EmailPolicy):
    """The modern policy, with header fields cut off where no field of an honest mail goes on."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_FIELD]


def read_mail(data: bytes, origin: Origin) -> Intake:
    """The report in one mail: its plain text, or its HTML where there is none."""
    if data.count(b"\n--") > MAX_PARTS or data.count(b"\n") > MAX_LINES:
        return origin.refuse("too-many-parts", "it has more parts or lines than a mail has", "give its text alone")
    try:
        return _read_message(data, origin)
    except InputError as error:
        return origin.refuse(error.slug, error.reason, "give its text alone")
    except _NESTED as error:
        reason = f"the mail cannot be taken apart ({type(error).__name__})"
        return origin.refuse("bad-mail", reason, "give its text alone")


def read_mbox(stream: Stream, origin: Origin) -> Iterator[Intake]:
    """A report or a refusal for each mail of a folder."""
    for number, message in enumerate(_split_mbox(stream, origin.max_bytes), 1):
        part = origin.part("mail", number)
        yield part.too_large("the mail") if message is None else read_mail(message, part)


def _read_message(data: bytes, origin: Origin) -> Intake:
    message = BytesParser(policy=_Policy()).parsebytes(data)
    assert isinstance(message, EmailMessage)  # as the policy makes them
    id = clean_field(_field(message, "message-id").strip("<> \t\r\n"))
    text = _find_text(message)
    if not text.strip():
        return origin.refuse("no-sentence", "there is no text in the mail", "give its attachments by themselves", id=id)
    stated = _field(message, "date")
    day = parse_date(stated) if stated else None
    sender, address = parseaddr(_field(message, "from"))
    found = Found(
        text,
        id=id,
        title=clean_field(_field(message, "subject")),
        publisher=clean_field(sender or address),
        published=day,
        published_from="mail" if day else None,
        notes=(note_date(stated, origin),) if stated and day is None else (),
    )
    return take_report(found, origin)


def _field(message: EmailMessage, name: str) -> str:
    try:
        return replace_surrogates(" ".join(str(message.get(name, "")).split()))
    except _NESTED:
        return ""


def _find_text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _decode_part(part)
    return read_markup(text) if part.get_content_type() == "text/html" else text.replace("\r\n", "\n")


def _decode_part(part: MIMEPart) -> str:
    """The part's text: in the encoding that it states, unless the bytes are UTF-8 or the encoding is unknown."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    decoded = decode_bytes(data)
    stated = part.get_content_charset()
    if not stated or decoded.encoding.startswith("utf"):
        return decoded.text
    try:
        return data.decode(stated, "replace")
    except LookupError:
        return decoded.text


def _split_mbox(stream: Stream, limit: int) -> Iterator[bytes | None]:
    """The mails of a folder, each begun by a line `From …` after a blank one; None for one over the limit."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    for _, line in stream.read_lines():
        if blank and line is not None and _MBOX_START.match(line):
            if begun:
                yield b"\n".join(lines) if size <= limit else None
            lines, size, begun, blank = [], 0, True, False
            continue
        blank = line is not None and not line.strip()
        size += limit + 1 if line is None else len(line) + 1
        if size > limit or line is None:
            lines.clear()
        else:
            # Lines of the text that begin so are marked with `>` where they were written into the folder.
            lines.append(line[1:] if line.startswith(b">") and _MBOX_START.match(line.lstrip(b">")) else line)
    if begun:
        yield b"\n".join(lines) if size <= limit else None
