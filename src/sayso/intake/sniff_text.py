"""Mail and tables told from running text, which has commas and colons, too."""

from __future__ import annotations

import re
from typing import Literal

from sayso.intake.decode import decode_bytes
from sayso.intake.dialect import NAMES, Dialect, find_dialect, split_row

_FIELD = re.compile(rb"([!-9;-~]+):[ \t]|([!-9;-~]+):\r?$")
_MBOX = re.compile(rb"From \S.*\d\d:\d\d(?::\d\d)?\b.*\d{4}")
_MAIL_FIELDS = frozenset(
    b"from to cc subject date sender reply-to message-id received return-path delivered-to mime-version content-type "
    b"dkim-signature list-id in-reply-to references x-mailer".split()
)
_TRANSPORT = frozenset(b"message-id received return-path delivered-to mime-version dkim-signature".split())
MAIL_FIELDS = 3
"""So many fields of a mail make one, if a mail program has left one of its own among them or it says from whom."""
TABLE_ROWS, TABLE_COLUMNS = 3, 3
"""From so many like rows of so many cells on a text without known names is a table."""
MAX_NAME = 40
_NAME = re.compile(r"[^\W\d][\w .:/()\-]*")


def find_mail(head: bytes, suffix: str) -> Literal["mail", "mbox"] | None:
    """Whether a text begins as a mail or a folder of mails (mbox) does."""
    first, _, rest = head.partition(b"\n")
    if _MBOX.match(first) and _find_fields(rest) & _MAIL_FIELDS:
        return "mbox"
    fields = _find_fields(head) & _MAIL_FIELDS
    if suffix == ".eml":
        return "mail" if fields else None
    known = bool(fields & _TRANSPORT) or b"from" in fields
    return "mail" if known and len(fields) >= MAIL_FIELDS else None


def _find_fields(head: bytes) -> frozenset[bytes]:
    """The names of the header fields before the first blank line; none where another line stands among them."""
    fields = set()
    lines = head.splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            break
        if line[:1] in (b" ", b"\t"):
            continue
        if found := _FIELD.match(line):
            fields.add((found[1] or found[2]).lower())
        elif number < len(lines):  # the header may be longer than what is at hand, and cut off
            return frozenset()
    return frozenset(fields)


def is_table(head: bytes, suffix: str) -> bool:
    """Whether a text is a table with names in its first row: known ones, or the same number of cells in each row."""
    first, newline, rest = head.partition(b"\n")
    dialect = find_dialect(decode_bytes(first).text)
    if suffix in (".csv", ".tsv"):
        return bool(first.strip())
    if dialect is None or not newline:
        return False
    names = split_row(decode_bytes(first).text, dialect)
    known = {NAMES[name] for cell in names if (name := cell.strip().lower()) in NAMES}
    if len(known) >= 2 and len(known) * 2 >= len(names) and all(len(cell) <= MAX_NAME for cell in names):
        return True
    return len(names) >= TABLE_COLUMNS and _are_names(names) and _has_like_rows(rest, len(names), dialect)


def _are_names(cells: list[str]) -> bool:
    stripped = [cell.strip() for cell in cells]
    return len(set(stripped)) == len(stripped) and all(
        len(cell) <= MAX_NAME and _NAME.fullmatch(cell) for cell in stripped
    )


def _has_like_rows(rest: bytes, columns: int, dialect: Dialect) -> bool:
    lines = [line for line in decode_bytes(rest).text.splitlines()[:TABLE_ROWS] if line.strip()]
    return len(lines) == TABLE_ROWS and all(len(split_row(line, dialect)) == columns for line in lines)
