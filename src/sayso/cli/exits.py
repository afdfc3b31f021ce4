"""The exit codes."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the program's exit code says; `docs/cli.md` lists them from here."""

    DONE = 0, "all inputs were read"
    SOME_REFUSED = 1, "some inputs were refused, the others were read"
    USAGE = 2, "the command was not understood"
    NOTHING_DONE = 3, "nothing could be done: every input was refused, or the installation is broken"
    INTERRUPTED = 130, "interrupted (Ctrl-C)"

    meaning: str

    def __new__(cls, code: int, meaning: str) -> "ExitCode":
        """A code with its meaning."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member
