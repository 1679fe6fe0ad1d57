from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Raises exceptions whose class, text, arguments and traceback lie or run code when looked at."

CODE = r"""
class Liar(Exception):
    @property
    def __class__(self):
        return type(None)
    def __str__(self):
        raise SystemExit(0)
    def __repr__(self):
        os._exit(0)
    def __reduce__(self):
        return (os.system, ("touch @OUTSIDE@.reduced",))
    def __getattribute__(self, name):
        raise Liar()
    __module__ = property(lambda self: 1 / 0)
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)
    def __mro_entries__(self, *a):
        return ()
    def __subclasscheck__(cls, other):
        return True
    def __instancecheck__(cls, other):
        return True
class Nameless(Exception, metaclass=Meta):
    pass
def fail(where):
    raise (Liar if len(where) % 2 else Nameless)(where)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("fail(EXERCISE)", CODE))
