"""The command line: each command is a thin coat over a function. Nothing heavy is loaded before a command needs it."""

from sayso.cli.entry import main

__all__ = ["main"]
