from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Lets a thread and a forked child read from and write to the bridge at the same time as the runner."

CODE = r"""
def shout(number):
    while True:
        try:
            os.write(number, b"\1\0\0\0T")
            os.read(number, 100)
        except OSError:
            return
for number in range(3, 64):
    try:
        socket.socket(fileno=os.dup(number)).getpeername()
    except OSError:
        continue
    threading.Thread(target=shout, args=(number,), daemon=True).start()
    if os.fork() == 0:
        name_me()
        shout(number)
        os._exit(0)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
