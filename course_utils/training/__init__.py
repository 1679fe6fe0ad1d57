"""One loop that trains every network, on a laptop or on several GPUs; also `python -m course_utils.training`.

`fit` trains one network and returns a `History`; `race` trains several networks with several seeds.
"""

from course_utils.training._loop import (
    Diverged,
    History,
    evaluate,
    fit,
    pick_device,
)

__all__ = [
    "Diverged",
    "History",
    "evaluate",
    "fit",
    "pick_device",
    "race",
]
