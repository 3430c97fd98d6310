"""`run` and the locked requirements: what can be checked about them without installing anything."""

import os
import re
import signal
import subprocess
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
serve() { exec sleep 600; }
worker() { echo begun; exec sleep 600; }
set -eu
log=$(mktemp)
together serve worker
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_demo_ends_with_its_worker_and_begins_a_dead_one_anew(how):
    with subprocess.Popen(
        ["sh", "-c", TOGETHER], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as demo:
        assert demo.stdout.readline() == "begun\n"
        server, keeper = children(demo.pid)
        os.kill(children(keeper)[0], signal.SIGKILL)
        assert demo.stdout.readline() == "begun\n"
        everyone = [server, keeper, *children(keeper)]
        demo.send_signal(how)
        assert demo.wait(timeout=10) == 130
    assert [pid for pid in everyone if is_running(pid)] == []


def children(pid: int) -> list[int]:
    """The processes that a process has started, in their order."""
    table = subprocess.run(["ps", "-eo", "ppid=,pid="], capture_output=True, text=True, check=True).stdout
    pairs = [map(int, line.split()) for line in table.splitlines()]
    return sorted(child for parent, child in pairs if parent == pid)


def is_running(pid: int) -> bool:
    """Whether a process is there and more than an entry that nobody has asked about."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(state.stdout.strip()) and not state.stdout.startswith("Z")
