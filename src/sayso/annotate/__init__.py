"""From a report to its annotated `Doc`: words, sentences, tree, names and attribution fragments."""

# isort: off
from sayso.annotate.spacy_start import import_spacy

import_spacy()
# isort: on

from sayso.annotate.document import Annotated, Fragment, Role
from sayso.annotate.reader import ReaderModel, load_reader

__all__ = ["Annotated", "Fragment", "ReaderModel", "Role", "load_reader"]
