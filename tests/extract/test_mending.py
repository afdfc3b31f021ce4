"""Slips of the parser that are mended: who killed, who said so, what is denied."""

from sayso.extract.tree import make_tree
from tests.make_docs import make_annotated

RESULT = """
Bombs NOUN 1 nsubj bomb
hit VERB 8 ccomp
Deru PROPN 1 obj
+, PUNCT 4 punct
killing VERB 8 {} kill
nine NUM 4 obj
+, PUNCT 1 punct
nurses NOUN 4 nsubj nurse
said VERB 8 root say
"""


def test_a_result_hangs_on_what_is_told_and_not_on_the_saying() -> None:
    tree = make_tree(make_annotated(RESULT.format("advcl")).doc)
    assert (tree.head[4], tree.head[7]) == (1, 8)
    assert tree.kids[1] == [0, 2, 4, 6]
    assert tree.kids[8] == [1, 7]


def test_another_clause_stays_where_it_is() -> None:
    tree = make_tree(make_annotated(RESULT.format("conj")).doc)
    assert (tree.head[4], tree.head[7]) == (8, 4)


def test_what_is_denied_is_a_verb_where_it_has_what_verbs_have() -> None:
    table = "Rebels NOUN 1 nsubj rebel\ndeny VERB 1 root\nfiring NOUN 1 obj\n{} ADP 4 case\nDeru PROPN 2 {}"
    tree = make_tree(make_annotated(table.format("on", "obl")).doc)
    assert (tree.pos[2], tree.dep[2], tree.lemma[2]) == ("VERB", "xcomp", "fire")
    other = make_tree(make_annotated(table.format("of", "nmod")).doc)
    assert (other.pos[2], other.dep[2]) == ("NOUN", "obj")


def test_mines_are_laid() -> None:
    table = "They PRON 1 nsubj\nlay VERB 1 root lie\n{} 1 {}"
    assert make_tree(make_annotated(table.format("mines NOUN", "obj")).doc).lemma[1] == "lay"
    assert make_tree(make_annotated(table.format("there ADV", "advmod")).doc).lemma[1] == "lie"


def test_who_stands_beside_the_saying_says_so() -> None:
    table = (
        "Gunners NOUN 1 nsubj gunner\nhit VERB 5 ccomp\nDeru PROPN 1 obj\n+, PUNCT 1 punct\n"
        "officers NOUN {} nsubj officer\nsaid VERB 5 root say"
    )
    tree = make_tree(make_annotated(table.format(1)).doc)
    assert (tree.head[0], tree.head[4]) == (1, 5)
