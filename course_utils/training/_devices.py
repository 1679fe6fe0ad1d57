"""Where training runs: which device, in which precision, and with how many processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, distributed

__all__ = [
    "Team",
    "autocast",
    "faster_precision",
    "join_team",
    "leave_team",
    "own_random_numbers",
    "pick_device",
    "synchronise",
]


@dataclass(frozen=True)
class Team:
    """The processes that train one model together: a single one, unless torchrun started several.

    rank: this process's number, 0 to size - 1; the process with rank 0 leads: it writes files and messages.
    """

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this is the process that writes files and messages."""
        return self.rank == 0

    def share(self, batch: Tensor) -> Tensor:
        """This process's part of a batch (N, …): every size-th entry, so that the parts sum to the batch."""
        return batch[self.rank :: self.size]

    def total(self, values: Tensor) -> Tensor:
        """The sum of all processes' `values`, the same in each; `values` itself is left as it was."""
        values = values.clone()
        if self.size > 1:
            distributed.all_reduce(values)
        return values

    def wait(self) -> None:
        """Go on when all processes have come here."""
        if self.size > 1:
            distributed.barrier()

    def agrees(self, value: int, device: torch.device) -> bool:
        """Whether `value` is the same in all processes."""
        values = torch.tensor([value, value * value], dtype=torch.float32, device=device)
        mean, mean_square = (self.total(values) / self.size).tolist()
        return mean_square == mean * mean

    def copy_from_leader(self, *tensors: Tensor) -> None:
        """Overwrite the tensors with those of the process that leads."""
        if self.size > 1:
            for tensor in tensors:
                distributed.broadcast(tensor, 0)


def pick_device(name: str | torch.device | None = None) -> torch.device:
    """The device called `name`; if None, the best one here: CUDA, else Apple's MPS, else the CPU.

    Under torchrun every process gets the GPU of its own number. ValueError if the device is not there.
    """
    together = distributed.is_torchelastic_launched()
    if name is None:
        mps = torch.backends.mps.is_available() and not together  # several processes cannot share it
        name = "cuda" if torch.cuda.is_available() else "mps" if mps else "cpu"
    device = torch.device(name)
    if device.type == "cuda":
        index = int(os.environ.get("LOCAL_RANK", "0")) if together else 0
        device = torch.device("cuda", index if device.index is None else device.index)
        if device.index >= torch.cuda.device_count():
            found = f"this machine has {torch.cuda.device_count()} GPUs that torch can use"
            raise ValueError(f"{device} is not there: {found}; choose another, or start fewer processes")
    elif device.type == "mps" and not torch.backends.mps.is_available():
        raise ValueError("device 'mps' is not there; leave `device` out to have one picked")
    return device


def join_team(device: torch.device) -> Team:
    """Meet the other processes that torchrun started; alone, this is a team of one.

    They talk through nccl between GPUs and through gloo between CPUs, until `leave_team`.
    """
    if not distributed.is_available():
        return Team()
    if not distributed.is_initialized():
        if not distributed.is_torchelastic_launched() or os.environ.get("WORLD_SIZE", "1") == "1":
            return Team()
        if device.type == "cuda":
            torch.cuda.set_device(device)
        distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return Team(distributed.get_rank(), distributed.get_world_size())


def leave_team() -> None:
    """Wait for the other processes, and part: the last thing a script under torchrun does. Alone: nothing."""
    if distributed.is_available() and distributed.is_initialized():
        distributed.barrier()
        distributed.destroy_process_group()


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """A context in which "bfloat16" runs matrix products in half the bits; "float32" changes nothing."""
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == "bfloat16")


@contextmanager
def own_random_numbers(device: torch.device) -> Iterator[None]:
    """Inside, torch's global random numbers may be seeded and drawn; afterwards they are as before."""
    with torch.random.fork_rng([device] if device.type == "cuda" else []):
        yield


def synchronise(device: torch.device) -> None:
    """Wait until the device has finished what it was given, so that a clock read now is honest."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


def faster_precision(step: Callable[[str], object], device: torch.device, *, rounds: int = 3) -> str:
    """ "bfloat16" if one training step in it takes under 0.9 of the time in "float32", else "float32".

    step: does one step in the precision it is given. It is called 2 * (rounds + 1) times;
    the first two calls are not measured. Many CPUs and older GPUs only imitate bfloat16, and are slower.
    """
    seconds: dict[str, list[float]] = {"float32": [], "bfloat16": []}
    for _ in range(rounds + 1):
        for precision, measured in seconds.items():
            start = time.perf_counter()
            try:
                step(precision)
            except RuntimeError:
                if precision == "float32":
                    raise
                return "float32"  # some operation of the model does not exist in bfloat16 here
            synchronise(device)
            measured.append(time.perf_counter() - start)
    single, half = (min(measured[1:]) for measured in seconds.values())
    return "bfloat16" if half < 0.9 * single else "float32"
