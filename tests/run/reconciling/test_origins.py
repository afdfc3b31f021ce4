"""Whose words claims are, whichever of them are asked for together."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from benchmarks.warlike import War
from sayso.ledger import Ledger, schema
from sayso.ledger.engine import reading
from sayso.ledger.querying import find_by_rows
from sayso.reconcile.incident import find_own_origin
from sayso.run.reconciling import reconcile
from sayso.run.reconciling.origins import find_copies_of, make_origins


def test_the_origin_of_a_claim_does_not_depend_on_what_else_is_asked_for(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        ledger.add(list(War(1).reports(600)))
        reconcile(ledger, jobs=1)
        with reading(ledger.engine) as connection:
            c = schema.claims.c
            reports = sorted(set(connection.scalars(select(c.report))))
            claims = find_by_rows(connection, connection.scalars(select(c.row)).all()).values()
            together = make_origins(find_copies_of(connection, reports))
            rows = {row.id: row.row for row in connection.execute(select(schema.reports.c.id, schema.reports.c.row))}
            alone = {id: make_origins(find_copies_of(connection, [row])) for id, row in rows.items()}
        assert any(together(claim) != find_own_origin(claim) for claim in claims)
        for claim in claims:
            assert together(claim) == alone[claim.report.id](claim)
