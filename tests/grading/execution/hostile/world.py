"""What lies around the sandbox during tests/grading/execution/test_hostile.py, and whether an attack has reached it."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nbformat import NotebookNode

import course_utils
from tests.grading.execution.hostile import ASSIGNMENT

HOME, SCRIPTS, PACKAGES = Path.home(), sysconfig.get_path("scripts"), sysconfig.get_path("purelib")
FOLDERS = [
    *(HOME / name for name in (".", ".config", ".config/autostart", ".local/bin", ".ssh")),
    *map(
        Path,
        [
            "/",
            "/tmp",
            "/etc",
            "/etc/cron.d",
            "/etc/profile.d",
            "/usr",
            "/usr/local/bin",
            "/opt",
            "/srv",
            "/run",
            "/var/lib",
        ],
    ),
    *map(Path, (SCRIPTS, PACKAGES, os.path.dirname(os.__file__), os.path.dirname(course_utils.__file__))),
]


class World:
    """What lies outside the sandbox and must stay as it is: files, a process, listeners, a secret."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.secret, self.token = secrets.token_hex(16), secrets.token_hex(8)
        self.classmate = f"a classmate's answer {secrets.token_hex(16)}"
        self.outside = home / "hostile-outside.txt"
        self.outside.write_text("untouched")
        submission = home / "course" / "grading" / "submitted" / "classmate" / ASSIGNMENT
        submission.mkdir(parents=True)
        (submission / f"{ASSIGNMENT}.ipynb").write_text(json.dumps({"x": self.classmate}))
        self._make_gradebook(home / "course" / "grading" / "gradebook.db")
        self.shared = Path(f"/dev/shm/hostile-{self.token}")
        self.shared.write_text(self.classmate)
        self._open_to_all()
        self.listeners = list(self._listen())
        self.victim = subprocess.Popen(["hostile-victim", "900"], executable=shutil.which("sleep"))
        self.before = self.files()

    def _make_gradebook(self, path: Path) -> None:
        with sqlite3.connect(path) as database:
            database.execute("create table grade (student text, auto_score real)")
            database.execute("insert into grade values (?, 1)", (self.classmate,))
        database.close()

    def _open_to_all(self) -> None:
        """Let file rights not be what saves them: whoever sees these files may write to them."""
        for path in [self.home, *self.home.rglob("*"), self.shared]:
            path.chmod(0o777 if path.is_dir() else 0o666)

    def _listen(self) -> Iterator[socket.socket]:
        first = socket.create_server(("127.0.0.1", 0))
        self.port = first.getsockname()[1]
        yield first
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        yield udp
        for address in (f"\0hostile-canary-{self.port}", str(self.home / "course" / "listen.sock")):
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(address)
            listener.listen()
            yield listener
        (self.home / "course" / "listen.sock").chmod(0o777)

    def files(self) -> dict[str, bytes]:
        paths = [path for path in [*self.home.rglob("*"), self.shared] if path.is_file()]
        return {str(path): path.read_bytes() for path in paths}

    def connections(self) -> list[str]:
        """What reached a listener. Whatever did is taken off, so that it is blamed once."""
        came = []
        for listener in self.listeners:
            listener.setblocking(False)
            with suppress(BlockingIOError):
                if listener.type == socket.SOCK_DGRAM:
                    came.append(f"{listener.getsockname()}: {listener.recv(100)!r}")
                else:
                    listener.accept()[0].close()
                    came.append(str(listener.getsockname()))
        return came

    def bytes_of(self, submission: NotebookNode | bytes) -> bytes:
        """The file that is handed in, with this world's particulars in the place of @WORDS@."""
        raw = submission if isinstance(submission, bytes) else json.dumps(submission).encode()
        words = {"OUTSIDE": self.outside, "COURSE": self.home / "course", "TOKEN": self.token}
        words |= {"PORT": self.port, "VICTIM": self.victim.pid, "PIDNS": os.readlink("/proc/self/ns/pid")}
        for word, value in words.items():
            raw = raw.replace(f"@{word}@".encode(), str(value).encode())
        return raw

    def damage(self) -> list[str]:
        """Everything that an attack reached, in words."""
        after = self.files()
        found = [f"changed or gone: {path}" for path in self.before if after.get(path) != self.before[path]]
        found += [f"made: {path}" for path in after.keys() - self.before.keys()]
        found += [f"connected to {address}" for address in self.connections()]
        found += [f"left behind: {path}" for path in self.leftovers()]
        found += [f"still runs: {process}" for process in self.survivors()]
        if self.victim.poll() is not None:
            found.append("killed the victim")
        return found

    def leftovers(self) -> list[Path]:
        """Files with the name that attacks give to what they would leave on the real system. Removes them."""
        found = []
        for folder in FOLDERS:
            with suppress(OSError):
                found += [path for path in folder.iterdir() if re.match(f"hostile_.*{self.token}", path.name)]
        for path in found:
            path.unlink(missing_ok=True)
        return found

    def survivors(self) -> list[str]:
        """Processes that an attack started: by the name that they gave themselves, or what they run."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                name, line = (process / "comm").read_text().strip(), (process / "cmdline").read_text()
                if name == f"hostile{self.token}"[:15] or f"41.417{self.port}" in line:
                    found.append(f"{process.name} {name} {line}")
        return found

    def close(self) -> None:
        self.victim.kill()
        self.victim.wait()
        self.shared.unlink(missing_ok=True)
        for listener in self.listeners:
            listener.close()
