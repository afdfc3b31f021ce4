"""Values as lines of JSON that read back the same and that no terminal obeys."""

from __future__ import annotations

import json
import re
from typing import Any

# Characters that JSON allows in a string as they are, but that a terminal obeys (C1 controls, DEL), that some readers
# of lines take for a line's end, or that UTF-8 cannot hold (lone surrogates): written as \uXXXX, which reads back the
# same.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def format_json(value: Any) -> str:
    """One line of JSON without the line's end; the same value always gives the same line."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
