"""Images a second in training: our `fit`, the loops one would otherwise write, and the best loop as limit.

    python benchmarks/training.py                 ResNet-20 and a small network, on the best device here
    python benchmarks/training.py --threads 1 --clock cpu           on a machine that others use as well

All are measured in turn, each in a process of its own, on the same images, augmented in the same way
(mirror, shift by up to 4 pixels, standardise). A round is one pass over the images; a ratio is the median of
the rounds' ratios, so that another program on the machine disturbs both sides of it. The first round is not
counted.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import multiprocessing
import os
import platform
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from statistics import median

import torch
from peers import Loader, bare_loop, lightning_loop, loader_loop
from torch import nn
from torch.nn import functional

from course_utils.data import ImageData, Split
from course_utils.data._image_data import channel_statistics
from course_utils.data.augment import Augment
from course_utils.training import fit
from course_utils.training._devices import Team, pick_device, synchronise
from course_utils.training._preparation import choose_precision
from course_utils.training._recipe import Recipe

PEER = "DataLoader loop"
MIXED = f"{PEER}, bfloat16"  # the reference scripts have no mixed precision on a CPU, but one can add it
LIGHTNING = "Lightning"
LIMIT = "bare loop"
OURS = "course_utils fit"
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
GOALS = {"ResNet-20": 1.9, "small network": 2.5}


class Block(nn.Module):
    """Two 3×3 convolutions and a shortcut without weights (He et al. 2015, option A)."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.stride = outputs // inputs
        self.conv1 = nn.Conv2d(inputs, outputs, 3, self.stride, 1, bias=False)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm1, self.norm2 = nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """relu(F(x) + shortcut(x))."""
        y = self.norm2(self.conv2(functional.relu(self.norm1(self.conv1(x)))))
        if self.stride > 1:
            x = functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, y.shape[1] - x.shape[1]))
        return functional.relu(y + x)


def resnet20() -> nn.Module:
    """The 20 layers of He et al. 2015, section 4.2: .27 M weights."""
    blocks = [
        Block(i, o) for i, o in [(16, 16)] * 3 + [(16, 32)] + [(32, 32)] * 2 + [(32, 64)] + [(64, 64)] * 2
    ]
    stem = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def small_network() -> nn.Module:
    """Three convolutions of 16, 32 and 64 channels with ReLU and pooling, and a linear layer."""
    layers: list[nn.Module] = []
    for inputs, outputs in ((3, 16), (16, 32), (32, 64)):
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 4 * 4, 10))


NETWORKS: dict[str, Callable[[], nn.Module]] = {"ResNet-20": resnet20, "small network": small_network}


def images(count: int) -> ImageData:
    """Random 32×32 colour images as bytes: what they show does not change how long a step takes."""
    generator = torch.Generator().manual_seed(0)
    pixels = torch.randint(256, (count + 64, 3, 32, 32), dtype=torch.uint8, generator=generator)
    labels = torch.randint(10, (count + 64,), generator=generator)
    train, rest = Split(pixels[:-64], labels[:-64]), Split(pixels[-64:], labels[-64:])
    return ImageData("random", train, rest, rest, tuple("0123456789"), *channel_statistics(train.images))


def contestant(
    name: str, network: str, precision: str, device: torch.device, options: argparse.Namespace
) -> Callable[[], float | None]:
    """One pass over the training images, which may say itself how many seconds it took."""
    data, model = images(options.images), NETWORKS[network]()
    if name in (OURS, LIMIT):
        ready = data.standardised().to(device)
        if name == LIMIT:
            return bare_loop(model, ready, options.batch, precision, device)

        def our_fit() -> None:
            fit(model, ready, epochs=1, rate=0.01, batch_size=options.batch, augment=Augment(),
                precision=precision, device=device)  # fmt: skip

        return our_fit
    loader = Loader(data, options.batch, options.workers, device)
    if name == LIGHTNING:
        return lightning_loop(model, loader, CLOCKS[options.clock])
    return loader_loop(model, loader, amp=name == MIXED or device.type == "cuda")


