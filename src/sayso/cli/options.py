"""Options that several commands have: how they are made, and how a command of Typer gets them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer

from sayso.model import InputError

_LATE = ("Filter", "About", "Estimates")
"""Types of parameters that the decorators fill in; they are loaded once the command is understood."""


def make_option(name: str, flag: str, kind: Any, help: str, *, default: Any = None, **more: Any) -> inspect.Parameter:
    """An option as Typer sees it: a parameter called `name`, written as `flag`; `more` goes to `typer.Option`."""
    annotation = Annotated[kind, typer.Option(flag, help=help, **more)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def with_options(
    wrapper: Callable[..., Any],
    command: Callable[..., Any],
    options: Sequence[inspect.Parameter],
    *,
    but: Iterable[str],
) -> Callable[..., Any]:
    """The wrapper with the signature that Typer is to see: the command's own but for some, and the options."""
    # The annotations are text; what they name is not loaded for `--help`, and Typer never sees these parameters.
    signature = inspect.signature(command, eval_str=True, locals=dict.fromkeys(_LATE, object))
    own = [parameter for name, parameter in signature.parameters.items() if name not in but]
    first = [parameter for parameter in own if parameter.kind is not inspect.Parameter.KEYWORD_ONLY]
    last = [parameter for parameter in own if parameter.kind is inspect.Parameter.KEYWORD_ONLY]
    parameters = [*first, *options, *last]
    wrapper.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapper


def find_near(option: str, word: str, known: Sequence[str], remedy: str) -> str:
    """The known word that this one is, in any case; a usage error with those that are like it."""
    from sayso.run.asking import find_known  # noqa: PLC0415 - not for `--help`

    try:
        return find_known(option, word, known, remedy)
    except InputError as error:
        raise as_usage(option, error) from None


def as_usage(option: str, error: InputError) -> typer.BadParameter:
    """What an option's value makes no sense for, as a usage error."""
    return typer.BadParameter(f"{error.reason}; {error.remedy}" if error.remedy else error.reason, param_hint=option)
