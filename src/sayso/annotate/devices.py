"""What the network runs on: a GPU where onnxruntime offers one, else the processor."""

from __future__ import annotations

from collections.abc import Collection

from sayso.model import SetupError
from sayso.model.device import Device

CPU, GPU = "CPUExecutionProvider", "CUDAExecutionProvider"


def choose_providers(offered: Collection[str], device: Device = "auto") -> list[str]:
    """The providers of onnxruntime to be tried, in this order, of those that are `offered`.

    SetupError where a GPU is asked for and none is offered. What a GPU has no operator for runs on the processor.

    >>> choose_providers(["CPUExecutionProvider"])
    ['CPUExecutionProvider']
    """
    if device == "gpu" and GPU not in offered:
        raise SetupError(
            "no-gpu",
            "onnxruntime offers no GPU here",
            where="--device gpu",
            remedy='pip uninstall onnxruntime, pip install "sayso[gpu]" and the CUDA libraries; or --device auto',
        )
    return [GPU, CPU] if device != "cpu" and GPU in offered else [CPU]
