"""`run` and the locked requirements: what can be checked about them without installing anything."""

import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VERBS = ("demo", "test", "setup", "bench", "manage", "lock")
LOCKED = re.compile(r"[a-z0-9.-]+==[^ /]+( ; [^/@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["./run", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_script_is_plain_sh_and_executable(script):
    path = ROOT / script
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", path], check=True)


@pytest.mark.parametrize("words", [[], ["help"], ["--help"]])
def test_help_lists_every_verb(words):
    done = run(*words)
    assert done.returncode == 0
    assert re.findall(r"^  (\w+)", done.stdout, re.M) == list(VERBS)


def test_unknown_verb_is_refused_in_words():
    done = run("dmeo")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "run: there is no verb dmeo.")


def test_unknown_part_is_refused_before_anything_is_installed():
    done = run("test", "lint", "spelling")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("run: there is no part spelling; the parts are: format lint ")


def test_ci_runs_the_tests_and_nothing_else():
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[1:] == [
        'cd "$(dirname "$0")/.." && exec ./run test'
    ]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_versions_and_hashes_without_host_or_path(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LOCKED.fullmatch(line)] == []
    packages = [i for i, line in enumerate(lines) if "==" in line]
    assert [lines[i] for i in packages if "--hash" not in lines[i + 1]] == []


def test_requirements_lock_what_pyproject_names():
    locked = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    pinned = re.findall(
        r'"([a-z0-9-]+)(?:\[[a-z,]+\])?==([^"]+)"', (ROOT / "pyproject.toml").read_text("utf-8")
    )
    assert [
        f"{name}=={version}" for name, version in pinned if f"\n{name}=={version} " not in f"\n{locked}"
    ] == []


TOGETHER = """
eval "$(sed -n '/^together() {/,/^}/p; /^keep() {/,/^}/p' run)"
serve() { exec sh -c 'echo server $$; exec sleep 600'; }
worker() { exec sh -c 'echo worker $$; exec sleep 600'; }
set -eu
log=$(mktemp)
together serve worker
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_demo_ends_with_its_worker_and_begins_a_dead_one_anew(how):
    with subprocess.Popen(
        # Ctrl+C is heard even where the tests themselves run in the background, deaf to it.
        ["env", "--default-signal=INT", "sh", "-c", TOGETHER],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as demo:
        try:
            found = dict(demo.stdout.readline().split() for _line in range(2))
            os.kill(int(found["worker"]), signal.SIGKILL)
            again = demo.stdout.readline().split()
            demo.send_signal(how)
            assert (again[0], demo.wait(timeout=60)) == ("worker", 130)
            assert [pid for pid in (found["server"], again[1]) if is_running(int(pid))] == []
        finally:
            with suppress(ProcessLookupError):
                os.killpg(demo.pid, signal.SIGKILL)


def is_running(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
