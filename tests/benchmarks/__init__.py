"""What the site's speed is, each beside a named baseline: `python -m tests.benchmarks.bench_…`.

Whatever a measurement stores goes to a folder of its own, never to the site's: a new one that is deleted at the end, or
the one that ZHANGJU_BENCH names, which is kept and used again.
"""

import atexit
import os
import shutil
import tempfile

import django

if kept := os.environ.get("ZHANGJU_BENCH"):
    os.environ["ZHANGJU_HOME"] = kept
else:
    os.environ["ZHANGJU_HOME"] = made = tempfile.mkdtemp(prefix="zhangju-bench-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
os.environ |= {"ZHANGJU_INDEX_THREAD": "0", "ZHANGJU_RATE_LIMITS": "0", "ZHANGJU_LOG_LEVEL": "ERROR"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
django.setup()
