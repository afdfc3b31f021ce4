"""What the reader model runs on."""

from __future__ import annotations

from typing import Literal

Device = Literal["auto", "cpu", "gpu"]
"""`auto` is a GPU where there is one, else the processor."""
