"""What a network does inside, and what it costs.

Activations, slopes and gradients: `probes`. Parameters and multiplications, layer by layer: `cost`. Tables
of such numbers as text or HTML: `tables`.
"""

__all__ = [
    "cost",
    "probes",
    "tables",
]
