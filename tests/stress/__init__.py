"""Many writers and readers at once, killed at random: `python -m tests.stress --minutes 60`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
django.setup()
