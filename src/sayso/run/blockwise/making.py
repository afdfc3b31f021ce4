"""Steps 7 and 8: the claims put into the order of their incidents, and these made of them, a block at a time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np

from sayso.model import Incident, OriginKey, StoredClaim
from sayso.reconcile.incident import make_incident
from sayso.run.archive.storage import Storage, open_storage
from sayso.run.blockwise.folder import Folder, read_rows
from sayso.run.blockwise.joining import load_counts
from sayso.run.blockwise.preparing import OF_REPORT, make_report
from sayso.run.blockwise.sorting import SortTask, copy, opening, table
from sayso.run.blockwise.tables import INCIDENTS, MEMBERSHIPS, TABLES, Row, date_of, make_incident_row, pack
from sayso.run.reconciling.making import default_settings
from sayso.run.reconciling.origins import choose_origin

CLAIMS_AT_ONCE = 10_000
"""The incidents of so many claims are made in one go and written as one part of each table and date."""
_GATHERED = "gathered.parquet"
_ROWS_AT_ONCE = 500
_ROW_GROUP = 2048


@dataclass(frozen=True, slots=True)
class MakeTask:
    """Some incidents, by the places of their claims in the gathered file; `name` begins the names of their parts."""

    archive: str
    folder: Folder
    name: str
    number: int
    start: int
    end: int
    by: str

    @property
    def entry(self) -> str:
        """The file that vouches for the parts; written last."""
        return f"made/{self.number:08}.json"


@dataclass(slots=True)
class _Gathering:
    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def add(self, incident: Incident, claims: Sequence[StoredClaim], by: str) -> None:
        day = date_of(incident, by)
        self.rows.setdefault((INCIDENTS, day), []).append(make_incident_row(incident))
        reports = {claim.id: claim.report.id for claim in claims}
        self.rows.setdefault((MEMBERSHIPS, day), []).extend(
            {"incident": incident.id, "claim": id, "report": reports[id]} for id in incident.claims
        )


def gather_claims(task: SortTask) -> None:
    """Write the claims, with all that an incident is made of, in the order of the incidents."""
    folder = task.folder
    reports, claims = (table(folder, f"prepared/*.{kind}.parquet") for kind in ("reports", "claims"))
    told, joined = "origin, voice", ""
    if folder.find("origins"):
        told = "coalesce(root, origin) AS origin, coalesce(speaker, voice) AS voice"
        roots = f'SELECT "row", origin AS root, voice AS speaker FROM {table(folder, "origins/*.parquet")}'
        joined = f'LEFT JOIN ({roots}) USING ("row")'
    of_report = ", ".join(f"of_report.{name} AS report_{name}" for name in OF_REPORT)
    query = f"""
        SELECT incident, claim.id AS id, sentence, record, {told}, {of_report}
        FROM {table(folder, "incidents.parquet")}
            JOIN (SELECT "row", reading, number FROM {table(folder, "kept.parquet")}) USING ("row")
            JOIN (SELECT reading, number, id, sentence, record, origin, voice FROM {claims}) AS claim
                USING (reading, number)
            JOIN (SELECT reading, {", ".join(OF_REPORT)} FROM {reports}) AS of_report USING (reading)
            {joined}
        ORDER BY incident, "row\""""
    with opening(task) as ask:
        copy(ask, folder, _GATHERED, query)


def is_gathered(folder: Folder) -> bool:
    """Whether the claims are in the order of their incidents."""
    return folder.has(_GATHERED)


def cut_incidents(archive: str, folder: Folder, name: str, by: str, claims: int = CLAIMS_AT_ONCE) -> list[MakeTask]:
    """All incidents in blocks of at least so many claims but for the last one."""
    ends = np.cumsum(load_counts(folder))
    found: list[MakeTask] = []
    begun = 0
    while begun < (int(ends[-1]) if len(ends) else 0):
        at = min(int(np.searchsorted(ends, begun + claims)), len(ends) - 1)
        found.append(MakeTask(archive, folder, name, len(found), begun, int(ends[at]), by))
        begun = int(ends[at])
    return found


def make_incidents(task: MakeTask) -> int:
    """Write the parts of a block and the entry that names them; how many incidents there were."""
    gathering, count = _Gathering(), 0
    for _, group in itertools.groupby(_read(task), key=itemgetter("incident")):
        claims, origins = [], {}
        for row in group:
            claim = _make_claim(row)
            claims.append(claim)
            origins[claim.id] = choose_origin(claim, row["origin"], row["voice"])
        gathering.add(_make(claims, origins), claims, task.by)
        count += 1
    parts = list(_write(open_storage(task.archive), task, gathering))
    with task.folder.writing(task.entry) as path, open(path, "w", encoding="ascii") as file:
        json.dump({"incidents": count, "claims": task.end - task.start, "parts": parts}, file)
    return count


def read_made(task: MakeTask, storage: Storage) -> dict[str, Any] | None:
    """The entry of a block, None where it is not there or its parts are not whole."""
    if not task.folder.has(task.entry):
        return None
    with open(task.folder.at(task.entry), encoding="ascii") as file:
        entry: dict[str, Any] = json.load(file)
    return entry if all(storage.size(path) == size for path, size, _ in entry["parts"]) else None


def _make(claims: Sequence[StoredClaim], origins: dict[str, OriginKey]) -> Incident:
    first = min(claims, key=lambda one: (one.report.published or date.max, one.id))
    return make_incident(claims, origins=origins, settings=default_settings(), id=first.id)


def _read(task: MakeTask) -> Iterator[Row]:
    path = task.folder.at(_GATHERED)
    found = read_rows(path, task.start, task.end)
    for at in range(0, found.num_rows, _ROWS_AT_ONCE):
        yield from found.slice(at, _ROWS_AT_ONCE).to_pylist()


def _make_claim(row: Row) -> StoredClaim:
    report = make_report({name: row[f"report_{name}"] for name in OF_REPORT})
    return StoredClaim(row["id"], report, json.loads(row["record"]), row["sentence"], {})


def _write(storage: Storage, task: MakeTask, gathering: _Gathering) -> Iterator[tuple[str, int, int]]:
    for (name, day), rows in sorted(gathering.rows.items(), key=lambda one: (TABLES.index(one[0][0]), one[0][1])):
        data = pack(name, rows)
        path = f"{name}/date={day}/{task.name}-{task.number:06}.parquet"
        storage.write(path, data)
        yield path, len(data), len(rows)
