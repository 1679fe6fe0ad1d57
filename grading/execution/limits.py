"""What one submission may use."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Bounds on one submission. Sizes in bytes, times in seconds of processor time.

    memory_bytes: what the student's processes together may add to the fork server's memory.
    processes: processes and threads at one time. open_files: file descriptors a process.
    scratch_bytes: the private scratch directory. output_bytes: outputs kept of one cell;
    notebook_bytes: of all.
    message_bytes: one message between the student's process and the test cells.
    call_seconds: one call that a test cell makes. cell_seconds: one cell. total_seconds: the notebook.
    patience: by the clock on the wall, each of these times may take this many times as long. So what waits
    without computing is stopped too, and a submission that only waits for a busy machine loses no points.
    replays: how often a submission's process may be replaced after it died or was killed.
    """

    memory_bytes: int = 2048 * MIB
    processes: int = 32
    open_files: int = 256
    scratch_bytes: int = 64 * MIB
    output_bytes: int = MIB
    notebook_bytes: int = 16 * MIB
    message_bytes: int = 64 * MIB
    call_seconds: float = 10.0
    cell_seconds: float = 30.0
    total_seconds: float = 120.0
    patience: float = 6.0
    replays: int = 8

    def __post_init__(self) -> None:
        """Raise ValueError for a limit that lets nothing through."""
        for name, value in vars(self).items():
            if value < 0 or (value == 0 and name != "replays"):
                raise ValueError(f"Limits.{name} must be more than 0, got {value}")
