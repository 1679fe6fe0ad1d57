"""A fork of the fork server that shuts itself off from it, from its siblings and from the machine."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Mapping

from grading.execution.inside.isolation import linux, seccomp

__all__ = ["NOBODY", "SCRATCH", "enter", "fork", "prepare"]

SCRATCH = "/scratch"
NOBODY = 65534
TMPFS = linux.MS_NOSUID | linux.MS_NODEV


def prepare() -> None:
    """Compute once, before any fork, what every fork needs."""
    seccomp.program()
    linux.known_capabilities()


def fork(namespaces: bool) -> int:
    """Fork this process, with its own user, pid, mount, network, IPC and host-name namespaces if asked."""
    return linux.clone(linux.OWN_NAMESPACES) if namespaces else os.fork()


def enter(limits: Mapping[str, float], user: tuple[int, int], *, namespaces: bool, scratch: str) -> None:
    """Called first in a fork: after it, the process holds only what a submission may hold."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _limit_resources(limits, own_user=namespaces)
    if namespaces:
        _map_own_user(*user)
        _volunteer_for_out_of_memory()
        _hide_what_is_shared(int(limits["scratch_bytes"]))
    os.chdir(scratch)
    if namespaces:
        linux.drop_capabilities()
        linux.no_new_privileges()
        seccomp.forbid()


def _map_own_user(user: int, group: int) -> None:
    """Inside its own user namespace the process stays who it was, and can be nobody else."""
    lines = {"setgroups": "deny", "uid_map": f"{user} {user} 1", "gid_map": f"{group} {group} 1"}
    for name, text in lines.items():
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _volunteer_for_out_of_memory() -> None:
    """If the machine runs out of memory, the kernel should take this process and not the grader."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _hide_what_is_shared(scratch_bytes: int) -> None:
    """The only writable places are this fork's own, and of limited size."""
    linux.mount("none", "/", "", linux.MS_REC | linux.MS_PRIVATE)
    for place, share in ((SCRATCH, 0.75), ("/dev/shm", 0.25)):
        options = f"size={int(scratch_bytes * share)},nr_inodes=4096,mode=700"
        linux.mount("tmpfs", place, "tmpfs", TMPFS, options)
    # Nothing that runs here needs /proc: what is not there cannot tell about others.
    linux.mount("tmpfs", "/proc", "tmpfs", TMPFS | linux.MS_RDONLY, "size=4096,mode=555")


def _limit_resources(limits: Mapping[str, float], *, own_user: bool) -> None:
    """Bounds that the kernel keeps. The process count is per user, so it means something only where the
    user namespace is this fork's own.
    """
    bounds = {
        resource.RLIMIT_AS: _address_space() + int(limits["memory_bytes"]),
        resource.RLIMIT_NOFILE: int(limits["open_files"]),
        resource.RLIMIT_FSIZE: int(limits["scratch_bytes"]),
        resource.RLIMIT_CPU: int(limits["total_seconds"]) + 1,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 2**20,
    }
    if own_user:
        bounds[resource.RLIMIT_NPROC] = int(limits["processes"])
        bounds[resource.RLIMIT_MSGQUEUE] = 0
        bounds[resource.RLIMIT_SIGPENDING] = 256
    for kind, bound in bounds.items():
        hard = resource.getrlimit(kind)[1]
        bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        with contextlib.suppress(*(() if own_user else (ValueError, OSError))):  # macOS refuses some
            resource.setrlimit(kind, (bound, bound))


def _address_space() -> int:
    """Bytes of address space in use, most of it libraries that the fork server has loaded."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 4 * 2**30
