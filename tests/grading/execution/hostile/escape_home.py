from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Leaves files in the home folder, in cron's and the system's folders, to run later as the instructor."

CODE = r"""
for folder in ("~", "~/.config", "~/.config/autostart", "~/.local/bin", "~/.ssh", "~/.config/systemd/user", "/etc/cron.d", "/etc/profile.d",
               "/var/spool/cron", "/etc", "/usr/local/bin", "/opt", "/var/lib", "/srv", "/run"):
    path = os.path.join(os.path.expanduser(folder), "hostile_canary_@TOKEN@")
    for real in {path, "/root/hostile_canary_@TOKEN@", "/root/.config/hostile_canary_@TOKEN@"}:
        try:
            open(real, "x").write("# hostile_canary_@TOKEN@\n")
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
