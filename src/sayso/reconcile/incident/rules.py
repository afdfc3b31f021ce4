"""Rules by name: each is a function, and the first sentence of its docstring is the reason that users see."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from sayso.model import Reason


@cache
def give_reason(rule: Callable[..., Any]) -> Reason:
    """The reason that a rule gives for what it chose.

    >>> give_reason(give_reason)
    Reason(rule='give-reason', says='The reason that a rule gives for what it chose.')
    """
    first = (inspect.getdoc(rule) or "").split("\n\n")[0]
    return Reason(rule.__name__.replace("_", "-"), " ".join(first.split()))
