"""The examples in docs/deploy are what an operator starts from: services that may do little besides their work."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
SERVICES = ("zhangju.service", "zhangju-worker.service")
GUARD = re.compile(
    r"^(?:Protect|Private|Restrict|System|Capability|Lock|NoNew|UMask|StateDirectory)\w*=.*", re.MULTILINE
)


@pytest.mark.parametrize("unit", SERVICES)
def test_a_service_is_little_exposed(unit):
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd here")
    judged = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(DEPLOY / unit)]
    done = subprocess.run(judged, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_server_and_worker_are_guarded_alike():
    server, worker = ((DEPLOY / unit).read_text(encoding="utf-8") for unit in SERVICES)
    assert GUARD.findall(server) == GUARD.findall(worker) != []


def test_the_proxy_writes_down_nothing_that_is_searched_for():
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    form = nginx.partition("log_format zhangju")[2].partition(";")[0]
    assert not re.search(r"\$(request|request_uri|args|query_string|http_referer)\b", form)
    servers = nginx.split("\nserver {")[1:]
    assert all(re.search(r"access_log (off|\S+ zhangju);", server) for server in servers)
