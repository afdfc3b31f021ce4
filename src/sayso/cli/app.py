"""The program: its commands, and what holds for all of them."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso import __version__
from sayso.cli import (
    actors,
    add,
    agreement,
    changes,
    claims,
    codebook,
    deciding,
    demo,
    disputes,
    doctor,
    export,
    gazetteer,
    incident,
    incidents,
    ledger,
    link,
    read,
    report,
    review,
    run,
    serve,
    show,
    sources,
    why,
)
from sayso.cli.exits import ExitCode

NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    name="sayso",
    help="Reads reports of a war and keeps the record straight: who says what happened, and in which words.",
    epilog="\b\nExample:\n  sayso read report.txt --published 2024-05-07",
    rich_markup_mode=None,  # plain help: loading rich for it would take longer than all the rest
    pretty_exceptions_enable=False,
    context_settings=NAMES,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _all_commands(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.USAGE)


app.command("read", epilog=read.EXAMPLE, context_settings=NAMES)(read.read_command)
app.command("claims", epilog=claims.EXAMPLE, context_settings=NAMES)(claims.claims_command)
app.command("show", epilog=show.EXAMPLE, context_settings=NAMES)(show.show_command)
app.command("incidents", epilog=incidents.EXAMPLE, context_settings=NAMES)(incidents.incidents_command)
app.command("incident", epilog=incident.EXAMPLE, context_settings=NAMES)(incident.incident_command)
app.command("disputes", epilog=disputes.EXAMPLE, context_settings=NAMES)(disputes.disputes_command)
app.command("sources", epilog=sources.EXAMPLE, context_settings=NAMES)(sources.sources_command)
app.command("changes", epilog=changes.EXAMPLE, context_settings=NAMES)(changes.changes_command)
app.command("why", epilog=why.EXAMPLE, context_settings=NAMES)(why.why_command)
app.command("same", epilog=deciding.SAME_EXAMPLE, context_settings=NAMES)(deciding.same_command)
app.command("different", epilog=deciding.DIFFERENT_EXAMPLE, context_settings=NAMES)(deciding.different_command)
app.command("review", epilog=review.EXAMPLE, context_settings=NAMES)(review.review_command)
app.command("agreement", epilog=agreement.EXAMPLE, context_settings=NAMES)(agreement.agreement_command)
app.command("export", epilog=export.EXAMPLE, context_settings=NAMES)(export.export_command)
app.command("report", epilog=report.EXAMPLE, context_settings=NAMES)(report.report_command)
app.command("add", epilog=add.EXAMPLE, context_settings=NAMES)(add.add_command)
app.command("run", epilog=run.EXAMPLE, context_settings=NAMES)(run.run_command)
app.command("link", epilog=link.EXAMPLE, context_settings=NAMES)(link.link_command)
app.command("demo", epilog=demo.EXAMPLE, context_settings=NAMES)(demo.demo_command)
app.command("serve", epilog=serve.EXAMPLE, context_settings=NAMES)(serve.serve_command)
app.command("doctor", epilog=doctor.EXAMPLE, context_settings=NAMES)(doctor.doctor_command)
app.add_typer(ledger.app, name="ledger")
app.add_typer(codebook.app, name="codebook")
app.add_typer(actors.app, name="actors")
app.add_typer(gazetteer.app, name="gazetteer")
