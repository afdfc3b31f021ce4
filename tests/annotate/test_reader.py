"""The shipped reader model on invented text: what it finds, and that nothing but the text decides it."""

import pytest

from sayso.annotate import Annotated, ReaderModel, load_reader
from sayso.annotate.document import Fragment
from sayso.model import Furniture, Report, SetupError, Span

TEXT = (
    "KASSALA (Lake News) - The army has retaken the bridge at Wad Amir, the defence ministry said on Monday.\n\n"
    "“We lost nobody,” Colonel Idris Hamad told reporters. "
    "But residents of the town said at least nine people had died.\n\n"
    "The rebels denied shelling the market, according to a statement."
)


@pytest.fixture(scope="module")
def reader() -> ReaderModel:
    return load_reader(threads=1)


@pytest.fixture(scope="module")
def annotated(reader: ReaderModel) -> Annotated:
    return reader.annotate(Report("r", TEXT, furniture=(Furniture(Span.of(TEXT, 0, 21), "dateline"),)))


def pieces(annotated: Annotated, role: str) -> list[str]:
    return [annotated.doc[f.start : f.end].text for f in annotated.fragments if f.role == role]


def test_the_text_stays_as_it_is(annotated: Annotated) -> None:
    assert annotated.doc.text == TEXT
    assert all(TEXT[t.idx : t.idx + len(t)] == t.text for t in annotated.doc)


def test_sentences_leave_the_dateline_out(annotated: Annotated) -> None:
    sentences = [s.text.strip() for s in annotated.sentences]
    assert len(sentences) == 4
    assert sentences[0].startswith("The army has retaken")
    assert all("Lake News" not in s for s in sentences)


def test_tree_and_tags(annotated: Annotated) -> None:
    retaken = next(t for t in annotated.doc if t.text == "retaken")
    assert (retaken.pos_, retaken.lemma_) == ("VERB", "retake")
    assert {t.text: t.dep_ for t in retaken.children}["army"] == "nsubj"
    assert {t.text: t.dep_ for t in retaken.children}["bridge"] == "obj"


def test_names(annotated: Annotated) -> None:
    assert ("Idris Hamad", "PER") in {(e.text, e.label_) for e in annotated.doc.ents}


def test_attribution(annotated: Annotated) -> None:
    assert pieces(annotated, "source")[:3] == ["the defence ministry", "Colonel Idris Hamad", "residents of the town"]
    cue = next(f for f in annotated.fragments if f.role == "cue" and annotated.doc[f.start].text == "told")
    content = [f for f in annotated.fragments if f.group == cue.group and f.role == "content"]
    assert [annotated.doc[f.start : f.end].text for f in content] == ["“We lost nobody,”"]


def same(a: tuple[Fragment, ...], b: tuple[Fragment, ...]) -> bool:
    exact = [(f.role, f.start, f.end, f.group) for f in a] == [(f.role, f.start, f.end, f.group) for f in b]
    return exact and all(round(x.score, 2) == round(y.score, 2) for x, y in zip(a, b, strict=True))


def test_a_reading_depends_on_its_text_alone(reader: ReaderModel) -> None:
    long = Report("long", (TEXT + "\n\n") * 20)
    first = reader.annotate(long)
    for other in ("Snow fell on the pass.", TEXT.upper(), "!!!"):
        reader.annotate(Report("other", other))
    again = reader.annotate(long)
    threaded = load_reader(threads=2).annotate(long)
    for result in (again, threaded):
        assert same(first.fragments, result.fragments)
        assert [(t.pos_, t.dep_, t.head.i, t.ent_type_) for t in first.doc] == [
            (t.pos_, t.dep_, t.head.i, t.ent_type_) for t in result.doc
        ]


@pytest.mark.parametrize("text", ["", " \n", "…", "\x00", "中文。", "a" * 3000, "\n" * 500, "“" * 300])
def test_odd_texts_are_annotated(reader: ReaderModel, text: str) -> None:
    assert reader.annotate(Report("odd", text)).doc.text == text


def test_a_missing_or_broken_model_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("model")
    with pytest.raises(SetupError, match="reinstall"):
        load_reader(path=folder / "none.onnx")
    (folder / "broken.onnx").write_bytes(b"no model")
    with pytest.raises(SetupError, match="cannot be loaded"):
        load_reader(path=folder / "broken.onnx")


def test_a_long_report_is_read_in_sections(reader: ReaderModel) -> None:
    text = (TEXT + "\n\n") * 220
    annotated = reader.annotate(Report("long", text))
    assert annotated.doc.text == text
    firsts = [s[0].text for s in annotated.sentences if s.text.strip()]
    assert firsts.count("The") >= 220
    groups = {f.group for f in annotated.fragments if f.role == "cue"}
    assert len(groups) == sum(f.role == "cue" for f in annotated.fragments)
