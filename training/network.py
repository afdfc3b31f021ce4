"""The network: a MiniLM encoder and linear, biaffine and CRF heads over the first piece of each word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.annotate.pieces import SHAPE_COUNT
from training.tags import ATTRIBUTION, LABELS, LINK_DISTANCES, NAMES, UPOS

ARC, LABEL, LINK = 256, 128, 96


class PooledDropout(nn.Module):
    """Dropout whose masks are slices, at random places, of a pool of random bits that is drawn anew now and then.

    On a CPU drawing a fresh mask for every tensor takes a quarter of a training step; on a GPU plain dropout is used.
    """

    POOL, USES = 1 << 22, 20_000
    pools: ClassVar[dict[tuple[float, torch.dtype], tuple[Tensor, list[int]]]] = {}

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """`x` with some of its values set to nought, the others grown to make up for it."""
        if not self.training:
            return x
        if x.is_cuda or x.numel() > self.POOL // 2:
            return functional.dropout(x, self.p)
        pool, uses = self.pools.get((self.p, x.dtype), (None, [self.USES]))
        if pool is None or uses[0] >= self.USES:
            pool, uses = functional.dropout(torch.ones(self.POOL, dtype=x.dtype), self.p), [0]
            self.pools[self.p, x.dtype] = pool, uses
        uses[0] += 1
        at = int(torch.randint(self.POOL - x.numel(), ()))
        return x * pool[at : at + x.numel()].view(x.shape)


class Layer(nn.Module):
    """One transformer layer of BERT (post-norm)."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.mix = nn.Linear(width, width)
        self.mix_norm = nn.LayerNorm(width, eps=1e-12)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.out_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = PooledDropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """States [B, P, width] after attention and the inner layer; `mask` is added to the attention's scores."""
        b, p, width = x.shape
        split = lambda t: t.view(b, p, self.heads, width // self.heads).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        weights = q @ k.transpose(2, 3) / (width // self.heads) ** 0.5 + mask
        weights = weights.softmax(-1)
        mixed = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, p, width)
        x = self.mix_norm(x + self.dropout(self.mix(mixed)))
        return self.out_norm(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """BERT with a further embedding for the shape and position of the word that a piece belongs to."""

    def __init__(self, config: dict) -> None:
        super().__init__()
        width = config["hidden_size"]
        dropout = config["hidden_dropout_prob"]
        self.pieces = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.shapes = nn.Embedding(SHAPE_COUNT, width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], config["num_attention_heads"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.dropout = PooledDropout(dropout)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """States of all pieces [B, P, width]; piece 0 is padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.pieces(ids) + self.places(places)[None] + self.shapes(shapes)))
        mask = (ids == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x

    @classmethod
    def load(cls, folder: Path) -> Encoder:
        """The encoder with the weights of a BERT checkpoint (`config.json`, `model.safetensors`)."""
        encoder = cls(json.loads((folder / "config.json").read_text()))
        weights = {k.removeprefix("bert."): v.float() for k, v in load_file(folder / "model.safetensors").items()}
        names = {
            "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
            "attention.output.dense": "mix", "attention.output.LayerNorm": "mix_norm",
            "intermediate.dense": "widen", "output.dense": "narrow", "output.LayerNorm": "out_norm",
        }  # fmt: skip
        state = {
            "pieces.weight": weights["embeddings.word_embeddings.weight"],
            "places.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "shapes.weight": encoder.shapes.weight.detach(),
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        for n in range(len(encoder.layers)):
            for theirs, ours in names.items():
                for part in ("weight", "bias"):
                    state[f"layers.{n}.{ours}.{part}"] = weights[f"encoder.layer.{n}.{theirs}.{part}"]
        encoder.load_state_dict(state)
        return encoder


class Crf(nn.Module):
    """A linear-chain CRF over BIO tags: learnt transitions; those that BIO forbids stay forbidden."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.begin = nn.Parameter(torch.zeros(len(tags)))
        forbidden = torch.zeros(len(tags), len(tags))
        for i, before in enumerate(tags):
            for j, after in enumerate(tags):
                if after[0] == "I" and before[1:] != after[1:]:
                    forbidden[i, j] = -1e4
        self.register_buffer("forbidden", forbidden)

    def loss(self, scores: Tensor, tags: Tensor) -> Tensor:
        """Mean negative log-likelihood of a word; scores [B, W, T], tags [B, W] with negatives where none is known."""
        known = tags >= 0
        if not known.any():
            return scores.sum() * 0
        gold = tags.clamp(min=0)
        moves = self.moves + self.forbidden
        alpha = self.begin + scores[:, 0]
        path = self.begin[gold[:, 0]] + scores[:, 0].gather(1, gold[:, :1])[:, 0]
        for w in range(1, int(known.any(0).nonzero().max()) + 1):
            step = (alpha[:, :, None] + moves).logsumexp(1) + scores[:, w]
            alpha = torch.where(known[:, w, None], step, alpha)
            add = moves[gold[:, w - 1], gold[:, w]] + scores[:, w].gather(1, gold[:, w : w + 1])[:, 0]
            path = path + add * known[:, w]
        some = known[:, 0]
        return ((alpha.logsumexp(1) - path) * some).sum() / known.sum()


class Reader(nn.Module):
    """The encoder with all heads; `forward` gives what the program decodes, `losses` what training minimises."""

    def __init__(self, encoder: Encoder, width: int = 384) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = PooledDropout(0.2)
        self.tags = nn.Linear(width, len(UPOS) + 1 + len(NAMES) + len(ATTRIBUTION))
        self.arc_dependent, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc = nn.Parameter(torch.empty(ARC, ARC))
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.root = nn.Parameter(torch.zeros(ARC))
        self.label_dependent, self.label_head = nn.Linear(width, LABEL), nn.Linear(width, LABEL)
        self.label_root = nn.Parameter(torch.zeros(LABEL))
        self.label = nn.Linear(LABEL, len(LABELS))
        self.link_from, self.link_to = nn.Linear(width, LINK), nn.Linear(width, LINK)
        self.link = nn.Parameter(torch.empty(LINK, LINK))
        self.link_near = nn.Parameter(torch.zeros(2, LINK_DISTANCES))
        self.name_crf, self.attribution_crf = Crf(NAMES), Crf(ATTRIBUTION)
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.link, std=0.02)
        nn.init.normal_(self.root, std=0.1)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Per word [B, W, …]: tag scores, arc queries (last column: the root), arc keys, label parts, link parts."""
        states = self.encoder(ids, shapes)
        words = states.gather(1, first[:, :, None].expand(-1, -1, states.shape[2]))
        words = self.dropout(words)
        active = lambda t: self.dropout(functional.gelu(t))  # noqa: E731
        query = active(self.arc_dependent(words)) @ self.arc + self.arc_bias
        arcs = torch.cat([query / ARC**0.25, (query * self.root).sum(2, keepdim=True) / ARC**0.5], 2)
        keys = active(self.arc_head(words)) / ARC**0.25
        return (
            self.tags(words), arcs, keys, self.label_dependent(words), self.label_head(words),
            active(self.link_from(words)) @ self.link, active(self.link_to(words)),
        )  # fmt: skip

    def losses(self, batch: dict[str, Tensor], fragments: list[list[tuple[str, int, int, int]]]) -> dict[str, Tensor]:
        """The loss of each head, averaged over what is annotated in the batch."""
        tags, arcs, keys, dependents, heads, sources, cues = (
            t.float() for t in self(batch["ids"], batch["shapes"], batch["first"])
        )
        upos, start, names, attribution = tags.split([len(UPOS), 1, len(NAMES), len(ATTRIBUTION)], 2)
        found: dict[str, Tensor] = {}
        if (batch["upos"] >= 0).any():
            found["upos"] = functional.cross_entropy(upos.flatten(0, 1), batch["upos"].flatten())
            known = batch["starts"] >= 0
            found["start"] = functional.binary_cross_entropy_with_logits(
                start[..., 0][known], batch["starts"][known].float()
            )
            found["arc"], found["label"] = self._tree_losses(batch, arcs, keys, dependents, heads)
        if (batch["names"] >= 0).any():
            found["names"] = self.name_crf.loss(names, batch["names"])
        if (batch["silver"] >= 0).any():
            # Silver names have gaps, which a sequence model would have to bridge: each word is judged by itself.
            found["silver"] = functional.cross_entropy(names.flatten(0, 1), batch["silver"].flatten())
        if (batch["attribution"] >= 0).any():
            found["attribution"] = self.attribution_crf.loss(attribution, batch["attribution"])
            found["link"] = self._link_loss(sources, cues, fragments)
        return found

    def _tree_losses(
        self, batch: dict[str, Tensor], arcs: Tensor, keys: Tensor, dependents: Tensor, heads: Tensor
    ) -> tuple[Tensor, Tensor]:
        scores = arcs[..., :-1] @ keys.transpose(1, 2)
        same = batch["sentence"][:, :, None] == batch["sentence"][:, None, :]
        same &= ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)
        scores = scores.masked_fill(~same | (batch["sentence"] < 0)[:, None, :], -1e4)
        scores = torch.cat([scores, arcs[..., -1:]], 2)
        arc = functional.cross_entropy(scores.flatten(0, 1), batch["heads"].flatten())
        padded = torch.cat([heads, self.label_root.expand(heads.shape[0], 1, -1)], 1)
        gold = batch["heads"].clamp(min=0)[:, :, None].expand(-1, -1, padded.shape[2])
        known = batch["labels"] >= 0
        pairs = functional.gelu(dependents + padded.gather(1, gold))[known]
        return arc, functional.cross_entropy(self.label(self.dropout(pairs)), batch["labels"][known])

    def _link_loss(self, sources: Tensor, cues: Tensor, fragments: list[list[tuple[str, int, int, int]]]) -> Tensor:
        losses = []
        for b, found in enumerate(fragments):
            cue_at = [f for f in found if f[0] == "cue"]
            asked = [f for f in found if f[0] != "cue" and any(c[3] == f[3] for c in cue_at)]
            if len(cue_at) < 2 or not asked:
                continue
            scores = link_scores(sources[b], cues[b], asked, cue_at, self.link_near, found)
            gold = torch.tensor([next(n for n, c in enumerate(cue_at) if c[3] == f[3]) for f in asked])
            losses.append(functional.cross_entropy(scores, gold.to(scores.device), reduction="none"))
        return torch.cat(losses).mean() if losses else sources.sum() * 0


def link_scores(
    sources: Tensor, cues: Tensor, asked: list[tuple], cue_at: list[tuple], near: Tensor, found: list[tuple]
) -> Tensor:
    """Scores [asked, cues] of each source or content fragment against each cue; a fragment is the mean of its ends."""
    order = {(f[1], f[2]): n for n, f in enumerate(sorted(found, key=lambda f: f[1]))}
    mean = lambda t, fs: (t[[f[1] for f in fs]] + t[[f[2] - 1 for f in fs]]) / 2  # noqa: E731
    apart = torch.tensor([[order[c[1], c[2]] - order[f[1], f[2]] for c in cue_at] for f in asked]).clamp(-3, 3) + 3
    role = torch.tensor([[int(f[0] == "content")] * len(cue_at) for f in asked])
    return mean(sources, asked) @ mean(cues, cue_at).T / LINK**0.5 + near[role, apart]
