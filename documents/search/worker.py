"""The one writer, as a thread of the server: sleeps until a change is committed, here or in another process.

    tender.start()  # at a process's first request
    tender.wake()  # when a change is committed

A site of several processes may run `manage.py index_worker` instead and set ZHANGJU_INDEX_THREAD=0.
"""

from __future__ import annotations

import logging

from documents.search.maintenance import freshen
from documents.server_thread import ServerThread

logger = logging.getLogger(__name__)

#: How often a process looks for what others have changed, and how long it waits after an error; seconds.
INTERVAL, PAUSE = 0.25, 5.0


def step() -> float:
    """Make the index true to the database, and make it where there is none; the seconds until the next time."""
    try:
        freshen()
    except Exception:
        logger.exception("The index could not be written; trying again in %s seconds.", PAUSE)
        return PAUSE
    return INTERVAL


tender = ServerThread("index-worker", step, setting="ZHANGJU_INDEX_THREAD")
