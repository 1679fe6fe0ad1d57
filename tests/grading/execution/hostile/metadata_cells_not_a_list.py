import json

from nbformat import NotebookNode

POINTS = 0.0
WHY = "Has text where the list of cells should be."
STATUS = "could not be graded"


def submission(release: NotebookNode) -> bytes:
    return json.dumps({**release, "cells": {"Sigmoid": "x"}}).encode()
