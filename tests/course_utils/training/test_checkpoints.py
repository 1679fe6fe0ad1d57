"""Checkpoints: exact when resumed; whole, or not there; refused when damaged, foreign or of another run."""

from __future__ import annotations

import errno
import io
import os
import pickle
import resource
import signal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from course_utils.training import _checkpoints, fit
from course_utils.training._checkpoints import CheckpointError
from course_utils.training._history import CURVES, History
from tests.course_utils.training.training_cases import Interrupting, network, patterns, same_weights

SETTINGS: dict[str, Any] = {
    "batch_size": 32, "rate": 0.05, "progress": False, "precision": "float32", "device": "cpu", "seed": 3
}  # fmt: skip


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums are formed in one order, so that equal runs are equal in every bit."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A checkpoint after two epochs."""
    fit(network(), patterns(), epochs=2, checkpoint=tmp_path / "run.pt", **SETTINGS)
    return tmp_path / "run.pt"


def curves(history: History) -> dict[str, list[float]]:
    """All of a history but the time it took."""
    return {name: getattr(history, name) for name in CURVES if name != "seconds"}


@pytest.mark.parametrize("schedule", ["plateau", "steps", "cosine", "constant"])
def test_a_resumed_run_equals_one_never_stopped(schedule: str, tmp_path: Path) -> None:
    data, path = patterns(noise=2.0), tmp_path / "run.pt"  # noisy: so that the plateau schedule has to act
    whole, broken, resumed = (network(dropout=0.3) for _ in range(3))
    settings = SETTINGS | {"epochs": 12, "schedule": schedule, "checkpoint": path}
    want = fit(whole, data, augment=Interrupting(last=-1), **settings)
    state = _checkpoints.load(path)
    stopped = fit(broken, data, augment=Interrupting(last=48), **settings)  # 5 batches each: in epoch 10
    assert stopped.interrupted
    assert len(stopped) == 9
    got = fit(resumed, data, augment=Interrupting(last=-1), resume=path, **settings)
    assert same_weights(resumed, whole)
    assert curves(got) == curves(want)
    assert not got.interrupted
    again = _checkpoints.load(path)
    momentum, other = (s["optimiser"]["state"] for s in (state, again))
    assert all(torch.equal(momentum[k]["momentum_buffer"], other[k]["momentum_buffer"]) for k in momentum)
    assert state["scheduler"] == again["scheduler"]
    if schedule == "plateau":
        assert want.rate[-1] < want.rate[0]


def test_a_finished_run_is_resumed_without_training(path: Path) -> None:
    model = network(seed=8)
    history = fit(model, patterns(), epochs=2, resume=path, **SETTINGS)
    assert len(history) == 2
    saved = _checkpoints.load(path)["model"]
    assert all(torch.equal(value, saved[name]) for name, value in model.state_dict().items())


def test_auto_goes_on_in_the_precision_it_chose_before(path: Path) -> None:
    history = fit(network(), patterns(), epochs=3, resume=path, **SETTINGS | {"precision": "auto"})
    assert history.settings["precision"] == "float32"
    assert len(history) == 3


def test_resuming_from_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no checkpoint"):
        fit(network(), patterns(), epochs=1, resume=tmp_path / "none.pt", **SETTINGS)


MISMATCHES = {
    "batch_size": ({"batch_size": 64}, "batch_size is 64, was 32"),
    "seed": ({"seed": 4}, "seed is 4, was 3"),
    "precision": ({"precision": "bfloat16"}, "precision is 'bfloat16', was 'float32'"),
    "schedule": ({"schedule": "cosine"}, "schedule is 'cosine', was 'plateau'"),
    "augment": ({"augment": Interrupting(-1)}, "augment is 'shift_by_noise', was 'None'"),
}


@pytest.mark.parametrize("case", MISMATCHES)
def test_other_settings_are_refused(case: str, path: Path) -> None:
    change, message = MISMATCHES[case]
    model, twin = network(), network()
    with pytest.raises(CheckpointError, match=message):
        fit(model, patterns(), epochs=3, resume=path, **SETTINGS | change)
    assert same_weights(model, twin)


