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


def test_who_has_an_object_and_no_auxiliary_did_it() -> None:
    table = "strikes NOUN 1 nsubj:pass strike\ndestroyed VERB 1 root destroy\npumps NOUN 1 {} pump"
    assert make_tree(make_annotated(table.format("obj")).doc).dep[0] == "nsubj"
    assert make_tree(make_annotated(table.format("obl")).doc).dep[0] == "nsubj:pass"


def test_what_has_an_auxiliary_and_an_object_is_a_verb() -> None:
    table = "Oslo PROPN 2 nsubj\n{} AUX 2 aux\narmed ADJ 2 root\nrebels NOUN 2 {} rebel"
    tree = make_tree(make_annotated(table.format("had", "obj")).doc)
    assert (tree.pos[2], tree.lemma[2]) == ("VERB", "arm")
    assert make_tree(make_annotated(table.format("had", "obl")).doc).pos[2] == "ADJ"


def test_a_charge_belongs_to_the_verb() -> None:
    table = (
        "Rebels NOUN 1 nsubj rebel\n{} VERB 1 root {}\narmy NOUN 1 obj\nof SCONJ 4 mark\n"
        "shelling VERB 2 acl shell\nDeru PROPN 4 obj"
    )
    tree = make_tree(make_annotated(table.format("accused", "accuse")).doc)
    assert (tree.head[4], tree.dep[4]) == (1, "advcl")
    other = make_tree(make_annotated(table.format("joined", "join")).doc)
    assert (other.head[4], other.dep[4]) == (2, "acl")


def test_who_stands_between_two_verbs_belongs_to_the_second() -> None:
    table = (
        "guard NOUN 1 nsubj\ndied VERB 1 root die\nand CCONJ 5 cc\nothers NOUN 0 conj other\n"
        "were AUX 5 {}\nwounded VERB 1 conj wound"
    )
    passive = make_tree(make_annotated(table.format("aux:pass")).doc)
    assert (passive.head[3], passive.dep[3]) == (5, "nsubj:pass")
    active = make_tree(make_annotated(table.format("aux")).doc)
    assert (active.head[3], active.dep[3]) == (5, "nsubj")


def test_the_most_is_of_the_whole() -> None:
    table = "They PRON 1 nsubj\nseized VERB 1 root seize\n{} ADJ 1 obj\nof ADP 4 case\nDeru PROPN 1 obl"
    tree = make_tree(make_annotated(table.format("most")).doc)
    assert (tree.head[4], tree.dep[4]) == (2, "nmod")
    assert make_tree(make_annotated(table.format("it")).doc).head[4] == 1
