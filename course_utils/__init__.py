"""Helpers for the course's notebooks. Modules load when you use them; none downloads anything by itself.

In nearly every notebook: checks (assertions whose messages teach), claims (verdicts on the lecture), data
(image sets as tensors), plots (every figure), probes (what a network does inside) and derivations (steps in
SymPy, checked line by line). To train: training.fit, or `python -m course_utils.train` for full-size runs.
What only some need: cost and architectures (02), oracles, wiring, race and logs (01, 03), mlp (05, 06),
samples (07). The other modules are what these are made of.
"""

__all__ = [
    "architectures",
    "augment",
    "checks",
    "claims",
    "cost",
    "data",
    "derivations",
    "mlp",
    "plots",
    "probes",
    "samples",
    "training",
]
