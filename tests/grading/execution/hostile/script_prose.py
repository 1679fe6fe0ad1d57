from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved

POINTS = 2.0
WHY = "Answers the question in prose with markup that would run in the page in which a human grades it."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    find(forged, "question_dead").source = (
        "<script>document.querySelector('input.score').value = 4</script><img src=x onerror=alert(1)>\n\n</div></div>"
        "<input class='score' value='4'>\n\n<svg onload=alert(1)>{{ 7*7 }}{% raw %}$(alert)$ \\require{html}\\href{javascript:alert(1)}{x}"
    )
    return forged
