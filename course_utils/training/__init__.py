"""One loop that trains every network, on a laptop or on several GPUs; also `python -m course_utils.training`.

What may be chosen: `recipe`. What a run leaves behind: `history`, `checkpoints`. Where it runs: `devices`.
Several networks with several seeds: `race`.
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
    "checkpoints",
    "devices",
    "evaluate",
    "fit",
    "history",
    "pick_device",
    "race",
    "recipe",
]
