"""The folder of what stands between the steps: files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sayso.model import SetupError

if TYPE_CHECKING:
    import pyarrow

_TEMPORARY = ".part-"
_ROWS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that all machines of a cluster share."""

    path: str

    def at(self, name: str) -> str:
        """The path of a file in it."""
        return os.path.join(self.path, name)

    def has(self, name: str) -> bool:
        """Whether a file has been written."""
        return os.path.exists(self.at(name))

    def find(self, folder: str) -> list[str]:
        """The paths of all whole files in a folder within, in the order of their names."""
        found = sorted(Path(self.path, folder).glob("*")) if self.has(folder) else []
        return [str(path) for path in found if _TEMPORARY not in path.name]

    @contextmanager
    def writing(self, name: str) -> Iterator[str]:
        """The path to write a file to; it gets its name when the block ends without an error."""
        whole = self.at(name)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        temporary = f"{whole}{_TEMPORARY}{secrets.token_hex(6)}"
        try:
            yield temporary
            os.replace(temporary, whole)
        finally:
            Path(temporary).unlink(missing_ok=True)

    def save(self, name: str, array: npt.NDArray[Any]) -> None:
        """Write an array."""
        with self.writing(name) as path, open(path, "wb") as file:
            np.save(file, array)

    def load(self, name: str) -> npt.NDArray[Any]:
        """An array, of which only what is looked at is read."""
        found: npt.NDArray[Any] = np.load(self.at(name), mmap_mode="r")
        return found

    def map(self, name: str, type: npt.DTypeLike) -> npt.NDArray[Any]:
        """A file of records one after the other as an array, of which only what is looked at is read."""
        if not os.path.getsize(self.at(name)):
            return np.zeros(0, type)
        return np.memmap(self.at(name), type, "r")

    def remove(self, *names: str) -> None:
        """Remove files, or folders with all that is in them; nothing where there is none."""
        for name in names:
            if os.path.isdir(self.at(name)):
                shutil.rmtree(self.at(name))
            else:
                Path(self.at(name)).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what was being written when a process ended."""
        for path in Path(self.path).rglob(f"*{_TEMPORARY}*"):
            path.unlink(missing_ok=True)


def write_rows(path: str, schema: pyarrow.Schema, columns: dict[str, list[Any]]) -> None:
    """Write a table as a Parquet file that is read again soon: packed quickly, in small groups of rows."""
    import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pa.Table.from_pydict(columns, schema=schema)
    pq.write_table(table, path, compression="zstd", compression_level=1, row_group_size=_ROWS_AT_ONCE)


def read_rows(path: str, start: int, end: int, columns: Sequence[str] | None = None) -> pyarrow.Table:
    """The rows from `start` to before `end` of a Parquet file; no more groups of rows are read than these stand in."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    with pq.ParquetFile(path) as file:
        groups, first, skipped = [], 0, 0
        for number in range(file.num_row_groups):
            rows = file.metadata.row_group(number).num_rows
            if first < end and first + rows > start:
                groups.append(number)
            elif first + rows <= start:
                skipped += rows
            first += rows
        table = file.read_row_groups(groups, columns=columns, use_threads=False)
    return table.slice(start - skipped, end - start)


def check_libraries() -> None:
    """SetupError, with what to install, where DuckDB or pyarrow is not installed."""
    try:
        import duckdb  # noqa: F401, PLC0415 - an extra: needed only here
        import pyarrow  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        reason = f"incidents of an archive need a library that is not installed ({error.name})"
        raise SetupError("missing-extra", reason, remedy="pip install 'sayso[duckdb]'") from None
