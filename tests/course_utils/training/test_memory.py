"""Memory kept from step to step: told by how many pages a process gets from the system."""

from __future__ import annotations

import functools
import platform
import subprocess
import sys

import pytest

from course_utils.training import _memory
from tests.harness import REPO

pytestmark = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc gives memory back so eagerly"
)

# In a process of its own, as it is for good; without Python's own blocks, which may lie in the way.
STEPS = """
import ctypes, resource

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
KEEP = f"""
import runpy
runpy.run_path({_memory.__file__!r})["keep_freed_memory"]()
"""
FIT = """
import torch
from torch import nn
from course_utils import training
from tests.course_utils.training.training_cases import patterns

model = nn.Sequential(nn.Flatten(), nn.Linear(72, 4))
if {device!r} == "cpu":
    training.fit(model, patterns(), epochs=1, device="cpu", progress=False)
else:
    try:
        training.fit(None, None, epochs=1, device={device!r})
    except TypeError:
        pass
"""
# What tells other systems from this one.
ELSEWHERE = {
    "macOS": "sys.platform = 'darwin'",
    "Windows, which has no such library": "sys.platform = 'win32'\nctypes.CDLL = None",
    "musl, which has no mallopt": "ctypes.CDLL = lambda name: object()",
    "a library that refuses": "ctypes.CDLL = lambda name: SimpleNamespace(mallopt=lambda what, value: 0)",
}


@functools.cache
def page_faults(before: str = "") -> int:
    """Pages that five steps got from the system, after two that are not counted; `before` is run first."""
    command = [sys.executable, "-c", before + STEPS]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True, timeout=120)
    return int(done.stdout)


def test_steps_get_their_memory_once() -> None:
    kept, usual = page_faults(KEEP), page_faults()
    assert kept * 20 < usual, f"{kept} page faults with kept memory, {usual} without"


def test_fit_keeps_it_on_the_cpu_only() -> None:
    on_the_cpu, on_another_device = (page_faults(FIT.format(device=device)) for device in ("cpu", "meta"))
    assert on_the_cpu * 20 < page_faults()
    assert on_another_device * 2 > page_faults()


@pytest.mark.parametrize("system", ELSEWHERE)
def test_other_systems_are_left_alone(system: str) -> None:
    """Nothing is asked of a library that is not there, and memory goes back to the system as it did."""
    start = "import ctypes, sys\nfrom types import SimpleNamespace\nreal = ctypes.CDLL\n"
    assert page_faults(f"{start}{ELSEWHERE[system]}{KEEP}ctypes.CDLL = real\n") * 2 > page_faults()
