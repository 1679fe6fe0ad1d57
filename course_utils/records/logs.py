"""Records of runs that are too long for a notebook, as they ship with the course."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Log", "load_log"]


@dataclass(frozen=True)
class Log:
    """Runs of several networks with several seeds each.

    settings: how they were made: the command, data, training, machine.
    runs: network -> measure -> one list an epoch for each seed, in the order of `seeds`.
    """

    settings: dict[str, Any]
    seeds: list[int]
    runs: dict[str, dict[str, list[list[float]]]]

    def curve(self, network: str, measure: str) -> NDArray[np.float64]:
        """One measure of a network, shape (seeds, epochs). Raises KeyError, with what there is."""
        if network not in self.runs:
            raise KeyError(f"no network {network!r} in this log; there are {', '.join(self.runs)}")
        if measure not in self.runs[network]:
            raise KeyError(f"no measure {measure!r} in this log; there are {', '.join(self.runs[network])}")
        return np.array(self.runs[network][measure])


def load_log(name: str) -> Log:
    """The log of this name, such as "degradation". Raises FileNotFoundError if none ships by that name."""
    text = (files("course_utils") / "files" / f"{name}.json").read_text(encoding="utf-8")
    return Log(**json.loads(text))
