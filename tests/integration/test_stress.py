"""Writers killed at random lose nothing and break nothing, and no reader sees a torn tree.

A minute as it stands; `python -m tests.stress --minutes 60` for an hour. It runs in processes and a database of its
own, the one that DATABASE_URL chooses.
"""

import json
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_outlines_survive_many_writers_that_are_killed_at_random():
    command = [sys.executable, "-m", "tests.stress", "--minutes", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    figures = json.loads(done.stdout)
    assert figures["kills"] > 0
    assert figures["writes"] > 0
    assert figures["reads"] >= 10_000
