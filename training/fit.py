"""Fit the network: batches, losses, schedule, checkpoints. An interrupted run goes on from its last checkpoint."""

from __future__ import annotations

import os

# Batches have many shapes; with a small cache oneDNN compiles again and again and a step takes four times as long.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")

import copy
import itertools
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from sayso.annotate.pieces import WordPieces
from training.corpora import Article, Sentence, add_silver, read_ewt, read_gum, read_polnear, read_re3d
from training.network import Encoder, Reader
from training.windows import Window, attribution_windows, collate, make_batches, tree_windows

WEIGHTS = {
    "upos": 0.5, "start": 0.5, "arc": 1.0, "label": 1.0, "names": 1.0, "silver": 0.5, "attribution": 1.0, "link": 0.3,
}  # fmt: skip
BATCH_PIECES = 1536
TREE_SHARE = 0.5
ENCODER_RATE, HEAD_RATE = 2.5e-4, 1.5e-3
WARM_UP = 150
WEIGHT_DECAY = 0.01
CLIP = 1.0
AVERAGE = 0.998
SAVE_EVERY = 200
SAY_EVERY = 50


@dataclass(frozen=True)
class Settings:
    """Where the data lies, where checkpoints go, how long to fit and from which seed."""

    corpora: Path
    encoder: Path
    out: Path
    silver: Path | None = None
    steps: int = 6000
    seed: int = 7


class Run:
    """One fitting: the network, the running average of its weights, the optimiser, and how far it has come."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(settings.seed)
        self.pieces = WordPieces.load(settings.encoder / "vocab.txt")
        self.model = Reader(Encoder.load(settings.encoder)).to(self.device)
        self.average = copy.deepcopy(self.model)
        named = list(self.model.named_parameters())
        body = [p for n, p in named if n.startswith("encoder.") and "shapes" not in n]
        heads = [p for n, p in named if not n.startswith("encoder.") or "shapes" in n]
        groups = [{"params": body, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.done = 0

    def _rate(self, step: int) -> float:
        left = (self.settings.steps - step) / max(1, self.settings.steps - WARM_UP)
        return min((step + 1) / WARM_UP, max(0.0, left))

    @property
    def checkpoint(self) -> Path:
        """The file that an interrupted run goes on from."""
        return self.settings.out / "checkpoint.pt"

    def _parts(self) -> dict[str, torch.nn.Module | torch.optim.Optimizer | torch.optim.lr_scheduler.LambdaLR]:
        return {"model": self.model, "average": self.average, "optimizer": self.optimizer, "schedule": self.schedule}

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one."""
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
            for name, part in self._parts().items():
                part.load_state_dict(saved[name])
            self.done = saved["step"]
            print(f"going on from step {self.done}", flush=True)

    def save(self) -> None:
        """Write the checkpoint under a temporary name first, so that there always is a whole one."""
        state = {name: part.state_dict() for name, part in self._parts().items()} | {"step": self.done}
        torch.save(state, self.checkpoint.with_suffix(".new"))
        self.checkpoint.with_suffix(".new").replace(self.checkpoint)

    def step(self, batch: list[Window]) -> dict[str, float]:
        """One step on one batch, in bfloat16 where that is sound; gives the losses."""
        tensors = {k: v.to(self.device) for k, v in collate(batch, self.pieces).items()}
        with torch.autocast(self.device, dtype=torch.bfloat16):
            losses = self.model.losses(tensors, [w.fragments for w in batch])
        self.optimizer.zero_grad(set_to_none=True)
        torch.stack([WEIGHTS[k] * v for k, v in losses.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimizer.step()
        self.schedule.step()
        self.done += 1
        with torch.no_grad():
            rate = min(AVERAGE, self.done / (self.done + 9))
            torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - rate)
        return {k: float(v.detach()) for k, v in losses.items()}


def by_document(sentences: list[Sentence]) -> list[list[Sentence]]:
    """Runs of sentences of the same document."""
    return [list(run) for _, run in itertools.groupby(sentences, key=lambda s: s.document)]


def load_data(settings: Settings) -> tuple[list[list[Sentence]], list[Article]]:
    """Documents with trees and names, and articles with attributions."""
    trees = [*read_ewt(settings.corpora, "train"), *read_gum(settings.corpora, "train"), *read_re3d(settings.corpora)]
    articles = read_polnear(settings.corpora, "train")
    if settings.silver:
        add_silver(articles, settings.silver)
    return by_document(trees), articles


def endless(cut: Callable[[random.Random], list[Window]], rng: random.Random) -> Iterator[list[Window]]:
    """Batches without end, cut and shuffled anew in every pass."""
    while True:
        yield from make_batches(cut(rng), BATCH_PIECES, rng)


def fit(settings: Settings) -> Path:
    """Fit the network and give the checkpoint with its weights."""
    settings.out.mkdir(parents=True, exist_ok=True)
    run = Run(settings)
    run.resume()
    trees, articles = load_data(settings)
    rng = random.Random(settings.seed + run.done)
    torch.manual_seed(settings.seed + run.done)
    tree_batches = endless(lambda r: tree_windows(trees, run.pieces, r), random.Random(rng.random()))
    attribution_batches = endless(lambda r: attribution_windows(articles, run.pieces, r), random.Random(rng.random()))
    losses: dict[str, list[float]] = {}
    began = time.time()
    run.model.train()
    while run.done < settings.steps:
        found = run.step(next(tree_batches if rng.random() < TREE_SHARE else attribution_batches))
        for name, value in found.items():
            losses.setdefault(name, []).append(value)
        if run.done % SAY_EVERY == 0:
            means = {name: round(sum(values) / len(values), 4) for name, values in losses.items()}
            print(json.dumps({"step": run.done, "seconds": round(time.time() - began), **means}), flush=True)
            losses = {}
        if run.done % SAVE_EVERY == 0 or run.done == settings.steps:
            run.save()
    return run.checkpoint
