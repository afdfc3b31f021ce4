"""The way in: run a command, and turn what goes wrong into a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

from sayso.cli.exits import ExitCode
from sayso.cli.messages import write_error, write_line
from sayso.cli.output import ReaderGoneError
from sayso.model import SaysoError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `sayso` with these arguments (those of the process unless given) and give the exit code."""
    # numpy's own threads only get in the way of the reader model's: reading is a third slower with them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    except (ReaderGoneError, BrokenPipeError):
        # No fault, and nothing to say. Python's own flush at exit must not trip over the same pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return ExitCode.DONE
    except SaysoError as error:
        write_error(error)
        code = ExitCode.NOTHING_DONE
    except OSError as error:
        write_line(f"{error.filename or 'output'}: {error.strerror or error}")
        code = ExitCode.NOTHING_DONE
    except Exception:  # a fault of ours: told in full, but with nothing in it that a terminal would obey
        for line in traceback.format_exc().splitlines():
            write_line(line)
        write_line("this is a bug; please report it with the lines above")
        code = ExitCode.NOTHING_DONE
    if code == ExitCode.INTERRUPTED:
        write_line("interrupted")
    return code


def _run(arguments: Sequence[str] | None) -> int:
    import typer.main  # noqa: PLC0415 - here, so that Ctrl-C while loading is met above

    from sayso.cli.app import app  # noqa: PLC0415

    given = list(sys.argv[1:] if arguments is None else arguments)
    command: Any = typer.main.get_command(app)
    name = "sayso"
    if given and given[0] in command.commands:
        # Straight to the command: the way over the program's own options makes typer load pydantic, and
        # `sayso read --help` would take twice as long.
        command, name = command.commands[given[0]], f"sayso {given.pop(0)}"
    try:
        code = command(args=given, prog_name=name, standalone_mode=False)
    except Exception as error:  # the parser's own errors have no public class in all versions that we allow
        if not hasattr(error, "format_message"):
            raise
        return _explain_usage(error)
    return code if isinstance(code, int) else ExitCode.DONE


def _explain_usage(error: Exception) -> int:
    message = error.format_message()  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "sayso"
    if message:
        write_line(message)
    write_line(f"see {command} --help")
    return ExitCode.USAGE
