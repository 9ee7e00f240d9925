"""What is the same on every page in a language is text once a template has been read; all else is rendered as ever."""

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.utils import translation

FRAME = '{% load i18n zhangju %}<a href="{% url "help" %}">{% icon "help" %}{% translate "Help" %}</a>'


def engine(**templates):
    held = {f"{name}.html": text for name, text in templates.items()}
    loaders = [("documents.template_loader.Loader", [("django.template.loaders.locmem.Loader", held)])]
    libraries = {"i18n": "django.templatetags.i18n", "zhangju": "documents.templatetags.zhangju"}
    return Engine(loaders=loaders, libraries=libraries)


def said(text, language="en", **context):
    with translation.override(language):
        return engine(page=text).get_template("page.html").render(Context(context))


def test_a_frame_is_one_piece_of_text():
    with translation.override("zh-hans"):
        (node,) = engine(page=FRAME).get_template("page.html").nodelist
    assert isinstance(node, TextNode)
    assert node.s.startswith('<a href="/help/"><svg')
    assert node.s.endswith("帮助</a>")


def test_each_language_has_its_own_text():
    site = engine(page=FRAME)
    for language, word in (("zh-hans", "帮助"), ("en", "Help"), ("zh-hans", "帮助")):
        with translation.override(language):
            assert f"</svg>{word}</a>" in site.get_template("page.html").render(Context())


def test_a_template_that_extends_another_is_rendered_in_the_reader_s_language():
    base = '{% load i18n %}{% translate "Help" %}:{% block main %}{% translate "Library" %}{% endblock %}'
    page = """{% extends "base.html" %}{% load i18n %}
{% block main %}{{ block.super }}, {% translate "Search" %}{% endblock %}"""
    site = engine(base=base, page=page)
    for language, words in (("en", "Help:Library, Search"), ("zh-hans", "帮助:文库, 检索")):
        with translation.override(language):
            assert site.get_template("page.html").render(Context()) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{% if yes %}{% translate "Help" %}{% else %}{% translate "Search" %}{% endif %}', "Help"),
        ('{% for n in many %}{{ n }}{% translate "Help" %}{% endfor %}', "1Help2Help"),
        ('{% language "zh-hans" %}{% translate "Help" %}{% endlanguage %}', "帮助"),
        ('{% translate "Help" as word %}{{ word }}', "Help"),
        ("{% translate word %}", "&lt;Help"),
        ("{% blocktranslate %}Help{% endblocktranslate %}", "Help"),
        ("{% blocktranslate with n=many|length %}{{ n }} of 100%{% endblocktranslate %}", "2 of 100%"),
        ("{% blocktranslate %}{{ word }}!{% endblocktranslate %}", "&lt;Help!"),
        ("{% translate 'Full width: 100%' %}", "Full width: 100%"),
        ("{% icon name %}", "cx"),
    ],
)
def test_what_depends_on_the_page_is_told_by_the_page(text, words):
    context = {"yes": True, "many": [1, 2], "word": "<Help", "name": "help"}
    assert words in said("{% load i18n zhangju %}" + text, **context)


def test_a_template_included_by_its_name_is_part_of_the_page():
    part = '{% load i18n %}{% translate "Help" %}'
    with translation.override("en"):
        (node,) = engine(page='<p>{% include "part.html" %}</p>', part=part).get_template("page.html").nodelist
    assert node.s == "<p>Help</p>"


@pytest.mark.parametrize(
    ("page", "part", "words"),
    [
        ('{% for n in many %}{% include "part.html" %}{% endfor %}', "{{ n }},", "1,2,"),
        ('{% include "part.html" %}{{ n }}', "{% load i18n %}{% translate 'Help' as n %}{{ n }}", "Help0"),
        ('{% include "part.html" with n=5 %}{{ n }}', "{{ n }}", "50"),
        ('{% include "part.html" only %}', "({{ n }})", "()"),
        ("{% include name %}", "{{ n }}", "0"),
        (
            '{% include "part.html" %}',
            "{% if n < 2 %}{{ n }}{% with n=2 %}{% include 'part.html' %}{% endwith %}{% endif %}.",
            "0..",
        ),
        ('{% if no %}{% include "nowhere.html" %}{% endif %}{{ n }}', "", "0"),
        ('{% include "part.html" %}', '{% extends "base.html" %}{% block b %}{{ n }}{% endblock %}', "<0>"),
    ],
)
def test_an_included_template_says_what_it_ever_said(page, part, words):
    site = engine(page=page, part=part, base="<{% block b %}{% endblock %}>")
    context = {"many": [1, 2], "n": 0, "name": "part.html"}
    with translation.override("en"):
        assert site.get_template("page.html").render(Context(context)) == words


def test_a_template_that_extends_another_by_its_name_is_one_piece_with_it():
    page = '{% extends "base.html" %}{% load i18n %}{% block main %}{% translate "Help" %}{% endblock %}'
    with translation.override("en"):
        (node,) = engine(page=page, base="<p>{% block main %}{% endblock %}</p>").get_template("page.html").nodelist
    assert node.s == "<p>Help</p>"


BASE = "{% block a %}a{% block b %}b{% endblock %}{% endblock %}-{% block c %}c{% endblock %}"
MIDDLE = '{% extends "base.html" %}{% block b %}B{{ n }}{% block d %}d{% endblock %}{% endblock %}'


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('{% extends "base.html" %}', "ab-c"),
        ('{% extends "base.html" %}lost{% block c %}{{ n }}{% endblock %}', "ab-0"),
        ('{% extends "base.html" %}{% block a %}A{% endblock %}{% block b %}lost{% endblock %}', "A-c"),
        ('{% extends "middle.html" %}', "aB0d-c"),
        ('{% extends "middle.html" %}{% block d %}D{% endblock %}{% block c %}C{% endblock %}', "aB0D-C"),
        ('{% extends "middle.html" %}{% block d %}{{ block.super }}D{% endblock %}', "aB0dD-c"),
        ('{% extends "middle.html" %}{% block b %}{{ block.super|upper }}{% endblock %}', "aB0D-c"),
        (
            '{% extends "base.html" %}{% block c %}{% if 1 %}{% block e %}e{% endblock %}{% endif %}{% endblock %}',
            "ab-e",
        ),
        ('{% extends "nested.html" %}{% block e %}E{% endblock %}', "E."),
        ("{% extends name %}{% block c %}C{% endblock %}", "ab-C"),
        ('{% extends "base.html" %}{% block c %}{% include "middle.html" %}{% endblock %}', "ab-aB0d-c"),
    ],
)
def test_a_template_that_extends_another_says_what_it_ever_said(page, words):
    site = engine(page=page, base=BASE, middle=MIDDLE, nested="{% if yes %}{% block e %}e{% endblock %}{% endif %}.")
    with translation.override("en"):
        site.get_template("middle.html").render(Context())
        assert site.get_template("page.html").render(Context({"n": 0, "yes": True, "name": "base.html"})) == words
