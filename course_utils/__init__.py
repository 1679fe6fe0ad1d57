"""Helpers for the course's notebooks.

checks: assertions whose messages teach. claims: verdicts on what the lecture says. data: real data that
needs no network. mlp: a NumPy network that runs on your own layers. plots: every figure. probes: what a
network does inside.
"""

__all__ = ["checks", "claims", "data", "mlp", "plots", "probes"]
