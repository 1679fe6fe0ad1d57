"""Helpers for the course's notebooks, in seven packages. Modules load when you use them; none downloads
anything by itself.

checks: does an answer do what was asked? data: image sets. inspection: what a network does inside, and what
it costs. models: networks to start from. plots: every figure. records: verdicts and logged runs. training:
one loop for all. Files whose names begin with _ are what these are made of.
"""

__all__ = ["checks", "data", "inspection", "models", "plots", "records", "training"]
