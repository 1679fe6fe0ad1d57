"""Pictures from students: which may be shown."""

from __future__ import annotations

import base64
import binascii
from typing import Any

MAX_IMAGE = 3 * 2**20
_SIGNATURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}
TYPES = frozenset(_SIGNATURES)


def safe_image(mime: Any, data: Any) -> str | None:
    """The base64 text of a PNG, JPEG or GIF that is what it says it is; None for anything else.

    SVG is not among them: it is a document that can load and run things.
    """
    if isinstance(data, list) and all(isinstance(line, str) for line in data):
        data = "".join(data)
    if not isinstance(mime, str) or mime not in _SIGNATURES or not isinstance(data, str):
        return None
    if len(data) > MAX_IMAGE * 4 / 3:
        return None
    data = "".join(data.split())
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if content.startswith(_SIGNATURES[mime]) else None


def safe_attachments(attachments: Any) -> dict[str, dict[str, str]]:
    """The pictures attached to a markdown cell: name -> type -> base64. Other attachments are left out."""
    found: dict[str, dict[str, str]] = {}
    for name, versions in attachments.items() if isinstance(attachments, dict) else ():
        if not isinstance(versions, dict) or not isinstance(name, str):
            continue
        safe = {mime: data for mime, raw in versions.items() if (data := safe_image(mime, raw)) is not None}
        if safe:
            found[name] = safe
    return found
