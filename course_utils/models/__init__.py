"""Networks that the notebooks start from or compare with.

Published ones and their figures: `architectures`. One in NumPy: `mlp`. Architecture search: `search_space`
and `policies`.
"""

__all__ = [
    "architectures",
    "mlp",
    "policies",
    "search_space",
]
