from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 38.0
WHY = "Honest: annotations, generics, protocols, match, walrus, type aliases and docstrings with doctests."

CODE = r'''
from __future__ import annotations
from typing import Annotated, Generic, NamedTuple, Protocol, TypeVar
import numpy.typing as npt

T = TypeVar("T", bound=np.generic)


class Signs(NamedTuple):
    per_example: npt.NDArray[np.float64]
    batch: npt.NDArray[np.float64]


def weight_gradient_signs(x: npt.NDArray[np.float64], upstream: Annotated[npt.NDArray, "(N,)"]) -> Signs:
    """Signs.

    >>> 1 + 1
    2
    """
    match (gradients := upstream[:, None] * x).ndim:
        case 2:
            return Signs(np.sign(gradients), np.sign(gradients.sum(axis=0)))
        case _:
            raise ValueError(x.shape)
'''


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"weight_gradient_signs": CODE})
