"""Every setting: its name, default and help. Options, environment names and docs/cli.md come from this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a user may want to fix once, by the environment, and not in every command."""

    name: str
    default: int | bool | str | None
    help: str

    @property
    def option(self) -> str:
        """The option's name on the command line."""
        return f"--{self.name}"

    @property
    def environment(self) -> str:
        """The name of the environment variable that gives its value."""
        return "SAYSO_" + self.name.upper().replace("-", "_")


THREADS = Setting("threads", None, "How many threads the reader model may use; all cores unless given.")
DEVICE = Setting("device", "auto", "What the reader model runs on: cpu, gpu, or auto (a GPU, if there is one).")
MAX_SIZE = Setting("max-size", 20, "Refuse files larger than so many megabytes.")
ANY_LANGUAGE = Setting(
    "any-language", False, "Read reports that do not seem to be in English, too; expect little of what comes out."
)
CODEBOOK = Setting("codebook", None, "A TOML file that adds to the rules for events or overrides them.")
ACTORS = Setting("actors", None, "A TOML file that adds to the known actors or overrides them.")
GAZETTEER = Setting(
    "gazetteer", None, "An index of places to use instead of the shipped one (`sayso gazetteer build`)."
)
LEDGER = Setting("ledger", None, "The ledger: a file, or postgresql://user@host/database; your own file unless given.")

SETTINGS = (THREADS, DEVICE, MAX_SIZE, ANY_LANGUAGE, CODEBOOK, ACTORS, GAZETTEER, LEDGER)
