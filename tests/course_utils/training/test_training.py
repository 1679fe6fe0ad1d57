"""Training: against a loop written by hand, reproducible, interruptible, and clear about wrong input."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from course_utils.data import ImageData, Split
from course_utils.training import Diverged, evaluate, fit
from tests.course_utils.training.training_cases import (
    Interrupting,
    Watching,
    network,
    patterns,
    same_weights,
    shift_by_noise,
)

QUIET: dict[str, Any] = {"progress": False, "precision": "float32", "device": "cpu"}


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small networks run faster on one thread, and sums are then formed in one order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def test_fit_learns_what_can_be_learned() -> None:
    data = patterns()
    model = network()
    history = fit(model, data, epochs=6, batch_size=32, **QUIET)
    assert len(history) == 6
    assert not history.interrupted
    assert not history.diverged
    assert not model.training
    assert history.train_loss[-1] < 0.2 < history.train_loss[0]
    assert evaluate(model, data.test)[1] < 0.05


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_fit_computes_what_a_loop_written_by_hand_computes(momentum: float) -> None:
    data, model, twin, watch = patterns(), network(), network(), Watching()
    fit(model, data, epochs=3, batch_size=32, rate=0.05, momentum=momentum, weight_decay=1e-3, seed=5,
        schedule="constant", augment=watch, channels_last=False, **QUIET)  # fmt: skip
    velocity = [torch.zeros_like(weight) for weight in twin.parameters()]
    assert len(watch.batches) == 3 * 5
    for images, labels in watch.labelled(data.train):
        twin.zero_grad()
        cross_entropy(twin(images), labels).backward()
        with torch.no_grad():
            for weight, v in zip(twin.parameters(), velocity, strict=True):
                v.mul_(momentum).add_(weight.grad + 1e-3 * weight)
                weight -= 0.05 * v
    for got, want in zip(model.state_dict().values(), twin.state_dict().values(), strict=True):
        torch.testing.assert_close(got, want, rtol=1e-4, atol=1e-6)


def test_history_holds_the_measured_means() -> None:
    data, model, watch = patterns(96), network(), Watching()
    # A vanishing rate: the model stays as it is, so both means can be computed afterwards.
    history = fit(model, data, epochs=1, rate=1e-30, batch_size=32, augment=watch, **QUIET)
    model.train()
    pairs = [(model(x), y) for x, y in watch.labelled(data.train)]
    loss = np.mean([cross_entropy(scores, labels).item() for scores, labels in pairs])
    error = np.mean([(scores.argmax(1) != labels).float().mean() for scores, labels in pairs])
    assert history.train_loss == [pytest.approx(loss, rel=1e-5)]
    assert history.train_error == [pytest.approx(error)]


def test_every_epoch_takes_every_image_once_in_an_order_of_its_own() -> None:
    data, watch = patterns(), Watching()
    fit(network(), data, epochs=2, batch_size=32, augment=watch, **QUIET)
    first, second = (torch.cat(watch.places(data.train)[at : at + 5]).tolist() for at in (0, 5))
    assert sorted(first) == sorted(second) == list(range(150))
    assert first != second
    assert first != sorted(first)


def test_evaluate_matches_numpy_for_every_batch_size() -> None:
    model, split = network(dropout=0.5), patterns().validation
    model.train()
    measured = [evaluate(model, split, batch_size=size) for size in (1, 32, 70, 1000)]
    assert model.training
    model.eval()
    scores = model(split.images).detach().double().numpy()
    labels = split.labels.numpy()
    log_probabilities = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    want_loss = -log_probabilities[np.arange(len(labels)), labels].mean()
    want_error = (scores.argmax(axis=1) != labels).mean()
    for loss, error in measured:
        assert loss == pytest.approx(want_loss, rel=1e-5)
        assert error == pytest.approx(want_error)


def test_the_seed_decides_order_augmentation_and_dropout() -> None:
    def trained(seed: int) -> nn.Module:
        model = network(dropout=0.3)
        fit(model, patterns(), epochs=2, seed=seed, batch_size=32, augment=shift_by_noise, **QUIET)
        return model

    torch.manual_seed(7)
    before = torch.get_rng_state()
    first = trained(1)
    torch.rand(3)
    assert same_weights(first, trained(1))
    assert not same_weights(first, trained(2))
    torch.set_rng_state(before)
    model = network()
    state = torch.get_rng_state()
    fit(model, patterns(), epochs=1, **QUIET)
    assert torch.equal(torch.get_rng_state(), state), "fit changed the caller's random numbers"


def test_images_left_over_that_batch_norm_cannot_take_are_skipped() -> None:
    model = nn.Sequential(nn.Flatten(), nn.Linear(72, 4), nn.BatchNorm1d(4))
    history = fit(model, patterns(65), epochs=1, batch_size=32, **QUIET)  # 32 + 32 + 1
    assert len(history) == 1


def test_single_image_steps_are_allowed() -> None:
    model = nn.Sequential(nn.Flatten(), nn.Linear(72, 4))
    assert fit(model, patterns(20), epochs=2, batch_size=1, rate=0.01, **QUIET).train_error[-1] < 0.5


def test_stopping_returns_what_was_learned_so_far() -> None:
    model, untrained = network(), network()
    stop = Interrupting(last=8)  # five batches an epoch: in the middle of the second
    history = fit(model, patterns(), epochs=9, batch_size=32, augment=stop, **QUIET)
    assert history.interrupted
    assert len(history) == 1
    assert not model.training
    assert not same_weights(model, untrained)
    assert "interrupted" in str(history)


def test_a_diverging_run_stops_early_and_says_what_to_try() -> None:
    calls = Interrupting(last=-1)  # 50 batches an epoch
    with pytest.warns(Diverged, match=r"epoch 1.*rate below 1e\+20.*standardised") as caught:
        history = fit(network(normalise=False), patterns(400), epochs=50, rate=1e20, batch_size=8,
                      augment=calls, **QUIET)  # fmt: skip
    assert caught[0].filename == __file__
    assert history.diverged
    assert len(history) == 0
    assert calls.calls < 25, "went on for half an epoch or more"


class Exploding(nn.Module):
    """Fine while training, infinite when measured, as a net with wrong running statistics."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(72, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        scores = self.layer(x.flatten(1))
        return scores if self.training else scores * float("nan")


