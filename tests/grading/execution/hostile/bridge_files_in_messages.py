from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Sends open files along with bytes over the bridge, hoping that the other side takes them and runs out, or reads them."

CODE = r"""
import array
def flood():
    for number in range(3, 256):
        try:
            twin = socket.socket(fileno=os.dup(number))
            for _ in range(50):
                rights = array.array("i", [0] * 200)
                twin.sendmsg([b"\1\0\0\0N"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="flood()\nreturn x")})
