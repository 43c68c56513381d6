"""Secrets stay with who polls: the history, which everybody reads, and what is exported from it hold none (M5)."""

import os
import subprocess
import sys
from pathlib import Path

from tests.sources.proxy import proxying
from tests.sources.server import serving

ROOT = Path(__file__).parents[2]
CANARY = "canary-4711"
SOURCE = """
[sources.{name}]
type = "http"
url = "http://127.0.0.1:{port}/{name}"
timeout = "2s"
{more}
headers = {{ Authorization = "Bearer ${{TOKEN}}", X-Api-Key = {{ file = "token.txt" }} }}
[[sources.{name}.map]]
indicator = "a.{id}"
value = "$.n"
const = {{ period = "2022" }}
[indicators."a.{id}"]
name = "A"
"""
NAMES = ("good", "forbidden", "redirect", "login-as-json", "reset", "hang", "moved")


def run(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """The program, in a process that has what it is given and nothing else."""
    return subprocess.run(
        [sys.executable, "-m", "tui", "-c", str(folder / "indicators.toml"), *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_no_secret_gets_into_the_history(tmp_path: Path) -> None:
    """Not from sources that answer, nor from those that refuse, lead away, break off or hang."""
    token = tmp_path / "token.txt"
    token.write_text(CANARY, encoding="utf-8")
    token.chmod(0o600)
    with serving() as server, proxying() as proxy:
        server.redirect_to = f"http://user:{CANARY}@elsewhere.example/?token={CANARY}"
        told = {"good": f'proxy = "http://127.0.0.1:{proxy.port}"\nproxy_basic = "me:${{TOKEN}}"'}
        text = 'schema = 1\nstore = "history.db"\n[dashboard]\ntitle = "T"\n' + "".join(
            SOURCE.format(name=name, id=name.replace("-", ""), port=server.port, more=told.get(name, ""))
            for name in NAMES
        )
        (tmp_path / "indicators.toml").write_text(text, encoding="utf-8")
        polled = run(tmp_path, "poll", TOKEN=CANARY)
        assert polled.returncode == 3, polled.stderr
        assert any(CANARY in request.headers["authorization"] for request in server.requests), "it was used"
    # Whoever looks has no secret, and needs none.
    shown = run(tmp_path, "snapshot", "--format", "json")
    assert '"value": 152' in shown.stdout.replace('"value":152', '"value": 152')
    said = [polled.stdout, polled.stderr, shown.stdout, shown.stderr]
    kept = [path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("history.db")]
    assert kept
    assert not any(CANARY in text for text in said)
    assert not any(CANARY.encode() in data for data in kept)
