"""One run at a time in a folder of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.model import SetupError
from sayso.run.archive.storage import LocalFolder, Storage


@contextmanager
def alone(storage: Storage) -> Iterator[None]:
    """Nobody else runs in the folder meanwhile; the system lets go of it when this process is gone, however it ends.

    SetupError where somebody does. A folder behind an address, and one of Windows, is not looked after.
    """
    if not isinstance(storage, LocalFolder):
        yield
        return
    try:
        os.makedirs(storage.address, exist_ok=True)
    except OSError as error:
        reason = f"it cannot be made ({error.strerror})"
        raise SetupError("archive-there", reason, where=storage.address, remedy="name another folder") from None
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        yield
        return
    folder = os.open(storage.address, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            remedy = "wait for it, or name another folder"
            reason = "another sayso run is at work there"
            raise SetupError("archive-busy", reason, where=storage.address, remedy=remedy) from None
        except OSError:
            pass  # a file system that knows no locks
        yield
    finally:
        os.close(folder)
