"""Make the table of lemmas that the rules get wrong: python -m training.lemmas. Needs lemminflect (MIT)."""

from __future__ import annotations

import gzip
from pathlib import Path

import lemminflect

from sayso.lexicon.lemmas import TABLE_FILE, regular_lemma

PARTS = ("NOUN", "VERB", "AUX", "ADJ", "ADV")


def dictionary() -> dict[tuple[str, str], str]:
    """The first lemma of every word of lemminflect's dictionary, by word and part of speech."""
    path = Path(lemminflect.__file__).with_name("resources") / "lemma_lu.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words = sorted({line.split(",")[0] for line in lines})
    found = {}
    for word in words:
        for upos in PARTS:
            lemmas = lemminflect.getLemma(word, upos, lemmatize_oov=False)
            if lemmas and word.isalpha() and word == word.lower():
                found[word, upos] = lemmas[0]
    return found


def main() -> None:
    """Write the exceptions, sorted, one a line."""
    rows = [f"{w},{u},{lemma}\n" for (w, u), lemma in sorted(dictionary().items()) if regular_lemma(w, u) != lemma]
    TABLE_FILE.write_text("".join(rows), encoding="utf-8")
    print(f"{len(rows)} exceptions in {TABLE_FILE}")


if __name__ == "__main__":
    main()
