"""`sayso ledger load`: the parts of an archive into a ledger."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import with_ledger
from sayso.cli.messages import write_line
from sayso.cli.progress import Bar

EXAMPLE = """\b
Examples:
  sayso ledger load archive
  sayso ledger load s3://bucket/archive --ledger postgresql://desk@db.example/sayso"""


@with_ledger
def load_command(
    archive: Annotated[str, typer.Argument(metavar="DIR", help="The folder or address that `sayso run` wrote to.")],
    *,
    ledger: str | None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> int:
    """Take an archive that `sayso run` made into a ledger, in bulk; what is there already changes nothing.

    The ledger then holds what `sayso add` would have written. A load that was interrupted is gone on with by the same
    command. Incidents are linked by the next command that asks for them.
    """
    from sayso.ledger import Ledger  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.run.archive.loading import Loaded, load_parts  # noqa: PLC0415
    from sayso.run.archive.manifest import count_shards, read_archive  # noqa: PLC0415
    from sayso.run.archive.storage import open_storage  # noqa: PLC0415
    from sayso.run.archive.tables import check_parquet  # noqa: PLC0415

    check_parquet()
    storage = open_storage(archive)
    entries, all_shards = read_archive(storage), count_shards(storage)
    with Ledger(ledger, create=True) as opened, Bar(shown=sys.stderr.isatty() and not quiet, time_left=True) as bar:

        def show(loaded: Loaded) -> None:
            words = f"{loaded.new + loaded.there:,} reports, {loaded.claims:,} claims"
            bar.show(words, done=loaded.shards, total=len(entries))

        loaded = load_parts(storage, entries, opened, listen=show)
    if not quiet:
        revised = f", {loaded.revised:,} revised" if loaded.revised else ""
        write_line(f"{loaded.new:,} reports are new{revised}, {loaded.there:,} were there; {loaded.claims:,} claims")
    if len(entries) < all_shards:
        left = all_shards - len(entries)
        write_line(f"{left:,} of {all_shards:,} shards are not there yet (sayso run --resume goes on with them)")
        return ExitCode.SOME_REFUSED
    return ExitCode.DONE
