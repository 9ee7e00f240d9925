"""What the site's speed is, each beside a named baseline: `python -m tests.benchmarks.bench_…`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
django.setup()
