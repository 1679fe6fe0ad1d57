from nbformat import NotebookNode

POINTS = 0.0
WHY = "Nests brackets a hundred thousand deep, which overflows the stack of a careless parser."
STATUS = "could not be graded"


def submission(release: NotebookNode) -> bytes:
    return (
        b'{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": '
        + b'{"a":' * 100_000
        + b"1"
        + b"}" * 100_001
    )