def test_an_infinite_validation_loss_counts_as_diverged() -> None:
    with pytest.warns(Diverged):
        history = fit(Exploding(), patterns(), epochs=5, **QUIET)
    assert history.diverged
    assert len(history) == 0


class Viewing(nn.Module):
    """Takes for granted that memory is laid out channel by channel."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.last = nn.Conv2d(2, 8, 3), nn.Linear(8 * 16, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv(x)
        return self.last(x.view(len(x), -1))


def labelled(images: torch.Tensor) -> ImageData:
    split = Split(images, torch.zeros(len(images), dtype=torch.int64))
    return ImageData("made", split, split, split, ("a", "b"), torch.zeros(2), torch.ones(2))


WRONG: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "class instead of model": (lambda: fit(nn.Identity, patterns(), epochs=1), TypeError, "forget to call"),
    "tensor instead of data": (lambda: fit(network(), torch.zeros(3), epochs=1), TypeError, "ImageData"),
    "no epochs": (lambda: fit(network(), patterns(), epochs=0), ValueError, "epochs must be a whole number"),
    "half an epoch": (lambda: fit(network(), patterns(), epochs=0.5), ValueError, "got 0.5"),
    "no rate": (lambda: fit(network(), patterns(), epochs=1, rate=0), ValueError, "rate must be positive"),
    "nan rate": (lambda: fit(network(), patterns(), epochs=1, rate=float("nan")), ValueError, "got nan"),
    "momentum": (lambda: fit(network(), patterns(), epochs=1, momentum=1), ValueError, "momentum must be"),
    "decay": (lambda: fit(network(), patterns(), epochs=1, weight_decay=-1), ValueError, "weight_decay"),
    "batch": (lambda: fit(network(), patterns(), epochs=1, batch_size=0), ValueError, "batch_size"),
    "schedule": (lambda: fit(network(), patterns(), epochs=1, schedule="no"), ValueError, "plateau, steps"),
    "precision": (lambda: fit(network(), patterns(), epochs=1, precision="fp8"), ValueError, "auto, float32"),
    "augment": (lambda: fit(network(), patterns(), epochs=1, augment=True), TypeError, "augment must be"),
    "no such GPU": (lambda: fit(network(), patterns(), epochs=1, device="cuda:99"), ValueError, "cuda:99"),
    "frozen": (
        lambda: fit(network().requires_grad_(False), patterns(), epochs=1), ValueError, "no weights to learn"
    ),
    "too few scores": (
        lambda: fit(network(classes=3), patterns(), epochs=1), ValueError, r"\(N, 4\).*returned \(2, 3\)"
    ),
    "scores for each pixel": (
        lambda: fit(nn.Conv2d(2, 4, 1), patterns(), epochs=1), ValueError, r"returned \(2, 4, 6, 6\)"
    ),
    "wrong images": (
        lambda: fit(nn.Conv2d(3, 4, 1), patterns(), epochs=1), ValueError, r"cannot take .*\(2, 6, 6\)"
    ),
    "view": (lambda: fit(Viewing(), patterns(), epochs=1), ValueError, r"x.flatten\(1\)"),
    "bytes": (
        lambda: fit(network(), labelled(torch.zeros(4, 2, 6, 6, dtype=torch.uint8)), epochs=1),
        ValueError, "standardised",
    ),
    "one image": (
        lambda: fit(network(classes=2), labelled(torch.zeros(1, 2, 6, 6)), epochs=1), ValueError, "too few"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_refused_clearly(case: str) -> None:
    call, kind, message = WRONG[case]
    with pytest.raises(kind, match=message):
        call()


def test_a_model_that_views_trains_without_channels_last() -> None:
    assert len(fit(Viewing(), patterns(), epochs=1, channels_last=False, **QUIET)) == 1


def test_fit_follows_the_schedule() -> None:
    history = fit(network(), patterns(), epochs=4, schedule="steps", **QUIET)
    assert history.rate == pytest.approx([0.1, 0.1, 0.01, 0.001])


def test_bfloat16_trains_as_well() -> None:
    model = network()
    history = fit(model, patterns(), epochs=6, batch_size=32, **QUIET | {"precision": "bfloat16"})
    assert history.settings["precision"] == "bfloat16"
    assert history.validation_error[-1] < 0.1
    assert all(weight.dtype == torch.float32 for weight in model.parameters())
    assert not same_weights(model, _float32_twin())


def _float32_twin() -> nn.Module:
    model = network()
    fit(model, patterns(), epochs=6, batch_size=32, **QUIET)
    return model


def test_auto_records_what_it_chose() -> None:
    history = fit(network(), patterns(), epochs=1, progress=False, device="cpu")
    assert history.settings["precision"] in ("float32", "bfloat16")


def test_convolutions_are_laid_out_channels_last_unless_told_otherwise() -> None:
    for wanted in (True, False):
        model = network()
        fit(model, patterns(), epochs=1, channels_last=wanted, **QUIET)
        weight = model[0].weight
        assert weight.is_contiguous(memory_format=torch.channels_last) == wanted


def test_compile_trains_the_given_model(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[nn.Module] = []

    def compiled(model: nn.Module) -> nn.Module:
        seen.append(model)
        return nn.Sequential(model)

    monkeypatch.setattr(torch, "compile", compiled)
    model = network()
    fit(model, patterns(), epochs=1, compile=True, **QUIET)
    assert seen == [model]
    assert not same_weights(model, network())


def test_the_bar_shows_loss_and_accuracy(capsys: pytest.CaptureFixture[str]) -> None:
    fit(network(), patterns(), epochs=2, **QUIET | {"progress": True})
    shown = capsys.readouterr().err
    assert "epoch 2/2" in shown
    assert "loss=" in shown
    assert "accuracy=" in shown
    fit(network(), patterns(), epochs=1, **QUIET)
    assert capsys.readouterr().err == ""


def test_importing_training_leaves_matplotlib_alone() -> None:
    code = "import sys, course_utils.training; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0
