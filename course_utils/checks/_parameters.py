"""A module's parameters by kind and shape, whatever their names, and known values for them."""

from __future__ import annotations

import functools
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

Module = TypeVar("Module", bound=nn.Module)
Key = tuple[str, tuple[int, ...]]  # kind, shape
NORMS = (nn.modules.batchnorm._BatchNorm, nn.GroupNorm, nn.LayerNorm)
STATISTICS = {"running_mean": ("mean", 0.0), "running_var": ("variance", 1.0)}


def fill(
    module: Module, *, weight: float | None = None, scale: float | None = None, offset: float | None = None
) -> Module:
    """Overwrite a fresh module's parameters, in place, and return it.

    What a normalisation multiplies by is a scale, what any layer adds an offset, everything else a weight.
    Each becomes the constant that is given for its kind, or else random values that are decided by kind and
    shape: two weights of one shape get the same values. Running statistics become random, too; those of a
    fresh module (0 and 1) where any constant is given, for checks that can be followed with a pencil.
    """
    given = {"weight": weight, "scale": scale, "offset": offset}
    constants = {kind: float(constant) for kind, constant in given.items() if constant is not None}
    overwrite(module, [(parameter, key) for _, parameter, key in kinds_of(module)], constants)
    return module


@torch.no_grad()
def overwrite(
    module: nn.Module, parameters: Iterable[tuple[nn.Parameter, Key]], constants: Mapping[str, float]
) -> None:
    """`fill`, for parameters whose kinds are known. constants: kind -> what all parameters of it become."""
    for parameter, (kind, shape) in parameters:
        values = torch.full(shape, constants[kind]) if kind in constants else known_values(kind, shape)
        parameter.copy_(values.reshape(parameter.shape))
    for _, statistic, kind, start in statistics_of(module):
        shape = tuple(statistic.shape)
        statistic.copy_(torch.full(shape, start) if constants else known_values(kind, shape))


def kinds_of(module: nn.Module) -> Iterator[tuple[str, nn.Parameter, Key]]:
    """Each parameter of a fresh module once: its name, itself, its kind and shape."""
    seen: set[int] = set()
    for prefix, part in module.named_modules():
        for name, parameter in part._parameters.items():
            if parameter is not None and id(parameter) not in seen:
                seen.add(id(parameter))
                yield f"{prefix}.{name}".lstrip("."), parameter, _key(part, name, parameter)


def statistics_of(module: nn.Module) -> Iterator[tuple[str, Tensor, str, float]]:
    """Each running statistic: its name, itself, its kind, and the number that it starts with."""
    for prefix, part in module.named_modules():
        for name, (kind, start) in STATISTICS.items():
            statistic = part._buffers.get(name)
            if statistic is not None:
                yield f"{prefix}.{name}".lstrip("."), statistic, kind, start


def _key(part: nn.Module, name: str, parameter: Tensor) -> Key:
    """Kind and shape, where a 1×1 convolution and a linear layer have the same.

    Of PyTorch's own layers the role is known. A parameter of a class of the student's own is a weight if it
    has two dimensions or more, otherwise a scale or an offset as its start says: all ones, or not.
    """
    shape = tuple(parameter.shape)
    if name == "bias":
        return "offset", (parameter.numel(),)
    if isinstance(part, NORMS):
        return "scale", (parameter.numel(),)
    if sum(size != 1 for size in shape) > 1 or (name == "weight" and len(shape) > 1):
        return "weight", plain_shape(shape)
    values = parameter.detach()
    if bool((values == 1).all()):
        return "scale", (values.numel(),)
    if bool((values == 0).all()) or len(shape) == 1:
        return "offset", (values.numel(),)
    return "weight", plain_shape(shape)


def plain_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    """A weight's shape, where that of a 1×1 convolution is a matrix's."""
    return shape[:2] if set(shape[2:]) <= {1} else shape


def known_values(kind: str, shape: tuple[int, ...]) -> Tensor:
    """The float32 values for this kind and shape: a new tensor, with the same numbers each time."""
    return torch.from_numpy(_drawn(kind, shape).copy())


@functools.lru_cache(maxsize=64)
def _drawn(kind: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    random = np.random.default_rng(zlib.crc32(f"{kind}{shape}".encode()))
    if kind == "scale":
        drawn = random.uniform(0.5, 1.5, shape)
    elif kind in ("offset", "mean"):
        drawn = random.normal(0, 0.5, shape)
    elif kind == "variance":  # some are small, so that another epsilon shows
        drawn = np.exp(random.uniform(np.log(0.02), np.log(2), shape))
    elif np.prod(shape[1:]) == 1:  # one factor for each channel: a product of many stays near ±1, too
        drawn = random.uniform(0.75, 1.25, shape) * random.choice([-1, 1], shape)
    else:
        drawn = random.normal(0, 1.2 / np.sqrt(np.prod(shape[1:])), shape)
    return np.asarray(drawn, dtype=np.float32)


def assert_parameters(block: nn.Module, wanted: Iterable[Key], what: str, mistake: str = "") -> None:
    """Check that a fresh block has these parameters, each so many times, whatever their names and order.

    mistake: a sentence that says what makes them other ones, where that is known.
    Raises AssertionError that lists what is missing and what is too many.
    """
    compare(Counter(key for _, _, key in kinds_of(block)), Counter(wanted), what, mistake)


def compare(has: Counter[Key], should: Counter[Key], what: str, mistake: str = "") -> None:
    """AssertionError unless both are the same; see `assert_parameters`."""
    if has == should:
        return
    lines = [f"{what} has other parameters than it should have."]
    lines += [f"  missing: {in_words(key, n)}" for key, n in (should - has).items()]
    lines += [f"  too many: {in_words(key, n)}" for key, n in (has - should).items()]
    likely = mistake or _likely(has, should)
    raise AssertionError("\n".join(lines + [f"Likely mistake: {likely}"] * bool(likely)))


def _likely(has: Counter[Key], should: Counter[Key]) -> str:
    """What may have gone wrong where a module has other parameters than it should have; empty if unknown."""
    if not has:
        return "layers that are kept in a plain list, or made in `forward`."
    if any(0 in shape for _, shape in has):
        return "a layer without any unit, as a number of units is rounded down to 0."
    if not has - should:
        return "a layer is left out or used twice, or is kept where PyTorch does not see it (a plain list)."
    return ""


def in_words(key: Key, count: int) -> str:
    """So many parameters of this kind and shape, for messages."""
    kind, shape = key
    one = {"scale": "normalisation scale", "offset": "offset or bias", "weight": "weight"}
    many = {"scale": "normalisation scales", "offset": "offsets or biases", "weight": "weights"}
    return f"{count} {(one if count == 1 else many)[kind]} of shape {shape}"
