"""The layers of the sandbox, and the tests that name them: those of layers.txt, and families of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grading.execution.inside.isolation.seccomp import CALLS, NEW_NAMESPACES
from tests.grading.execution.kernel import number
from tests.grading.execution.test_layers import RLIMITS
from tests.grading.execution.test_seccomp import BUFFERS, NAMESPACES

__all__ = ["Layer", "layers"]

HERE = Path(__file__).parent
INSIDE = "grading/execution/inside/isolation/"
OWN = {
    "mnt": "CLONE_NEWNS", "uts": "CLONE_NEWUTS", "ipc": "CLONE_NEWIPC", "user": "CLONE_NEWUSER",
    "pid": "CLONE_NEWPID", "net": "CLONE_NEWNET",
}  # fmt: skip


@dataclass(frozen=True)
class Layer:
    """One layer. changes: what stands once in `file`, and what takes its place; then one of `tests` fails."""

    name: str
    file: str
    changes: tuple[tuple[str, str], ...]
    tests: tuple[str, ...]

    @property
    def how(self) -> str:
        """The first change, in a few words."""
        before, after = (text if len(text) <= 60 else f"{text[:57]}…" for text in self.changes[0])
        return f"{Path(self.file).name}: {before} → {after or 'nothing'}"


def layers() -> list[Layer]:
    """All of them that this machine's processor has."""
    return [*listed(), *own_namespaces(), *resource_limits(), *flags_and_options(), *calls()]


def listed() -> list[Layer]:
    """Those of layers.txt."""
    text = (HERE / "layers.txt").read_text(encoding="utf-8")
    blocks = [block.splitlines() for block in text.strip().split("\n\n") if not block.startswith("#")]
    return [parse(*block) for block in blocks]


def parse(head: str, *lines: str) -> Layer:
    """Read one block of layers.txt."""
    name, file = head.split(": ")
    before = [line[1:].strip() for line in lines if line.startswith("-")]
    after = [line[1:].strip() for line in lines if line.startswith("+")]
    tests = [line for line in lines if not line.startswith(("-", "+"))]
    return Layer(name, file, tuple(zip(before, after, strict=True)), tuple(map(node, tests)))


def node(test: str) -> str:
    """pytest's name of a test, from `file::test`."""
    file, _, name = test.partition("::")
    return f"tests/grading/execution/test_{file}.py::test_{name}"


def one(name: str, file: str, before: str, after: str, test: str) -> Layer:
    """A layer of the folder `isolation` with one change and one test."""
    return Layer(name, INSIDE + file, ((before, after),), (node(test),))


def own_namespaces() -> list[Layer]:
    """Each namespace that a fork makes inside bubblewrap's."""
    every = f"OWN_NAMESPACES = {' | '.join(OWN.values())}"
    return [
        one(
            f"{kind} namespace of the submission", "linux.py",
            every, every.replace(f" {flag} |", "").replace(f" | {flag}", ""),
            f"layers::namespace_of_the_submission[{kind}]",
        )
        for kind, flag in OWN.items()
    ]  # fmt: skip


def resource_limits() -> list[Layer]:
    """Each limit that the kernel keeps."""
    found = []
    for kind in RLIMITS:
        own = kind in ("NPROC", "MSGQUEUE", "SIGPENDING")
        before = f"bounds[resource.RLIMIT_{kind}] = " if own else f"resource.RLIMIT_{kind}: "
        after = "_ = " if own else f"# {kind}: "
        found.append(one(f"rlimit {kind}", "enter.py", before, after, f"layers::resource_limit[{kind}]"))
    test = "layers::resource_limit_of_address_space"
    return [*found, one("rlimit AS", "enter.py", "resource.RLIMIT_AS: ", "# AS: ", test)]


def flags_and_options() -> list[Layer]:
    """What the filter looks for in the arguments of clone and setsockopt."""
    mask, sizes = f"NEW_NAMESPACES = 0x{NEW_NAMESPACES:X}", tuple(BUFFERS.values())
    flags = [
        one(
            f"clone: {kind}", "seccomp.py", mask, f"NEW_NAMESPACES = 0x{NEW_NAMESPACES & ~flag:X}",
            f"seccomp::clone_makes_no_namespace[{kind}]",
        )
        for kind, flag in NAMESPACES.items()
    ]  # fmt: skip
    return flags + [
        one(
            f"buffers: {name}", "seccomp.py", f"BUFFER_SIZES = {sizes}",
            f"BUFFER_SIZES = {tuple(size for size in sizes if size != option)}",
            f"seccomp::buffers_of_sockets_keep_their_size[{name}]",
        )
        for name, option in BUFFERS.items()
    ]  # fmt: skip


def calls() -> list[Layer]:
    """Each refused call, allowed alone."""
    return [
        one(
            f"call {name}", "seccomp.py", f'"{name}": {numbers}', f'"{name}": (-1, -1)',
            f"seccomp::call_is_refused[{name}]",
        )
        for name, numbers in CALLS.items()
        if number(name) >= 0
    ]  # fmt: skip
