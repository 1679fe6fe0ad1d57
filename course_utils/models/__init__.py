"""Networks that the notebooks start from or compare with.

Published ones and their figures: `architectures`. One in NumPy: `mlp`. Architecture search: `search_space`
and `policies`. One that asks for its mode: `dropping`.
"""

__all__ = [
    "architectures",
    "dropping",
    "mlp",
    "policies",
    "search_space",
]
