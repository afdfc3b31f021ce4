"""The index as a file: a header that says where each array lies, then the arrays, to be mapped and not read.

Layout (little-endian): 8 bytes `SAYSOGZ1`; the header's length (u32) and its CRC-32 (u32); the header, JSON in UTF-8;
padding to 8 bytes; the arrays one after the other, each padded to 8 bytes. The header holds `size` (of the whole file),
`crc` (CRC-32 of the arrays), `arrays` ({name: [dtype, offset, count]}) and `about` (sources, their versions, regions).
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt

from sayso.model import SetupError

MAGIC = b"SAYSOGZ1"
_HEAD = struct.Struct("<8sII")
_STEP = 8
REMEDY = "install sayso anew (pip install --force-reinstall sayso), or make the index again (sayso gazetteer build)"
Arrays = Mapping[str, "npt.NDArray[Any]"]
_TYPES = {"<u4": "I", "<u2": "H", "|u1": "B", "<f4": "f"}


def write_index(path: Path, arrays: Arrays, about: Mapping[str, Any]) -> None:
    """Write the arrays as one file. It is whole or not there: it is written beside and then moved into its place."""
    import numpy as np  # noqa: PLC0415 - looking up needs none of it

    layout, blobs, offset, crc = {}, [], 0, 0
    for name, array in arrays.items():
        data = np.ascontiguousarray(array)
        blob = data.tobytes()
        blob += b"\0" * (-len(blob) % _STEP)
        layout[name] = [data.dtype.newbyteorder("<").str, offset, int(data.size)]
        blobs.append(blob)
        offset += len(blob)
        crc = zlib.crc32(blob, crc)
    header = _header({"size": 0, "crc": crc, "arrays": layout, "about": dict(about)}, offset)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            out.write(_HEAD.pack(MAGIC, len(header), zlib.crc32(header)))
            out.write(header)
            for blob in blobs:
                out.write(blob)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _header(parts: dict[str, Any], length: int) -> bytes:
    """The header with the file's size in it; its own length counts, so it is padded with spaces."""
    room = len(json.dumps(parts, ensure_ascii=False).encode()) + 24
    room += -(room + _HEAD.size) % _STEP
    parts["size"] = _HEAD.size + room + length
    return json.dumps(parts, ensure_ascii=False).encode().ljust(room)


def map_index(path: Path) -> tuple[dict[str, memoryview], dict[str, Any], mmap.mmap]:
    """The arrays over the mapped file, and what it is about. SetupError where it is missing, cut off or changed.

    A `memoryview` gives plain numbers faster than an array of numpy does, and takes no import.
    """
    if sys.byteorder != "little":
        raise _broken(path, "can be read on little-endian machines only")
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise _broken(path, "is not there") from error
    except (OSError, ValueError) as error:
        raise _broken(path, f"cannot be opened ({error or 'it is empty'})") from error
    if len(mapped) < _HEAD.size:
        raise _broken(path, "is cut off")
    magic, length, crc = _HEAD.unpack_from(mapped)
    if magic != MAGIC:
        raise _broken(path, "is no index of places, or one of another version")
    raw = mapped[_HEAD.size : _HEAD.size + length]
    if zlib.crc32(raw) != crc:
        raise _broken(path, "is damaged: its header does not have its checksum")
    header = json.loads(raw)
    if header["size"] != len(mapped):
        raise _broken(path, f"is cut off: {len(mapped)} bytes instead of {header['size']}")
    start = _HEAD.size + length
    view = memoryview(mapped)
    arrays = {}
    for name, (dtype, offset, count) in header["arrays"].items():
        letter = _TYPES[dtype]
        size = struct.calcsize(letter) * count
        arrays[name] = view[start + offset : start + offset + size].cast(letter)  # type: ignore[call-overload]
    return arrays, header["about"] | {"crc": header["crc"], "start": start}, mapped


def check_index(path: Path) -> dict[str, Any]:
    """What the index is about, after every byte was checked. SetupError where one is wrong."""
    _, about, mapped = map_index(path)
    if zlib.crc32(mapped[about["start"] :]) != about["crc"]:
        raise _broken(path, "is damaged: its content does not have its checksum")
    return about


def _broken(path: Path, what: str) -> SetupError:
    return SetupError("bad-gazetteer", f"the index of places {what}", where=str(path), remedy=REMEDY)
