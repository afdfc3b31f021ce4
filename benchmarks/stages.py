"""How long each step of linking takes."""

from __future__ import annotations

import os
import time

from sayso.run.reconciling import Stage


class Timer:
    """How long each step took; with `SAYSO_BENCH_STEPS` each is told when it has ended."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._begun = self._last = time.perf_counter()

    @property
    def seconds(self) -> float:
        """From the beginning to the last word."""
        return self._last - self._begun

    def tell(self, stage: Stage) -> None:
        """A step has done so much more."""
        now = time.perf_counter()
        self.steps[stage.name] = self.steps.get(stage.name, 0.0) + now - self._last
        self._last = now
        if stage.done == stage.total and os.environ.get("SAYSO_BENCH_STEPS"):
            print(f"  {stage.name}: {self.steps[stage.name]:.1f} s", flush=True)
