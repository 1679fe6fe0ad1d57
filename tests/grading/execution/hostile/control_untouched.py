from nbformat import NotebookNode

POINTS = 0.0
WHY = "Honest: the release as it was handed out, with nothing solved."


def submission(release: NotebookNode) -> NotebookNode:
    return release
