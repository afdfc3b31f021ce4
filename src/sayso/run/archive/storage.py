"""Where inputs lie and parts are written: folders of this machine, and whatever fsspec reaches."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from sayso.model import InputError, SetupError

TEMPORARY = "_temporary"
"""The folder of what is being written; names that begin so are left alone by what reads folders of Parquet."""
_SCHEME = re.compile(r"\A([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs", "hdfs": "hdfs"}


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its address, its size, and a mark that changes when it is written to."""

    address: str
    size: int
    mark: str


class Storage(Protocol):
    """A folder that parts are written to and read from; paths are relative to it, with `/`."""

    @property
    def address(self) -> str:
        """Where it is."""

    def write(self, path: str, data: bytes) -> None:
        """A file of these bytes: there whole or not at all, whatever ends this process."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. FileNotFoundError where there is none."""

    def size(self, path: str) -> int | None:
        """How large a file is; None where there is none."""

    def find(self, folder: str) -> Iterator[str]:
        """The files in a folder and below, in the order of their names, temporary ones left out."""

    def remove(self, path: str) -> None:
        """Remove a file; nothing where there is none."""

    def clear(self) -> None:
        """Remove what was being written when a process ended."""


def scheme_of(word: str) -> str | None:
    """The scheme of an address that fsspec understands (`s3`, `gs`, `hdfs`, `memory` …); None for a path.

    `file://` stands for a path of this machine, http(s) is for pages of the web.
    """
    found = _SCHEME.match(word)
    return found[1].lower() if found and found[1].lower() not in ("http", "https", "file") else None


def local_path(word: str) -> str:
    """The path that a word stands for, `file://` taken off."""
    return word[len("file://") :] if word.lower().startswith("file://") else word


def open_storage(address: str) -> Storage:
    """The folder at an address or path. SetupError where its library is not installed."""
    return RemoteFolder(address) if scheme_of(address) else LocalFolder(os.path.abspath(local_path(address)))


def connect(address: str) -> tuple[Any, str]:
    """The file system of an address and the path in it. SetupError without fsspec or the library of the scheme."""
    scheme = scheme_of(address) or ""
    remedy = f"pip install 'sayso[{_EXTRAS.get(scheme, 'fsspec')}]'"
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra: needed only here

        files, path = url_to_fs(address)
    except ImportError as error:
        reason = f"addresses of {scheme}:// need a library that is not installed ({error})"
        raise SetupError("missing-extra", reason, where=address, remedy=remedy) from None
    except ValueError as error:
        raise InputError("bad-address", str(error), where=address, remedy="give a path or an address") from None
    return files, cast(str, path)


def find_remote(address: str) -> Iterator[Found]:
    """The files at an address: itself, all in it and below where it is a folder, or those that fit its pattern.

    InputError where there is none, and where the server does not give it.
    """
    files, path = connect(address)
    scheme = scheme_of(address)
    try:
        names = sorted(files.glob(path)) if re.search(r"[*?\[]", path) else [path]
        listed = [found for name in names for found in sorted(files.find(name, detail=True).items())]
    except (OSError, ValueError) as error:
        reason = f"it cannot be listed ({error})"
        raise InputError("unreadable-file", reason, where=address, remedy="check the address and your rights") from None
    for name, facts in listed:
        if facts.get("type") == "file" and not name.rpartition("/")[2].startswith("."):
            yield Found(f"{scheme}://{name.lstrip('/')}", int(facts.get("size") or 0), _mark_of(facts))


def mark_local(path: str) -> Found:
    """A file of this machine. OSError where there is none."""
    status = os.stat(path)
    return Found(path, status.st_size, str(status.st_mtime_ns))


def open_address(address: str) -> BinaryIO:
    """A file to be read, here or behind an address. OSError where it cannot be."""
    if not scheme_of(address):
        return open(address, "rb")
    files, path = connect(address)
    return cast(BinaryIO, files.open(path, "rb"))


def _mark_of(facts: dict[str, Any]) -> str:
    for name in ("ETag", "etag", "md5Hash", "crc32c", "checksum", "LastModified", "mtime", "updated", "created"):
        if facts.get(name):
            return str(facts[name]).strip('"')
    return ""


class LocalFolder:
    """A folder of this machine."""

    def __init__(self, path: str) -> None:
        self.address = path

    def write(self, path: str, data: bytes) -> None:
        """As of `Storage`."""
        whole, temporary = Path(self.address, path), Path(self.address, TEMPORARY, _invent_name(path))
        for parent in (temporary.parent, whole.parent):
            parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(whole)

    def read(self, path: str) -> bytes:
        """As of `Storage`."""
        return Path(self.address, path).read_bytes()

    def size(self, path: str) -> int | None:
        """As of `Storage`."""
        try:
            return os.stat(os.path.join(self.address, path)).st_size
        except OSError:
            return None

    def find(self, folder: str) -> Iterator[str]:
        """As of `Storage`."""
        for root, folders, names in os.walk(os.path.join(self.address, folder)):
            folders[:] = sorted(name for name in folders if name != TEMPORARY)
            for name in sorted(names):
                yield Path(root, name).relative_to(self.address).as_posix()

    def remove(self, path: str) -> None:
        """As of `Storage`."""
        Path(self.address, path).unlink(missing_ok=True)

    def clear(self) -> None:
        """As of `Storage`."""
        shutil.rmtree(os.path.join(self.address, TEMPORARY), ignore_errors=True)


class RemoteFolder:
    """A folder behind an address of fsspec."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._files, root = connect(self.address)
        self._root = root.rstrip("/")

    def write(self, path: str, data: bytes) -> None:
        """As of `Storage`."""
        whole, temporary = self._at(path), self._at(f"{TEMPORARY}/{_invent_name(path)}")
        for name in (whole, temporary):
            self._files.makedirs(name.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(temporary, data)
        self._files.mv(temporary, whole)

    def read(self, path: str) -> bytes:
        """As of `Storage`."""
        return cast(bytes, self._files.cat_file(self._at(path)))

    def size(self, path: str) -> int | None:
        """As of `Storage`."""
        try:
            return int(self._files.info(self._at(path))["size"])
        except FileNotFoundError:
            return None

    def find(self, folder: str) -> Iterator[str]:
        """As of `Storage`."""
        for name in sorted(self._files.find(self._at(folder) if folder else self._root)):
            path = name[len(self._root) :].lstrip("/")
            if not path.startswith(TEMPORARY):
                yield path

    def remove(self, path: str) -> None:
        """As of `Storage`."""
        if self._files.exists(self._at(path)):
            self._files.rm_file(self._at(path))

    def clear(self) -> None:
        """As of `Storage`."""
        if self._files.exists(self._at(TEMPORARY)):
            self._files.rm(self._at(TEMPORARY), recursive=True)

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"


def _invent_name(path: str) -> str:
    return f"{path.rpartition('/')[2]}.{secrets.token_hex(6)}"
