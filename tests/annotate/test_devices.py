"""What the network runs on."""

import pytest

from sayso.annotate.devices import CPU, GPU, choose_providers
from sayso.model import SetupError
from sayso.model.device import Device


@pytest.mark.parametrize(
    ("offered", "device", "chosen"),
    [
        ([CPU], "auto", [CPU]),
        ([GPU, CPU], "auto", [GPU, CPU]),
        (["TensorrtExecutionProvider", GPU, CPU], "auto", [GPU, CPU]),
        (["AzureExecutionProvider", CPU], "auto", [CPU]),
        ([GPU, CPU], "cpu", [CPU]),
        ([GPU, CPU], "gpu", [GPU, CPU]),
    ],
)
def test_a_gpu_is_taken_where_there_is_one_and_nobody_minds(
    offered: list[str], device: Device, chosen: list[str]
) -> None:
    assert choose_providers(offered, device) == chosen


def test_a_gpu_that_is_not_there_is_told() -> None:
    with pytest.raises(SetupError, match="no GPU") as caught:
        choose_providers([CPU], "gpu")
    assert caught.value.slug == "no-gpu"
