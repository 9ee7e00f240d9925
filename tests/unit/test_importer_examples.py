"""The worked examples at the head of the importers' modules hold."""

import doctest
import importlib
import pkgutil

import pytest

from documents import importers

MODULES = [f"{importers.__name__}.{module.name}" for module in pkgutil.iter_modules(importers.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
