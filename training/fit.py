"""Fit the reader model: python -m training.fit --corpora DIR --encoder DIR --out DIR [--steps N] [--seed N]."""

from __future__ import annotations

import os

os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")

import argparse
import copy
import itertools
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from sayso.annotate.pieces import WordPieces
from training.corpora import Sentence, add_silver, read_ewt, read_gum, read_polnear, read_re3d
from training.network import Encoder, Reader
from training.windows import Window, attribution_windows, collate, make_batches, tree_windows

WEIGHTS = {"upos": 0.5, "start": 0.5, "arc": 1.0, "label": 1.0, "names": 1.0, "silver": 0.5, "attribution": 1.0, "link": 0.3}
BATCH_PIECES = 1536
WARM_UP = 150
AVERAGE = 0.998


def by_document(sentences: list[Sentence]) -> list[list[Sentence]]:
    """Runs of sentences of the same document."""
    return [list(run) for _, run in itertools.groupby(sentences, key=lambda s: s.document)]


def endless(make: object, pieces: WordPieces, data: list, rng: random.Random) -> Iterator[list[Window]]:
    """Batches without end, shuffled and cut anew in every pass."""
    while True:
        yield from make_batches(make(data, pieces, rng), BATCH_PIECES, rng)  # type: ignore[operator]


def step_losses(model: Reader, batch: list[Window], pieces: WordPieces, device: str) -> dict[str, torch.Tensor]:
    """The losses of one batch, in bfloat16 where that is sound."""
    tensors = {k: v.to(device) for k, v in collate(batch, pieces).items()}
    with torch.autocast(device, dtype=torch.bfloat16):
        return model.losses(tensors, [w.fragments for w in batch])


def main() -> None:
    """Run the training; an interrupted run goes on from its last checkpoint."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--steps", type=int, default=4000)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--save-every", type=int, default=200)
    ap.add_argument("--tree-share", type=float, default=0.5, help="share of the batches with trees and names")
    ap.add_argument("--silver", type=Path, help="silver names, written by training.silver")
    ap.add_argument("--threads", type=int, default=0)
    args = ap.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    pieces = WordPieces.load(args.encoder / "vocab.txt")
    trees = by_document(read_ewt(args.corpora, "train")) + by_document(read_gum(args.corpora, "train"))
    trees += by_document(read_re3d(args.corpora))
    articles = read_polnear(args.corpora, "train")
    if args.silver:
        add_silver(articles, args.silver)
    model = Reader(Encoder.load(args.encoder)).to(device)
    average = copy.deepcopy(model)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or "shapes" in n]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "shapes" not in n]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": 2.5e-4}, {"params": heads, "lr": 1.5e-3}], weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / WARM_UP, max(0.0, (args.steps - s) / (args.steps - WARM_UP)))
    )
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        for part, state in (("model", model), ("average", average), ("optimizer", optimizer), ("schedule", schedule)):
            state.load_state_dict(saved[part])
        done = saved["step"]
        print(f"going on from step {done}", flush=True)
    rng = random.Random(args.seed + done)
    torch.manual_seed(args.seed + done)
    tree_batches = endless(tree_windows, pieces, trees, random.Random(rng.random()))
    attribution_batches = endless(attribution_windows, pieces, articles, random.Random(rng.random()))
    sums: dict[str, list[float]] = {}
    began = time.time()
    model.train()
    for step in range(done, args.steps):
        batch = next(tree_batches if rng.random() < args.tree_share else attribution_batches)
        losses = step_losses(model, batch, pieces, device)
        optimizer.zero_grad(set_to_none=True)
        sum(WEIGHTS[k] * v for k, v in losses.items()).backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            rate = min(AVERAGE, (step + 1) / (step + 10))
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - rate)
        for k, v in losses.items():
            sums.setdefault(k, []).append(float(v.detach()))
        if (step + 1) % 50 == 0:
            seen = {k: round(sum(v) / len(v), 4) for k, v in sums.items()}
            print(json.dumps({"step": step + 1, "seconds": round(time.time() - began), **seen}), flush=True)
            sums = {}
        if (step + 1) % args.save_every == 0 or step + 1 == args.steps:
            state = {"model": model.state_dict(), "average": average.state_dict(), "step": step + 1}
            state |= {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)


if __name__ == "__main__":
    main()
