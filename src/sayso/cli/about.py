"""Which incidents a command is about, beside the filter of claims; and how they are summed up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.cli.options import as_usage, find_near, make_option, with_options
from sayso.cli.settings import ACTORS
from sayso.model import DISPUTE_SLOTS, POLICIES, STATUSES, InputError, Policy

if TYPE_CHECKING:
    from sayso.ledger.incidents import About
    from sayso.reconcile.incident import IncidentSettings

_SLOTS = ", ".join(DISPUTE_SLOTS)
SLOT = make_option("slots", "--dispute", list[str] | None, f"Only where this is disputed: {_SLOTS}.", metavar="SLOT")
_ABOUT = (
    make_option(
        "contested",
        "--contested",
        bool,
        "Only where it is disputed whether it happened, who did it, or who holds the place.",
        default=False,
    ),
    SLOT,
    make_option("statuses", "--status", list[str] | None, f"What carries it: {', '.join(STATUSES)}.", metavar="STATUS"),
    make_option(
        "least_origins", "--least-origins", int, "Only what so many independent origins tell.",
        default=0, metavar="N", min=0, show_default=False,
    ),
)  # fmt: skip
_ESTIMATES = (
    make_option(
        "policy",
        "--policy",
        str | None,
        "How low, best and high are chosen: ucdp (what most reliable origins give), acled (the lowest), median.",
        metavar="|".join(POLICIES),
    ),
    make_option(
        "own_sources",
        "--sources",
        Path | None,
        "A TOML file with a table [sources]: how reliable you hold each, as a letter from A to F.",
        metavar="FILE",
    ),
    make_option(
        "own_actors", ACTORS.option, Path | None, ACTORS.help, metavar="PATH", envvar=ACTORS.environment
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Estimates:
    """How incidents are to be summed up; None where the user leaves it to the program."""

    policy: Policy | None
    sources: Path | None
    actors: Path | None

    def make_settings(self, *, usual: Policy = "ucdp") -> IncidentSettings:
        """The settings, with the policy `usual` unless the user names one. RuleError for a file that is none."""
        from sayso.actors import load_actors  # noqa: PLC0415 - heavy: loaded once the command is understood
        from sayso.reconcile.incident import IncidentSettings, SourceList, load_source_list  # noqa: PLC0415

        return IncidentSettings(
            policy=self.policy or usual,
            sources=load_source_list(self.sources) if self.sources else SourceList(),
            actors=load_actors(self.actors),
        )


def with_about(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command of Typer with the options that choose among incidents, for its `about: About`."""

    @wraps(command)
    def chosen(**given: Any) -> Any:
        values = {option.name: given.pop(option.name) for option in _ABOUT}
        return command(**given | {"about": make_about(values)})

    return with_options(chosen, command, _ABOUT, but=("about",))


def with_estimates(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command of Typer with the options for how incidents are summed up, for its `estimates: Estimates`."""

    @wraps(command)
    def estimated(**given: Any) -> Any:
        policy, sources, actors = (given.pop(option.name) for option in _ESTIMATES)
        named: Any = find_near("--policy", policy, POLICIES, ", ".join(POLICIES)) if policy else None
        return command(**given | {"estimates": Estimates(named, sources, actors)})

    return with_options(estimated, command, _ESTIMATES, but=("estimates",))


def make_about(values: Mapping[str, Any]) -> About:
    """What the options' values ask for, by their names. A usage error (typer.BadParameter) names the option."""
    from sayso.run.asking import make_about as make  # noqa: PLC0415 - not for `--help`

    try:
        return make(values)
    except InputError as error:
        raise as_usage(f"--{error.where}", error) from None


def find_slots(words: Iterable[str] | None, option: str) -> Any:
    """What is disputed, by the names that are given for it; a usage error for one that is none."""
    remedy = ", ".join(DISPUTE_SLOTS)
    return tuple(dict.fromkeys(find_near(option, word, DISPUTE_SLOTS, remedy) for word in words or ()))
