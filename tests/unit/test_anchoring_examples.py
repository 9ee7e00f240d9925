"""The worked examples at the head of the anchoring modules."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

from documents import anchoring

MODULES = [found.name for found in walk_packages(anchoring.__path__, "documents.anchoring.") if not found.ispkg]


@pytest.mark.parametrize("name", MODULES)
def test_the_worked_example_of_a_module_is_true(name):
    results = doctest.testmod(import_module(name))
    assert results.attempted
    assert not results.failed
