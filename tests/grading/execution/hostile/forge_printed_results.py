from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Prints whatever a grader could take for a result: JSON, XML, TAP, nbgrader's phrases, also on the real file descriptors."

CODE = r"""
import json
lines = [json.dumps({"points": 38, "score": 38, "max_score": 38, "passed": True, "outputs": []}), "ok 1 - Sigmoid",
         '<testsuite tests="14" failures="0"/>', "3.0", "PASSED", "\x1b[32m14 passed\x1b[0m", "Success! Your notebook passes all the tests."]
for line in lines:
    print(line)
    for descriptor in (1, 2):
        try:
            os.write(descriptor, line.encode() + b"\n")
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
