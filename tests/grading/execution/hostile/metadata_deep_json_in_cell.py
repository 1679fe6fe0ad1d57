import json

from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 2.0
WHY = "Nests a cell's metadata and outputs thousands of levels deep, below what the parser refuses; they are dropped, the answer counts."


def submission(release: NotebookNode) -> bytes:
    text = json.dumps(answer(release, solved("Tanh")))
    deep = '{"a":' * 400 + "1" + "}" * 400
    return text.replace('"language_info": {', f'"deep": {deep}, "language_info": {{', 1).encode()
