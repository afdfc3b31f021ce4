"""The machine that is measured on, in one line."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

_PROCESSORS = Path("/proc/cpuinfo")
_MEMORY = Path("/proc/meminfo")


def describe_machine() -> str:
    """Processor, cores, memory, system, Python and onnxruntime, as far as the system tells."""
    model = _field(_PROCESSORS, "model name") or platform.machine()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = _field(_MEMORY, "MemTotal").removesuffix(" kB")
    size = f"{int(memory) / 1e6:.0f} GB, " if memory.isdigit() else ""
    return (
        f"{model}, {cores} cores, {size}{platform.system()}, Python {platform.python_version()}"
        f", onnxruntime {version('onnxruntime')}, load {os.getloadavg()[0]:.1f}"
    )


def _field(file: Path, name: str) -> str:
    """The first value of a field of one of Linux's lists, "" where there is none."""
    if not file.exists():
        return ""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
