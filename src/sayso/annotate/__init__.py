"""From a report to its annotated `Doc`: words, sentences, tree, names and attribution fragments."""

# isort: off
from sayso.annotate.spacy_start import import_spacy

import_spacy()
# isort: on

# What follows imports spaCy, which has to be there by then.
from sayso.annotate.document import Annotated, Fragment, Role  # noqa: E402
from sayso.annotate.reader import ReaderModel, load_reader  # noqa: E402

__all__ = ["Annotated", "Fragment", "ReaderModel", "Role", "load_reader"]
