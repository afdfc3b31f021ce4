"""A chart's shell: all of a chart but what it shows, as JSON. Bokeh makes it once, and each page fills it anew.

Bokeh takes a tenth of a second for the models of a chart, however little there is to see; filling takes a thousandth.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bokeh.embed import json_item
from bokeh.models import Model

_ID = re.compile(r'"p(\d+)"')
_MADE = itertools.count(1)


def make_shell(chart: Model) -> str:
    """The shell of a chart. Its models that are to be filled are found by their names."""
    return json.dumps(json_item(chart))


def fill_shell(shell: str, values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The chart for a browser: of each model (by its name) these attributes have these values.

    The models have other ids each time, so that a browser can show several charts of one shell.
    """
    made: dict[str, Any] = json.loads(_ID.sub(rf'"c{next(_MADE)}-\1"', shell))
    for model in _named(made["doc"]):
        model["attributes"] |= values.get(model["attributes"]["name"], {})
    return made


def encode_columns(columns: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Columns of data as Bokeh writes them."""
    return {"type": "map", "entries": list(columns.items())}


def _named(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if isinstance(part.get("attributes"), dict) and part["attributes"].get("name"):
            yield part
        part = part.values()
    elif not isinstance(part, list):
        return
    for one in list(part):
        yield from _named(one)
