"""Checkpoints that are whole or not there, and are refused where they do not fit."""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import nn

__all__ = ["CheckpointError", "Part", "load", "restore", "save"]

HEADER = b"course_utils checkpoint 1\n"  # then 32 bytes of SHA-256, then what torch.save writes
FRESH = "leave `resume` out to start from the beginning"


class CheckpointError(ValueError):
    """A checkpoint that is damaged, is something else, or belongs to another training run."""


class Part(Protocol):
    """What can be kept: a model, an optimiser, a schedule, a history."""

    def state_dict(self) -> dict[str, Any]:
        """Everything that must be kept, as tensors, numbers, strings, lists and dicts."""

    def load_state_dict(self, state_dict: dict[str, Any], /) -> Any:
        """Become what `state_dict` described."""


def save(path: str | Path, parts: Mapping[str, Part], settings: Mapping[str, Any]) -> None:
    """Write the parts' states and the settings, so that `path` is never half a file.

    They are written beside `path`, forced to the disk, and renamed: whatever stops the program or the
    machine, the last whole checkpoint is there. OSError if that fails; an earlier checkpoint then stays.
    """
    path = Path(path)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    body = io.BytesIO()
    torch.save({"settings": dict(settings)} | {name: part.state_dict() for name, part in parts.items()}, body)
    try:
        with open(unfinished, "wb") as file:
            file.write(HEADER + sha256(body.getbuffer()).digest())
            file.write(body.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
        _sync_folder(path.parent)
    except OSError as error:
        advice = "choose a place that has the space; an earlier checkpoint of that name is still whole"
        raise OSError(f"checkpoint {path} could not be written: {error}; {advice}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def load(path: str | Path) -> dict[str, Any]:
    """Read what `save` wrote, with all tensors on the CPU. Runs no code from the file (weights_only).

    FileNotFoundError if there is no such file; CheckpointError if it is damaged or something else.
    """
    if not Path(path).exists():
        raise FileNotFoundError(f"there is no checkpoint {path}; {FRESH}")
    content = Path(path).read_bytes()
    body = memoryview(content)[len(HEADER) + 32 :]
    if not content.startswith(HEADER):
        raise CheckpointError(f"{path} is no checkpoint that `fit` wrote; {FRESH}")
    if sha256(body).digest() != content[len(HEADER) : len(HEADER) + 32]:
        raise CheckpointError(f"{path} is damaged: its checksum is wrong; {FRESH}")
    try:
        return torch.load(io.BytesIO(body), map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError) as error:
        raise CheckpointError(f"{path} holds more than numbers, and is not opened; {FRESH}") from error


def restore(
    path: str | Path, saved: Mapping[str, Any], parts: Mapping[str, Part], settings: Mapping[str, Any]
) -> None:
    """Give every part its state from `saved`, which `load(path)` returned.

    CheckpointError, before anything is changed, if the settings or the model differ from the checkpoint's.
    """
    differences = _differences(saved["settings"], settings, "is {new!r}, was {old!r}")
    for name, part in parts.items():
        if isinstance(part, nn.Module):
            old, new = _shapes(saved[name]), _shapes(part.state_dict())
            differences += _differences(old, new, f"of the {name} has shape {{new}}, had {{old}}")
    if differences:
        more = f"; and {len(differences) - 4} more" if len(differences) > 4 else ""
        listed = "; ".join(differences[:4]) + more
        raise CheckpointError(f"{path} belongs to another run: {listed}. Use the same settings, or {FRESH}")
    for name, part in parts.items():
        part.load_state_dict(saved[name])


def _shapes(state: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(value.shape) for name, value in state.items() if isinstance(value, torch.Tensor)}


def _differences(old: Mapping[str, Any], new: Mapping[str, Any], sentence: str) -> list[str]:
    """One sentence for each name whose value is not the same in both."""
    names = [name for name in old.keys() | new.keys() if old.get(name) != new.get(name)]
    return [f"{name} " + sentence.format(new=new.get(name), old=old.get(name)) for name in sorted(names)]


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk too, where the system can (Windows does it by itself)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
