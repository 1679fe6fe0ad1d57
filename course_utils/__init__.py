"""Helpers for the course's notebooks. Modules load when you use them; none downloads anything by itself.

In every notebook: checks (assertions whose messages teach), claims (verdicts on the lecture), data (image
sets as tensors), plots (every figure), probes (what a network does inside), mlp (a NumPy network that runs on
your own layers). To train: training.fit, or `python -m course_utils.train` for full-size runs.
The other modules are what these are made of.
"""

__all__ = ["augment", "checks", "claims", "data", "mlp", "plots", "probes", "training"]
