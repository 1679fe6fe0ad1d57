from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with objects whose pickle, copy and state run a command that leaves a file outside; nothing is ever unpickled."

CODE = r"""
command = "touch @OUTSIDE@.pickled; kill -9 @VICTIM@"
class Bomb:
    def __reduce_ex__(self, protocol):
        return (os.system, (command,))
    __reduce__ = lambda self: (os.system, (command,))
    __getstate__ = __deepcopy__ = __copy__ = lambda self, *a: (os.system, (command,))
    __setstate__ = lambda self, state: os.system(command)
import copyreg, io, pickle
copyreg.pickle(np.ndarray, lambda a: (os.system, (command,)))
held = np.array([Bomb(), Bomb(), Bomb()], dtype=object)
text = pickle.dumps(Bomb())
answers = [Bomb(), held, text, [Bomb()], {"a": Bomb()}]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("answers[len(EXERCISE) % 5]", CODE))
