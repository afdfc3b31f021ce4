"""spaCy without what is not used here, and whole again for whoever asks for the rest. Each in a process of its own."""

import subprocess
import sys

START = "import sys; from sayso.annotate import load_reader; import spacy; "


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", START + program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_neither_pipelines_nor_commands_are_loaded() -> None:
    wanted = ["spacy.pipeline.dep_parser", "spacy.ml.models", "spacy.cli"]
    assert run(f"print([name for name in {wanted} if name in sys.modules])") == "[]"


def test_pipelines_are_there_when_they_are_asked_for() -> None:
    program = (
        "nlp = spacy.blank('en'); nlp.add_pipe('sentencizer'); "
        "print([s.text for s in nlp('One. Two.').sents], spacy.pipeline.Sentencizer, spacy.pipeline.pipe.__name__)"
    )
    assert run(program) == "['One.', 'Two.'] <class 'spacy.pipeline.sentencizer.Sentencizer'> spacy.pipeline.pipe"


def test_the_english_lemmatizer_is_a_real_one() -> None:
    program = (
        "from spacy.lang.en.lemmatizer import EnglishLemmatizer as ours; from spacy.pipeline import Lemmatizer; "
        "print(issubclass(ours, Lemmatizer))"
    )
    assert run(program) == "True"


def test_commands_are_there_when_they_are_asked_for() -> None:
    assert run("import spacy.cli; print(spacy.cli.download.__name__)") == "download"
