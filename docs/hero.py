"""Draw the README's figure from the reference solutions: `python docs/hero.py` writes docs/hero.png."""

from __future__ import annotations

import runpy
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

from course_utils import plots

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Run notebook 05 as a script and put three of its experiments side by side."""
    notebook = runpy.run_path(str(HERE.parent / "grading" / "exercises" / "05_activations.py"))
    plt.close("all")
    figure, (gradient, path, dead) = plt.subplots(1, 3, figsize=(13, 3.9), layout="constrained")
    profile = notebook["gradient_profile"]
    candidates = {"sigmoid": ("Sigmoid", 1.0), "tanh": ("Tanh", 1.0), "ReLU": ("ReLU", 2**0.5)}
    profiles = {
        label: np.stack([profile(notebook[name], gain, seed) for seed in range(5)])
        for label, (name, gain) in candidates.items()
    }
    plots.curves(profiles, gradient, xlabel="layer", ylabel="gradient / last layer's", log=True)
    gradient.set(title="Sigmoid: the gradient vanishes")
    x, targets = notebook["linear_problem"](0, seed=3)
    steps = notebook["zigzag_path"](x, targets, notebook["origin"], 1.3, 20)
    plots.descent(
        steps, lambda w: ((w @ x.T - targets) ** 2).mean(axis=1), path, title="Positive inputs: zig-zag"
    )
    groups = {"dead units": notebook["dead"], "test error": notebook["wrong"]}
    plots.grouped_bars(groups, [str(rate) for rate in (0.1, 0.5, 1.0, 2.0)], dead, ylabel="%", percent=True)
    dead.set(xlabel="learning rate", title="ReLU: too large a rate kills")
    figure.savefig(HERE / "hero.png", dpi=110)


if __name__ == "__main__":
    main()