def test_other_data_are_refused(path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"images is \[99, 2, 6, 6\], was \[150, 2, 6, 6\]"):
        fit(network(), patterns(99), epochs=3, resume=path, **SETTINGS)


def test_another_model_is_refused_and_stays_as_it_was(path: Path) -> None:
    model, twin = (nn.Sequential(nn.Flatten(), nn.Linear(72, 4)) for _ in range(2))
    twin.load_state_dict(model.state_dict())
    with pytest.raises(CheckpointError, match=r"0.weight of the model has shape None, had \(8, 2, 3, 3\)"):
        fit(model, patterns(), epochs=3, resume=path, **SETTINGS)
    assert same_weights(model, twin)
    wide = network(classes=8)
    with pytest.raises(CheckpointError, match=r"5.weight of the model has shape \(8, 288\), had \(4, 288\)"):
        fit(wide, patterns(), epochs=3, resume=path, **SETTINGS)
    assert same_weights(wide, network(classes=8))


def test_epochs_may_be_added_unless_the_schedule_counts_on_them(path: Path, tmp_path: Path) -> None:
    assert len(fit(network(), patterns(), epochs=4, resume=path, **SETTINGS)) == 4
    cosine = SETTINGS | {"schedule": "cosine"}
    fit(network(), patterns(), epochs=2, checkpoint=tmp_path / "cosine.pt", **cosine)
    with pytest.raises(CheckpointError, match="epochs is 4, was 2"):
        fit(network(), patterns(), epochs=4, resume=tmp_path / "cosine.pt", **cosine)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.999])
def test_a_truncated_checkpoint_is_refused(share: float, path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(CheckpointError, match=r"(damaged|no checkpoint).*leave `resume` out"):
        fit(network(), patterns(), epochs=3, resume=path, **SETTINGS)


def test_no_flipped_bit_goes_unnoticed(path: Path) -> None:
    whole = path.read_bytes()
    for place in [*range(100), *range(100, len(whole), 97), len(whole) - 1]:
        broken = bytearray(whole)
        broken[place] ^= 0x10
        path.write_bytes(broken)
        with pytest.raises(CheckpointError):
            _checkpoints.load(path)


class Payload:
    """Code that runs when an ordinary unpickler reads it."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return os.mkdir, (str(self.target),)


def test_a_checkpoint_cannot_run_code(tmp_path: Path) -> None:
    """Not even one whose checksum is right."""
    target, path, body = tmp_path / "ran", tmp_path / "evil.pt", io.BytesIO()
    torch.save({"settings": Payload(target)}, body)
    for content in (body.getvalue(), pickle.dumps(Payload(target), protocol=2)):
        path.write_bytes(_checkpoints.HEADER + sha256(content).digest() + content)
        with pytest.raises(CheckpointError, match="holds more than numbers"):
            _checkpoints.load(path)
    assert not target.exists()


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    torch.save(network().state_dict(), path)
    with pytest.raises(CheckpointError, match="no checkpoint that `fit` wrote"):
        _checkpoints.load(path)


@pytest.mark.parametrize("stage", ["fsync", "replace"])
def test_a_failed_write_keeps_the_earlier_checkpoint(
    stage: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def fail(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, stage, fail)
    with pytest.raises(OSError, match=r"could not be written: .*No space left"):
        fit(network(), patterns(), epochs=1, checkpoint=path, **SETTINGS)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_full_disk_keeps_the_earlier_checkpoint(path: Path) -> None:
    """A limit on file size stands in for the full disk: the write stops in the middle."""
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, limits[1]))
    try:
        with pytest.raises(OSError, match="could not be written"):
            fit(network(), patterns(), epochs=1, checkpoint=path, **SETTINGS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"missing.*could not be written"):
        fit(network(), patterns(), epochs=1, checkpoint=tmp_path / "missing" / "run.pt", **SETTINGS)
