from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Makes namespaces of its own to become root in them, mounts and unmounts, to uncover what lies beneath the sandbox's mounts."

CODE = r"""
if os.fork() == 0:
    name_me()
    try:
        user = os.getuid()
        libc.unshare(0x10000000 | 0x00020000)
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {os.getgid()} 1")):
            try:
                open(f"/proc/self/{name}", "w").write(text)
            except OSError:
                pass
        libc.mount(b"proc", b"/proc", b"proc", 0, None)
        mounts = [line.split()[4] for line in open("/proc/self/mountinfo")] if os.path.exists("/proc/self/mountinfo") else []
        for place in reversed([*mounts, "/", "/usr/lib", "/usr/bin", "/dev", "/dev/shm", "/proc", os.getcwd(), sys.prefix, "/course", "/course/course_utils"]):
            place = place.encode()
            libc.mount(b"none", place, None, 32 | 4096, None)  # remount, bind: writable
            if place != b"/" and libc.umount2(place, 2) == 0:
                breach("unmounted " + place.decode())
        for path in ("@OUTSIDE@", "/usr/hostile_canary_@TOKEN@", "/etc/hostile_canary_@TOKEN@", "/hostile_canary_@TOKEN@"):
            try:
                open(path, "a").write("x")
            except OSError:
                pass
    finally:
        os.write(1, sys.stdout.getvalue().encode() if hasattr(sys.stdout, "getvalue") else b"")
        os._exit(0)
os.wait()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
