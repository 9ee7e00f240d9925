"""Concepts given to other vocabularies and taken from them."""

import pytest
from django.core.management import CommandError, call_command

from documents.exporters.skos import write
from documents.importers.skos import read
from documents.models import Concept, Gloss
from documents.services import concepts
from documents.services.vocabulary import take, tell

pytestmark = pytest.mark.django_db
ADDRESS = "http://testserver/concepts/"


@pytest.fixture
def tree(db):
    law = concepts.add("法律", theme=3)
    concepts.name(law, "law", language="en")
    concepts.name(law, "法", language="zh-Hans", kind="alternative")
    later, earlier = concepts.add("乙", broader=law), concepts.add("甲", broader=law)
    later.related.add(concepts.add("命令"))
    Gloss.objects.create(concept=law, text="规范。", source="词典")
    Gloss.objects.create(concept=earlier, kind="scope", text="仅指此。", source="编者")
    return law


def everything():
    return tell(Concept.objects.listed(), address=ADDRESS)


@pytest.mark.parametrize("form", ["turtle", "xml"])
def test_concepts_given_away_and_taken_into_an_empty_site_are_the_same(tree, form):
    before, order = everything(), [concept.slug for concept in Concept.objects.listed()]
    file = write(before, form=form)
    for concept in reversed(Concept.objects.listed()):
        Concept.objects.filter(pk=concept.pk).delete()
    Concept.objects.rebuild()
    taken = take(read(file).vocabulary)
    assert (taken.added, taken.known, taken.unmoved) == (4, 0, ())
    assert everything() == before
    assert [concept.slug for concept in Concept.objects.listed()] == order


def test_concepts_taken_again_change_nothing(tree):
    before = everything()
    taken = take(read(write(before, form="turtle")).vocabulary)
    assert (taken.added, taken.known) == (0, 4)
    assert everything() == before


def test_a_concept_of_another_vocabulary_is_known_by_its_label(tree):
    turtle = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <http://a.example/1> a skos:Concept ; skos:prefLabel "法律"@zh-Hans, "droit"@fr .
        <http://a.example/2> a skos:Concept ; skos:prefLabel "法令"@zh-Hans ; skos:broader <http://a.example/1> ."""
    taken = take(read(turtle.encode()).vocabulary)
    assert (taken.added, taken.known) == (1, 1)
    assert tree.labels.filter(text="droit").exists()
    assert Concept.objects.get(labels__text="法令").parent == tree


def test_files_of_all_and_of_one_concept_are_read_by_their_own_reader(client, tree):
    for url, count in (("/concepts.ttl", 4), ("/concepts.rdf", 4), ("/concepts/法律.ttl", 1), ("/concepts/法律/", 1)):
        response = client.get(url, headers={"accept": "text/turtle, */*;q=0.1"}, follow=True)
        assert len(read(response.content).vocabulary.terms) == count, url
    assert client.get("/concepts/none.ttl").status_code == 404


def test_giving_many_concepts_takes_no_more_queries_than_giving_few(tree, django_assert_max_num_queries):
    for number in range(20):
        concepts.add(f"术语{number}", broader=tree)
    with django_assert_max_num_queries(8):
        everything()


def test_the_commands_write_and_read_files(tree, tmp_path, capsys):
    file = tmp_path / "concepts.ttl"
    call_command("export_concepts", str(file), address="http://testserver")
    call_command("import_concepts", str(file))
    assert "0 concepts added, 4 known." in capsys.readouterr().out
    (tmp_path / "a.ttl").write_text("no turtle")
    with pytest.raises(CommandError):
        call_command("import_concepts", str(tmp_path / "a.ttl"))
