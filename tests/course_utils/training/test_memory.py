"""Memory kept from step to step."""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys

import pytest

from course_utils import training
from course_utils.training import _loop, _memory

# In a process of its own, as it is for good; without Python's own blocks, which may lie in the way.
STEPS = """
import ctypes, resource, sys
from course_utils.training import _loop
from course_utils.training._memory import keep_freed_memory

if sys.argv[1] == "kept":
    assert keep_freed_memory()
library, size, places = ctypes.CDLL(None), 2**23, [0] * 20
library.malloc.restype = ctypes.c_void_p
library.free.argtypes = [ctypes.c_void_p]
library.memset.argtypes = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
for number in range(7):
    if number == 2:
        start = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for which in range(20):  # 160 MiB
        places[which] = library.malloc(size)
        library.memset(places[which], 1, size)
    for place in places:
        library.free(place)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - start)
"""


def page_faults(how: str) -> int:
    """Pages that five steps got from the system, after two that are not counted."""
    command = [sys.executable, "-c", STEPS, how]
    return int(subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives memory back so eagerly")
def test_steps_get_their_memory_once() -> None:
    kept, usual = page_faults("kept"), page_faults("usual")
    assert kept * 20 < usual, f"{kept} page faults with kept memory, {usual} without"


def test_other_c_libraries_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())  # as musl, which has no mallopt
    assert _memory.keep_freed_memory.__wrapped__() is False


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_left_alone(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: pytest.fail("looked for a C library"))
    assert _memory.keep_freed_memory.__wrapped__() is False


def test_a_library_that_refuses_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def mallopt(self, what: int, value: int) -> int:
            return 0

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: Library())
    assert _memory.keep_freed_memory.__wrapped__() is False


def test_fit_keeps_it_on_the_cpu_only(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    monkeypatch.setattr(_loop, "keep_freed_memory", lambda: called.append(True))
    with pytest.raises(TypeError, match="model"):
        training.fit(None, None, epochs=1, device="cpu")
    assert called
    called.clear()
    with pytest.raises(TypeError, match="model"):
        training.fit(None, None, epochs=1, device="meta")
    assert not called
