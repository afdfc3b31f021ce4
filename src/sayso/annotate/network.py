"""The reader model's file and its run: windows of words in, scores for every word out (onnxruntime)."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

from sayso.annotate.devices import choose_providers
from sayso.annotate.pieces import WordPieces, shapes_of
from sayso.annotate.windows import Window, cut_windows
from sayso.annotate.words import Words
from sayso.model import SetupError
from sayso.model.device import Device

Floats = NDArray[np.float32]
MODEL_FILE = Path(__file__).with_name("reader.onnx")
VOCABULARY_FILE = Path(__file__).with_name("vocab.txt")
BATCH_PIECES = 1536
_LENGTH_STEP = 8
_REMEDY = "reinstall sayso: pip install --force-reinstall sayso"


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of every word: one row a word."""

    tags: Floats
    arcs: Floats
    arc_keys: Floats
    label_dependents: Floats
    label_heads: Floats
    links: Floats
    link_keys: Floats


class Network:
    """The network of one model file. Its results for a report depend on that report alone.

    Activations are quantised batch by batch (dynamic int8), so a batch never holds windows of two reports.
    """

    def __init__(self, path: Path = MODEL_FILE, *, threads: int | None = None, device: Device = "auto") -> None:
        if not path.exists():
            raise SetupError("model-missing", "the reader model is not there", where=str(path), remedy=_REMEDY)
        providers = choose_providers(ort.get_available_providers(), device)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(str(path), options, providers=providers)
            facts = self._session.get_modelmeta().custom_metadata_map
            self.facts = json.loads(facts["sayso"])
            self.weights = {name: _unpack(value) for name, value in json.loads(facts["weights"]).items()}
        except (KeyError, ValueError, Fail, InvalidGraph, InvalidProtobuf) as error:
            reason = f"the reader model cannot be loaded: {error}"
            raise SetupError("model-broken", reason, where=str(path), remedy=_REMEDY) from error
        self.pieces = WordPieces.load(VOCABULARY_FILE)
        self.version = f"{self.facts['version']}+{digest_file(path)[:8]}"

    def score(self, words: Words) -> Scores:
        """The scores of every word of one report, each taken from the window that has most context around it."""
        cuts = [self.pieces.cut(w) for w in words.texts]
        shapes = shapes_of(words.texts, words.spaced, words.line_starts)
        # Windows begin where a line or, by its stop, a sentence does: see `shapes_of` for the three positions.
        windows = cut_windows([len(c) for c in cuts], [(shape - 1) % 3 != 0 for shape in shapes])
        parts: list[Floats] | None = None
        row = _Row.of(cuts, shapes)
        for batch in _batches(windows, row):
            outputs = self._session.run(None, _inputs(batch, row, self.pieces))
            if parts is None:
                parts = [np.empty((len(cuts), o.shape[2]), dtype=np.float32) for o in outputs]
            for part, output in zip(parts, outputs, strict=True):
                for n, window in enumerate(batch):
                    found = output[n, window.first - window.start : window.last - window.start]
                    part[window.first : window.last] = found
        assert parts is not None, "a report without words has nothing to score"
        return Scores(*parts)


def digest_file(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack_array(array: Floats) -> dict[str, object]:
    """An array as JSON can hold it; `_unpack` is the way back."""
    data = base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode("ascii")
    return {"shape": list(array.shape), "data": data}


def _unpack(packed: dict[str, object]) -> Floats:
    data = np.frombuffer(base64.b64decode(str(packed["data"])), dtype="<f4")
    return data.reshape(packed["shape"]).astype(np.float32)  # type: ignore[call-overload,no-any-return]


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of a report in a row, each with its shape; word `n` has those from `at[n]` to `at[n + 1]`."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    at: NDArray[np.int64]

    @classmethod
    def of(cls, cuts: Sequence[tuple[int, ...]], shapes: Sequence[int]) -> _Row:
        sizes = [len(cut) for cut in cuts]
        ids = np.fromiter(chain.from_iterable(cuts), dtype=np.int64, count=sum(sizes))
        return cls(ids, np.repeat(np.array(shapes, dtype=np.int64), sizes), np.cumsum([0, *sizes]))

    def size(self, window: Window) -> int:
        """The pieces of a window with the marks at its ends."""
        return 2 + int(self.at[window.end] - self.at[window.start])


def _batches(windows: Sequence[Window], row: _Row) -> list[list[Window]]:
    """Windows of like length together, at most `BATCH_PIECES` pieces with padding."""
    sized = sorted((_padded(row.size(w)), n) for n, w in enumerate(windows))
    batches: list[list[Window]] = []
    for size, n in sized:
        if not batches or size * (len(batches[-1]) + 1) > BATCH_PIECES:
            batches.append([])
        batches[-1].append(windows[n])
    return batches


def _padded(pieces: int) -> int:
    return -(-pieces // _LENGTH_STEP) * _LENGTH_STEP


def _inputs(batch: Sequence[Window], row: _Row, pieces: WordPieces) -> dict[str, NDArray[np.int64]]:
    longest = _padded(max(map(row.size, batch)))
    words = max(w.end - w.start for w in batch)
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    shapes = np.zeros_like(ids)
    first = np.zeros((len(batch), words), dtype=np.int64)
    ids[:, 0] = pieces.first
    for n, window in enumerate(batch):
        start, end = int(row.at[window.start]), int(row.at[window.end])
        last = end - start + 1
        ids[n, 1:last], ids[n, last] = row.ids[start:end], pieces.last
        shapes[n, 1:last] = row.shapes[start:end]
        first[n, : window.end - window.start] = row.at[window.start : window.end] - start + 1
    return {"ids": ids, "shapes": shapes, "first": first}
