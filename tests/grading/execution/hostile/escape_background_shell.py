from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Starts processes in the background by the shell, by nohup, setsid and at, which outlive the notebook."

CODE = r"""
for command in ("nohup sleep 41.417@PORT@ &", "setsid -f sleep 41.417@PORT@", "(sleep 41.417@PORT@ &) ", "echo 'touch @OUTSIDE@.at' | at now", "systemd-run --user touch @OUTSIDE@.systemd",
                "screen -dm sleep 41.417@PORT@", "echo '* * * * * true # hostile_canary_@TOKEN@' > hostile.cron && false"):
    subprocess.Popen(command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
time.sleep(0.1)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
