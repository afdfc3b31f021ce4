"""What the words on the command line stand for: files, folders, patterns, addresses and standard input."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
import stat
from collections.abc import Iterator

from sayso.intake.naming import is_address, make_stem, show_name
from sayso.intake.reports import Intake
from sayso.model import Refusal

_PATTERN = re.compile(r"[*?\[]")


def find_files(word: str) -> Iterator[str | Intake]:
    """The files that `word` stands for, in the order of their names, and what had to be set aside on the way.

    A folder stands for all files in it and below, those left out whose names begin with a dot. A pattern that no shell
    has expanded is expanded here. Anything else stands for itself, there or not.
    """
    if word == "-" or is_address(word) or "\x00" in word:
        yield word
    elif os.path.isdir(word):
        yield from _find_in(word)
    elif _PATTERN.search(word) and not os.path.lexists(word):
        yield from _find_matching(word)
    else:
        yield word


def _find_in(folder: str) -> Iterator[str | Intake]:
    found = False
    for path, refused in _walk(folder):
        found = True
        yield refused or path
    if not found:
        yield _refuse("empty-folder", "there is no file in this folder", folder, "name a folder with reports in it")


def _find_matching(pattern: str) -> Iterator[str | Intake]:
    found = False
    for one in _match_deep(pattern) if "**" in pattern else sorted(glob.glob(pattern)):
        found = True
        if isinstance(one, str) and os.path.isdir(one):
            yield from _find_in(one)
        else:
            yield one
    if not found:
        yield _refuse("missing-file", "no file's name fits this pattern", pattern, "check the pattern")


def _match_deep(pattern: str) -> Iterator[str | Intake]:
    """The files that fit a pattern with `**`, by our own walk: Python's follows links in circles."""
    root = os.path.dirname(pattern.partition("**")[0])
    wanted = pattern[len(root) :].strip(os.sep).split(os.sep)
    yield from (refused or path for path, refused in _walk(root or os.curdir) if _fits(path, root, wanted))


def _fits(path: str, root: str, wanted: list[str]) -> bool:
    """Whether the names of `path` below `root` fit those wanted, of which `**` is any number."""
    at = {0}
    for name in os.path.relpath(path, root or os.curdir).split(os.sep):
        at = {
            after
            for place in _skip_any(at, wanted)
            if place < len(wanted)
            for after in ([place] if wanted[place] == "**" else [place + 1])
            if wanted[place] == "**" or fnmatch.fnmatchcase(name, wanted[place])
        }
    return len(wanted) in _skip_any(at, wanted)


def _skip_any(at: set[int], wanted: list[str]) -> set[int]:
    """The places reached when `**` stands for nothing, too."""
    reached = set(at)
    for place in sorted(at):
        while place < len(wanted) and wanted[place] == "**":
            place += 1  # noqa: PLW2901 - it walks on from there
            reached.add(place)
    return reached


def _walk(root: str) -> Iterator[tuple[str, Intake | None]]:
    """The files below a folder, with why one is set aside. A folder behind a link is read once, and not if it lies in
    `root` anyway."""
    top = os.path.realpath(root)
    seen: set[str] = set()
    waiting: list[str] = [root]
    while waiting:
        path = waiting.pop()
        try:
            if not os.path.isdir(path):
                yield path, _check_file(path)
            elif path != root and os.path.islink(path) and _is_known(os.path.realpath(path), top, seen):
                reason = "it is a link to a folder that is read anyway"
                yield path, _refuse("linked-folder", reason, path, "leave the link out")
            else:
                names = sorted((name for name in os.listdir(path) if not name.startswith(".")), reverse=True)
                waiting.extend(os.path.join(path, name) for name in names)
        except OSError as error:
            yield path, _refuse_folder(error, path)


def _is_known(target: str, top: str, seen: set[str]) -> bool:
    """Whether what a link leads to is read anyway, or holds what is being read; it is known from now on."""
    known = target in seen or _is_below(target, top) or _is_below(top, target)
    seen.add(target)
    return known


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _check_file(path: str) -> Intake | None:
    """Why a file is set aside: it is none. A pipe or device that lies in a folder would be waited for without end."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        reason = f"it leads nowhere ({error.strerror})" if os.path.islink(path) else f"it is gone ({error.strerror})"
        return _refuse("unreadable-file", reason, path, "remove it or mend the link")
    if stat.S_ISREG(mode):
        return None
    return _refuse("unreadable-file", "it is not a file but a pipe, socket or device", path, "name it by itself")


def _refuse_folder(error: OSError, path: str) -> Intake:
    if isinstance(error, PermissionError):
        return _refuse("no-permission", "you may not look into this folder", path, "give yourself the right to read it")
    reason = f"the folder could not be read ({error.strerror or error})"
    return _refuse("unreadable-file", reason, path, "check the disk or the name")


def _refuse(slug: str, reason: str, path: str, remedy: str) -> Intake:
    name = show_name(path)
    return Intake(None, Refusal(slug, reason, name, remedy), make_stem(path), source=name)
