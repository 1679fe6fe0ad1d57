"""Looks that colour-blind readers and black-and-white printers can tell apart."""

from __future__ import annotations

__all__ = ["COLOURS", "STYLES"]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")  # Okabe and Ito
STYLES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
