from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with integers of a million digits, which take ages to print, and with digits that only big integers have."

CODE = r"""
huge = 1 << 3_000_000
answers = [huge, -huge, [huge] * 3, (huge, huge), {huge: huge}, str(10**4000), "9" * 1_000_000, complex(1e308, 1e308), b"1" * 100_000]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("answers[sum(map(ord, EXERCISE)) % 9]", CODE))
