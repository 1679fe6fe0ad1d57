"""Two processes under torchrun, talking through gloo on this machine, against one process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from course_utils.training import fit
from course_utils.training._history import CURVES, History
from tests.course_utils.training.training_cases import network, patterns, same_weights, shift_by_noise
from tests.harness import REPO

SETTINGS = {"batch_size": 32, "rate": 0.05, "progress": False, "precision": "float32", "device": "cpu"}
BY_TORCHRUN = """
import json, os, sys, warnings
import torch
from course_utils.training import __main__ as train
from course_utils.training import Diverged, fit
from tests.course_utils.training.test_distributed import SETTINGS
from tests.course_utils.training.training_cases import network, patterns, shift_by_noise

rank = int(os.environ["RANK"])

def run(name, model, **changes):
    history = fit(model, patterns(), **SETTINGS | {"epochs": 3} | changes)
    torch.save(model.state_dict(), f"{name}-{rank}.pt")
    history.save(f"{name}-{rank}.json")

run("plain", network(normalise=False), augment=shift_by_noise, checkpoint="plain.ckpt")
run("norm", network(dropout=0.2, seed=rank), checkpoint="norm.ckpt", epochs=2)
run("resumed", network(dropout=0.2, seed=9), resume="norm.ckpt")
run("whole", network(dropout=0.2))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always", Diverged)
    run("diverged", network(normalise=False), rate=1e20)
    print(f"rank {rank} warned {len(caught)} times")
train.main(["--model", "tests.course_utils.training.training_cases:for_digits", "--data", "digits",
            "--epochs", "1",
            "--device", "cpu", "--out", f"log-of-{rank}"])
"""  # the command leaves the team, so it comes last


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where two processes left what they learned."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "script.py").write_text(BY_TORCHRUN)
    command = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--nproc-per-node",
        "2",
        "--rdzv-backend",
        "c10d",
    ]
    command += ["--rdzv-endpoint", "127.0.0.1:0", "--local-addr", "127.0.0.1", "script.py"]
    settings = {"PYTHONPATH": str(REPO), "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
    with (
        open(folder / "output.txt", "w") as output,
        subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | settings,
            stdout=output,
            stderr=output,
            start_new_session=True,
        ) as torchrun,
    ):
        try:
            code = torchrun.wait(timeout=120)
        finally:
            if torchrun.poll() is None:  # its processes too, which wait for each other
                torchrun.send_signal(signal.SIGTERM)
    assert code == 0, (folder / "output.txt").read_text()[-3000:]
    return folder


def learned(folder: Path, name: str) -> torch.nn.Module:
    """The model that a process saved; it is the same in both."""
    models = [network(normalise=not name.startswith("plain")) for _ in range(2)]
    for rank, model in enumerate(models):
        model.load_state_dict(torch.load(folder / f"{name}-{rank}.pt", weights_only=True))
    assert same_weights(*models), f"{name}: the processes disagree"
    return models[0]


@pytest.mark.slow
def test_two_processes_learn_what_one_learns(folder: Path) -> None:
    alone = network(normalise=False)
    want = fit(alone, patterns(), epochs=3, augment=shift_by_noise, **SETTINGS)  # type: ignore[arg-type]
    together = learned(folder, "plain")
    for got, value in zip(together.state_dict().values(), alone.state_dict().values(), strict=True):
        torch.testing.assert_close(got, value, rtol=1e-4, atol=1e-5)
    for rank in range(2):
        history = History.load(folder / f"plain-{rank}.json")
        assert history.settings["processes"] == 2
        for name in set(CURVES) - {"seconds"}:
            assert getattr(history, name) == pytest.approx(getattr(want, name), rel=1e-4), name


@pytest.mark.slow
def test_processes_that_start_apart_end_alike(folder: Path) -> None:
    model = learned(folder, "norm")
    assert not same_weights(model, network())
    histories = [History.load(folder / f"norm-{rank}.json") for rank in range(2)]
    assert histories[0].validation_loss == histories[1].validation_loss


@pytest.mark.slow
def test_a_resumed_team_equals_one_never_stopped(folder: Path) -> None:
    assert same_weights(learned(folder, "resumed"), learned(folder, "whole"))


@pytest.mark.slow
def test_a_team_stops_together_when_it_diverges(folder: Path) -> None:
    for rank in range(2):
        assert History.load(folder / f"diverged-{rank}.json").diverged
    output = (folder / "output.txt").read_text()
    assert "rank 0 warned 1 times" in output
    assert "rank 1 warned 0 times" in output


@pytest.mark.slow
def test_only_the_leader_writes(folder: Path) -> None:
    assert len(History.load(folder / "log-of-0.json")) == 1
    assert (folder / "log-of-0.png").exists()
    assert not (folder / "log-of-1.json").exists()
    assert not list(folder.glob("*.part"))
