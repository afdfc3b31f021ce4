"""The fitted network as one ONNX file: exported, its operators fused, its weights and activations in 8 bits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from sayso.annotate.network import pack_array
from training.network import LINK, Encoder, Reader
from training.tags import ATTRIBUTION, LABELS, NAMES, UPOS

VERSION = "reader-2026.1"
INPUTS = ["ids", "shapes", "first"]
OUTPUTS = ["tags", "arcs", "arc_keys", "label_dependents", "label_heads", "links", "link_keys"]


class FusedAttention(torch.autograd.Function):
    """Stands in the exported graph for onnxruntime's own attention operator, which works in blocks and copies less."""

    @staticmethod
    def forward(
        ctx: object, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor, heads: int
    ) -> torch.Tensor:
        """Only the shape matters while the graph is traced."""
        return q + k + v

    @staticmethod
    def symbolic(g, q, k, v, mask, heads):  # type: ignore[no-untyped-def]
        """The operator of the graph; the mask tells for every key whether it is no padding."""
        empty = g.op("prim::Constant")
        empty.setType(torch._C.OptionalType.ofTensor())
        out = g.op("com.microsoft::MultiHeadAttention", q, k, v, empty, mask, num_heads_i=heads)
        out.setType(q.type())
        return out


class FusedEncoder(Encoder):
    """The encoder with the fused operator in every layer; without dropout the same function as `Encoder`."""

    def forward(self, ids: torch.Tensor, shapes: torch.Tensor) -> torch.Tensor:
        """States of all pieces, as `Encoder.forward` gives them."""
        places = torch.arange(ids.shape[1])
        x = self.norm(self.pieces(ids) + self.places(places)[None] + self.shapes(shapes))
        known = (ids != 0).to(torch.int32)
        for layer in self.layers:
            mixed = FusedAttention.apply(layer.query(x), layer.key(x), layer.value(x), known, layer.heads)
            x = layer.mix_norm(x + layer.mix(mixed))
            x = layer.out_norm(x + layer.narrow(torch.nn.functional.gelu(layer.widen(x))))
        return x


def load_fitted(checkpoint: Path, encoder: Path, *, average: bool) -> Reader:
    """The network of a checkpoint, with its last weights or their running average."""
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    model = Reader(FusedEncoder(json.loads((encoder / "config.json").read_text())))
    model.load_state_dict(saved["average" if average else "model"])
    return model.eval()


def small_weights(model: Reader) -> dict[str, object]:
    """The learnt tables that decoding uses outside the network."""
    tables = {
        "label_root": model.label_root, "label_weight": model.label.weight, "label_bias": model.label.bias,
        "link_near": model.link_near, "name_begin": model.name_crf.begin, "name_moves": model.name_crf.moves,
        "attribution_begin": model.attribution_crf.begin, "attribution_moves": model.attribution_crf.moves,
    }  # fmt: skip
    return {name: pack_array(tensor.detach().numpy()) for name, tensor in tables.items()}


def export(model: Reader, path: Path, version: str) -> None:
    """Write the network in single precision, with tag sets and tables in the file's metadata."""
    example = (
        torch.ones(2, 24, dtype=torch.long),
        torch.ones(2, 24, dtype=torch.long),
        torch.ones(2, 9, dtype=torch.long),
    )
    axes = {"ids": {0: "b", 1: "p"}, "shapes": {0: "b", 1: "p"}, "first": {0: "b", 1: "w"}}
    axes |= {name: {0: "b", 1: "w"} for name in OUTPUTS}
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(path)
    facts = {
        "version": version,
        "upos": UPOS,
        "labels": LABELS,
        "names": NAMES,
        "attribution": ATTRIBUTION,
        "link": LINK,
    }
    for key, value in (("sayso", facts), ("weights", small_weights(model))):
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, json.dumps(value)
    onnx.save(graph, path)


def write_model(checkpoint: Path, encoder: Path, model: Path, *, version: str = VERSION, average: bool = False) -> None:
    """Export, fuse and quantise the fitted network into `model`, with its vocabulary beside it."""
    plain, fused = checkpoint.with_name("plain.onnx"), checkpoint.with_name("fused.onnx")
    export(load_fitted(checkpoint, encoder, average=average), plain, version)
    fuse(plain, fused)
    quantize_dynamic(
        fused, model, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    shutil.copyfile(encoder / "vocab.txt", model.with_name("vocab.txt"))
    print(model, f"{model.stat().st_size / 1e6:.1f} MB")


def fuse(plain: Path, fused: Path) -> None:
    """Join the small operators of each layer (bias and GELU, sum and layer norm) into onnxruntime's own."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    optimizer = optimize_model(
        str(plain), model_type="bert", num_heads=12, hidden_size=384, optimization_options=options
    )
    print(optimizer.get_fused_operator_statistics())
    optimizer.save_model_to_file(str(fused))
