"""Concepts: their tree stays sound and tags follow every change."""

import pytest
from django.contrib.auth.models import User

from documents.models import Annotation, Concept, Label, NoteKind
from documents.services import concepts

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(db):
    author = User.objects.create_user("shen")
    kind = NoteKind.objects.get(key="zhu")
    return Annotation.objects.create(author=author, kind=kind, motivation=kind.motivation)


def tree():
    return [(concept.slug, concept.level) for concept in Concept.objects.listed()]


def test_a_concept_once_named_is_found_again():
    assert concepts.add("治理") == concepts.add("治理")
    assert Label.objects.get().initials == "zl"


def test_narrower_concepts_carry_the_colour_of_the_top_one():
    top = concepts.add("治理", theme=4)
    assert concepts.add("社区治理", broader=top).theme == 4


def test_moving_takes_all_below_along_and_colours_it():
    one, two = concepts.add("甲", theme=1), concepts.add("乙", theme=2)
    child = concepts.add("丙", broader=concepts.add("丁", broader=one))
    concepts.move(child.parent, broader=two)
    assert tree() == [("甲", 1), ("乙", 1), ("丁", 2), ("丙", 3)]
    assert Concept.objects.get(slug="丙").theme == 2


def test_a_concept_cannot_move_or_merge_into_one_below_it():
    one = concepts.add("甲")
    two = concepts.add("乙", broader=one)
    with pytest.raises(concepts.ImpossibleMove):
        concepts.move(one, broader=two)
    with pytest.raises(concepts.ImpossibleMove):
        concepts.merge(one, into=two)


def test_merging_keeps_tags_narrower_concepts_and_labels(note):
    old, new = concepts.add("旧"), concepts.add("新")
    concepts.add("窄", broader=old)
    note.concepts.add(old)
    concepts.merge(old, into=new)
    assert list(note.concepts.all()) == [new]
    assert tree() == [("新", 1), ("窄", 2)]
    assert set(new.labels.values_list("text", "kind")) == {("新", "preferred"), ("旧", "alternative")}


def test_splitting_moves_only_the_tags_chosen(note):
    old = concepts.add("宽")
    other = Annotation.objects.create(author=note.author, kind=note.kind, motivation=note.motivation)
    note.concepts.add(old)
    other.concepts.add(old)
    new = concepts.split(old, "窄", language="zh-Hans", annotations=[other])
    assert (list(note.concepts.all()), list(other.concepts.all())) == ([old], [new])


def test_a_new_preferred_label_leaves_the_old_one_an_alternative():
    concept = concepts.add("旧名")
    concepts.name(concept, "新名", language="zh-Hans")
    assert set(concept.labels.values_list("text", "kind")) == {("新名", "preferred"), ("旧名", "alternative")}
