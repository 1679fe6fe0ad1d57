"""Draw the README's figure from the reference solutions: `python docs/hero.py` writes docs/hero.png."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from course_utils import plots

HERE = Path(__file__).resolve().parent
EXERCISES = HERE.parent / "grading" / "exercises"
DEPTHS = (20, 32, 44, 56)


def solved(name: str) -> dict[str, Any]:
    """Everything that the exercise script `name` defines and measures, experiments included."""
    names = runpy.run_path(str(EXERCISES / f"{name}.py"))
    plt.close("all")
    return names


def degradation(ax: Axes) -> None:
    """Notebook 01: training error by depth, from the log that ships with it."""
    record = solved("01_resnet")["record"]
    errors = {
        kind: 100 * np.stack([record.curve(f"{kind}-{d}", "train_error")[:, -1] for d in DEPTHS], axis=1)
        for kind in ("plain", "residual")
    }
    plots.curves(errors, ax, x=DEPTHS, xlabel="layers", ylabel="training error, %", markers=True)
    ax.set_xticks(DEPTHS)
    ax.set_title("Deeper is worse, unless identity is easy", loc="left")


def efficiency(ax: Axes) -> None:
    """Notebook 02: published accuracy over the operations counted there."""
    chart = solved("02_complexity")["chart"]
    sizes = {name: (macs, top1, params) for name, (macs, params, _, top1) in chart.items()}
    families = {name: name.split("-")[0] for name in sizes}
    plots.bubbles(
        sizes,
        ax,
        xlabel="GMAC for one image (logarithmic)",
        ylabel="top-1 accuracy on ImageNet, %",
        size_label="million parameters",
        families=families,
        log=True,
    )
    ax.set_xlim(0.4, 60)
    ax.set_title("Accuracy and its cost", loc="left")


def initialisation(ax: Axes) -> None:
    """Notebook 07: the lecture's six layers, each with a scale of its own."""
    runs = solved("07_weight_init")["all_runs"]
    kept = [name for name in runs if "0.05" not in name]  # saturated: its deviation alone would look healthy
    deviations = {name: np.array(runs[name]["std"]) for name in kept}
    plots.curves(deviations, ax, xlabel="layer of 4096 units", ylabel="deviation of its output", log=True)
    ax.set_yticks([0.05, 0.1, 0.2, 0.5, 1], ["0.05", "0.1", "0.2", "0.5", "1"])
    ax.minorticks_off()
    ax.set_title("The scale must fit the nonlinearity", loc="left")


def main() -> None:
    """Put one measurement of each of three notebooks side by side."""
    figure, axes = plt.subplots(1, 3, figsize=(15, 4.4), layout="constrained")
    for draw, ax in zip((degradation, efficiency, initialisation), axes, strict=True):
        draw(ax)
    figure.savefig(HERE / "hero.png", dpi=110)


if __name__ == "__main__":
    main()
