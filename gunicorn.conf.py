"""How the site is served: what `gunicorn core.wsgi` does wherever its command line does not say otherwise."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from core.environment import flag
from core.logs import JsonLines

workers, threads = 2, 4
#: Loaded once, before the processes are parted, so that they share what does not change.
preload_app = True
control_socket_disable = True

#: Where the processes put their figures for Prometheus, so that any tells of all; known before the site is loaded.
FIGURES, MADE_HERE = "PROMETHEUS_MULTIPROC_DIR", "zhangju-figures-"
if flag("ZHANGJU_METRICS", default=False) and FIGURES not in os.environ:
    os.environ[FIGURES] = tempfile.mkdtemp(prefix=MADE_HERE)


class JsonLog(Logger):
    """What the server says of itself, written as what the site says: a JSON object a line."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


logger_class = JsonLog if flag("ZHANGJU_LOG_JSON", default=True) else Logger


def on_exit(server: Any) -> None:
    """Take the folder of figures away that was made above."""
    folder = Path(os.environ.get(FIGURES, ""))
    if folder.name.startswith(MADE_HERE):
        shutil.rmtree(folder, ignore_errors=True)
