from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Searches all of its own memory for the text of the hidden tests and for the grader's secret; neither was ever there."

CODE = r"""
import re
hidden = re.compile(rb"torch\.sigmoid,\n    np\.arra[y]\(\[-30\.0, |HOSTILE_SECRE[T]=[0-9a-f]{16}|[s]pread -= mpmath\.exp\(0\.5\)")
until = time.monotonic() + 2.5
libc.write.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)
environ = ctypes.c_void_p.in_dll(libc, "environ")
inlet, outlet = os.pipe()
def readable(place, size=1 << 16):
    # The kernel copies what is there, or says that nothing is: so no map of the memory is needed.
    size = libc.write(outlet, place, size)
    return os.read(inlet, size) if size > 0 else None
starts = [id(object()), id(re), id(sys.modules), np.empty(1 << 22).ctypes.data, np.empty(8).ctypes.data, ctypes.addressof(ctypes.c_long()), environ.value or 0,
          ctypes.cast(libc.malloc, ctypes.c_void_p).value]
seen = set()
for start in starts:
    for direction in (1, -1):
        place, missing = start & ~0xFFFF, 0
        while place > 0 and missing < 200 and time.monotonic() < until:
            data = None if place in seen else readable(place)
            missing = 0 if data else missing + 1
            seen.add(place)
            found = data and hidden.search(data)
            if found:
                breach(found[0])
            place += direction << 16
print(len(seen) >> 4, "MiB searched")
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
