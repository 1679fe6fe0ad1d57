"""Train a model from the command line, and write a log and a figure: for runs too long for a notebook.

python -m course_utils.training --model my_networks:resnet20 --data cifar10 --augment --out runs/resnet20
torchrun --nproc-per-node 4 -m course_utils.training …    the same on four GPUs

FACTORY is called with the --with arguments, and returns the model. Writes OUT.json and OUT.png.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from course_utils import data, training
from course_utils.data.augment import Augment
from course_utils.data.sources import SOURCES
from course_utils.training._devices import join_team, leave_team
from course_utils.training._recipe import PRECISIONS, SCHEDULES

__all__ = ["main", "make_model"]


def make_model(name: str, arguments: dict[str, Any]) -> nn.Module:
    """Call the factory that `name`, MODULE:FACTORY, stands for. ValueError if there is no such thing."""
    module_name, colon, factory_name = name.partition(":")
    if not (module_name and colon and factory_name):
        raise ValueError(f"--model must be MODULE:FACTORY, such as my_networks:resnet20; got {name!r}")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name not in (module_name, module_name.partition(".")[0]):
            raise  # the module is there, and misses another one
        raise ValueError(f"no module is called {module_name!r}; run this from the folder it is in") from error
    factory = getattr(module, factory_name, None)
    if not callable(factory):
        raise ValueError(f"{module_name} has no function or class {factory_name!r}")
    model = factory(**arguments)
    if not isinstance(model, nn.Module):
        raise ValueError(f"{name} must return an nn.Module, returned {type(model).__name__}")
    return model


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0, or 1 if training diverged or was interrupted; 2 for wrong arguments."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return _train(options)
    except (ValueError, TypeError, OSError, data.DataUnavailableError) as error:
        parser.exit(2, f"{parser.prog}: {error}\n")


def _train(options: argparse.Namespace) -> int:
    torch.manual_seed(options.seed)
    torch.backends.cudnn.benchmark = True  # every batch has the same shape, so trying algorithms out pays
    model = make_model(options.model, dict(options.arguments))
    device = training.pick_device(options.device)
    team = join_team(device)
    images = data.load(
        options.data, validation=options.validation, seed=options.seed, limit=options.limit
    ).standardised()
    history = training.fit(
        model,
        images,
        epochs=options.epochs,
        rate=options.rate,
        batch_size=options.batch_size,
        momentum=options.momentum,
        weight_decay=options.weight_decay,
        schedule=options.schedule,
        augment=Augment() if options.augment else None,
        precision=options.precision,
        compile=options.compile,
        device=device,
        seed=options.seed,
        checkpoint=options.checkpoint,
        resume=options.checkpoint if options.checkpoint and options.checkpoint.exists() else None,
    )
    if team.leads:
        title = f"{options.model} on {images.name}"
        history.settings |= {"factory": options.model, "with": dict(options.arguments)}
        if not history.diverged:
            test_loss, test_error = training.evaluate(model, images.test)
            history.settings |= {"test_loss": test_loss, "test_error": test_error}
            title += f", test error {test_error:.2%}"
        _write(history, options.out, title)
    if not history.interrupted:  # who was stopped must not wait for the others
        leave_team()
    return int(history.diverged or history.interrupted)


def _write(history: training.History, out: Path, title: str) -> None:
    """OUT.json, and OUT.png if there is anything to draw."""
    out.parent.mkdir(parents=True, exist_ok=True)
    history.save(f"{out}.json")
    print(f"{title}\n{history}\nwrote {out}.json")
    if not len(history):
        return
    from matplotlib import pyplot as plt

    history.plot()
    plt.suptitle(title)
    plt.savefig(f"{out}.png", dpi=150)
    plt.close()
    print(f"wrote {out}.png")


def _parser() -> argparse.ArgumentParser:
    head, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m course_utils.training",
        description=head,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--model", required=True, metavar="MODULE:FACTORY", help="what makes the network")
    add("--with", dest="arguments", type=_assignment, action="append", default=[], metavar="NAME=VALUE",
        help="an argument for FACTORY; may be repeated")  # fmt: skip
    add("--data", required=True, choices=sorted(SOURCES), help="what it learns")
    add(
        "--out", type=Path, default=Path("training"), help="log and figure without ending (default: training)"
    )
    add("--epochs", type=int, default=60, help="times through the data (default: 60)")
    add("--rate", type=float, default=0.1, help="learning rate at the start (default: 0.1)")
    add("--batch-size", type=int, default=256, help="images a step, in all processes (default: 256)")
    add("--momentum", type=float, default=0.9, help="(default: 0.9)")
    add("--weight-decay", type=float, default=1e-4, help="(default: 0.0001)")
    add("--schedule", choices=SCHEDULES, default="plateau", help="of the rate (default: plateau)")
    add("--augment", action="store_true", help="mirror and shift the images; not for digits")
    add("--precision", choices=PRECISIONS, default="auto", help="(default: auto, the faster one)")
    add("--compile", action="store_true", help="use torch.compile")
    add("--device", help="cuda, mps or cpu (default: the best there is)")
    add("--seed", type=int, default=0, help="of weights, splits and batches (default: 0)")
    add("--validation", type=float, default=0.1, help="share of the training images held out (default: 0.1)")
    add("--limit", type=int, help="at most so many images a split, for a trial")
    add(
        "--checkpoint", type=Path, help="file kept after each epoch; if it is there, training goes on from it"
    )
    return parser


def _assignment(text: str) -> tuple[str, Any]:
    """NAME=VALUE as a pair; VALUE is read as JSON (3, 0.5, true, [1, 2]), else taken as text."""
    name, equals, value = text.partition("=")
    if not (name.isidentifier() and equals):
        raise argparse.ArgumentTypeError(f"must be NAME=VALUE, got {text!r}")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


if __name__ == "__main__":
    sys.exit(main())
