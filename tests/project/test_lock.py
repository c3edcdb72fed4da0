import subprocess
import sys

import pytest

from talleyrand.errors import FolderError
from talleyrand.project.lock import locked

HOLDER = """
import sys
from pathlib import Path
from talleyrand.project.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    path = tmp_path / "project" / ".talleyrand" / "lock"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield path, process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_a_second_process_is_told_who_writes(holder):
    path, process = holder
    with pytest.raises(FolderError, match=rf"process {process.pid}.*let it finish"), locked(path, patience=0.1):
        pass


def test_the_lock_of_a_killed_process_is_free(holder):
    path, process = holder
    process.kill()
    process.wait()
    with locked(path, patience=0.5):
        assert path.exists()


def test_a_second_lock_in_the_same_process_waits_too(tmp_path):
    with locked(tmp_path / "a" / "lock"), pytest.raises(FolderError), locked(tmp_path / "a" / "lock", patience=0.0):
        pass
    with locked(tmp_path / "a" / "lock", patience=0.0):
        pass