def serve(
    connection: Connection, name: str, network: str, precision: str, options: argparse.Namespace
) -> None:
    """A contestant's process: a pass, timed, for each message."""
    device, clock = set_up(options), CLOCKS[options.clock]
    once = contestant(name, network, precision, device, options)
    while connection.recv():
        synchronise(device)
        start = clock()
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
            own = once()
        synchronise(device)
        connection.send(own or clock() - start)


def measure(
    names: list[str], network: str, precision: str, options: argparse.Namespace
) -> dict[str, list[float]]:
    """Seconds of each contestant in each round. Who begins changes from round to round."""
    context = multiprocessing.get_context("spawn")
    connections = {}
    for name in names:
        connections[name], theirs = context.Pipe()
        context.Process(target=serve, args=(theirs, name, network, precision, options), daemon=True).start()
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(options.rounds + 1):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            connections[name].send(True)
            took = connections[name].recv()
            if number:
                seconds[name].append(took)
            print(f"\rround {number} of {options.rounds}: {name:<30}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for connection in connections.values():
        connection.send(False)
    return seconds


def report(network: str, count: int, seconds: dict[str, list[float]], device: torch.device) -> None:
    """A Markdown table, and whether the goals were met."""

    def ratio(name: str, other: str) -> float:
        return median(b / a for a, b in zip(seconds[name], seconds[other], strict=True))

    print(f"| {network} | images/s | × {PEER} | share of the {LIMIT} |\n|---|---:|---:|---:|")
    for name, values in seconds.items():
        speed = count / median(values)
        print(f"| {name} | {speed:,.0f} | {ratio(name, PEER):.2f} | {ratio(name, LIMIT):.0%} |")
    faster, share = ratio(OURS, PEER), ratio(OURS, LIMIT)
    goal = f"; {faster:.2f}× for a goal of {GOALS[network]}×" if device.type == "cpu" else ""
    print(f"\n{network}: {share:.1%} of the limit for a goal of 95 %{goal}\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default: 5)")
    parser.add_argument("--threads", type=int, help="threads of torch (default: its own choice)")
    parser.add_argument("--workers", type=int, default=0, help="processes of the DataLoader (default: 0)")
    parser.add_argument(
        "--clock",
        choices=CLOCKS,
        default="wall",
        help="cpu: seconds of processor, for 1 thread and 0 workers",
    )
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument(
        "--images", type=int, help="images a round (default: 1024; small network 4096; GPU 50000)"
    )
    parser.add_argument("--device", help="cuda, mps or cpu (default: the best there is)")
    options = parser.parse_args()
    device = set_up(options)
    names = [OURS, LIMIT, PEER]
    names += [MIXED] if device.type == "cpu" else []
    if importlib.util.find_spec("lightning"):
        names.append(LIGHTNING)
    else:
        print("Lightning is not installed (pip install lightning), so it is left out\n")
    print(f"{machine(device)}; batch {options.batch}, {options.rounds} rounds, {options.workers} workers, "
          f"{options.clock} clock\n")  # fmt: skip
    for network in options.networks:
        usual = 50_000 if device.type == "cuda" else 1024 if network == "ResNet-20" else 4096
        one = argparse.Namespace(**vars(options) | {"images": options.images or usual})
        precision = probe(network, device, one)
        report(network, one.images, measure(names, network, precision, one), device)


def set_up(options: argparse.Namespace) -> torch.device:
    """What every process begins with."""
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.backends.cudnn.benchmark = True
    return pick_device(options.device)


def probe(network: str, device: torch.device, options: argparse.Namespace) -> str:
    """The precision that `fit` chooses by itself."""
    start = time.perf_counter()
    ready = images(options.images).standardised().to(device)
    model = NETWORKS[network]().to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    precision = choose_precision(model, ready.train, Recipe(1, batch_size=options.batch), Team())
    print(f"{network}: the probe took {time.perf_counter() - start:.1f} s and chose {precision}\n")
    return precision


def machine(device: torch.device) -> str:
    """The machine and the versions, as far as they matter here."""
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else platform.machine()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    threads = f"{torch.get_num_threads()} threads on {cores} cores"
    return f"{device.type} ({name}), {threads}, Python {platform.python_version()}, torch {torch.__version__}"


if __name__ == "__main__":
    main()
