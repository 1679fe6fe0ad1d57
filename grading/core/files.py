"""Names for files that are kept, and hashes of what they hold."""

from __future__ import annotations

import hashlib
from datetime import datetime

__all__ = ["digest", "stamp"]


def digest(content: str | bytes) -> str:
    """SHA-256 in hex; of a text in UTF-8."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def stamp() -> str:
    """The local time to a microsecond, for the name of a file; such names sort by time."""
    return datetime.now().strftime("%Y%m%d-%H%M%S-%f")
