"""Blocks checked against functions and modules: any naming is right, and each wrong wiring is caught."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional

from course_utils.checks.wiring import (
    Parts,
    assert_norms_started,
    assert_parameters,
    assert_started,
    assert_wiring,
    fill,
    output,
)

X = torch.randn(4, 6, 5, 5, generator=torch.Generator().manual_seed(0))


def residual(x: torch.Tensor, parts: Parts) -> torch.Tensor:
    """relu(x + norm(conv(relu(norm(conv(x)))))), through four channels."""
    inner = torch.relu(parts.norm(parts.conv(x, 4)))
    return torch.relu(x + parts.norm(parts.conv(inner, 6, kernel=1)))


class Block(nn.Module):
    """The block of `residual`; `combine` and `last` are where mistakes go in."""

    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Conv2d(6, 4, 3, padding=1, bias=False), nn.Conv2d(4, 6, 1, bias=False)
        self.norm_one, self.norm_two = nn.BatchNorm2d(4), nn.BatchNorm2d(6)

    def branch(self, x):
        return self.norm_two(self.two(torch.relu(self.norm_one(self.one(x)))))

    def combine(self, x, branch):
        return torch.relu(x + branch)

    def forward(self, x):
        return self.combine(x, self.branch(x))


def variant(**methods):
    """A block whose class has these methods in place of its own."""
    return type("Variant", (Block,), methods)()


def backwards():
    """The same block with other names, made in the opposite order; a linear layer for the 1×1."""

    class Other(nn.Module):
        def __init__(self):
            super().__init__()
            self.z = nn.Sequential(nn.BatchNorm2d(6))
            self.y = nn.Linear(4, 6, bias=False)
            self.x = nn.Sequential(nn.Conv2d(6, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU())

        def forward(self, x):
            inner = self.x(x).movedim(1, -1)
            return (self.z(self.y(inner).movedim(-1, 1)) + x).relu()

    return Other()


@pytest.mark.parametrize("block", [Block, backwards, variant])
def test_right_blocks_pass_however_they_are_written(block):
    assert_wiring(block(), residual, X, "block(x)")


WRONG = {
    "no shortcut": {"combine": lambda self, x, branch: torch.relu(branch)},
    "the branch is left out": {"forward": lambda self, x: torch.relu(x + 0 * self.branch(x))},
    "multiplied": {"combine": lambda self, x, branch: torch.relu(x * branch)},
    "subtracted": {"combine": lambda self, x, branch: torch.relu(x - branch)},
    "ReLU before the addition": {"combine": lambda self, x, branch: x + torch.relu(branch)},
    "no last ReLU": {"combine": lambda self, x, branch: x + branch},
    "shortcut cut off from the gradient": {
        "combine": lambda self, x, branch: torch.relu(x.detach() + branch)
    },
    "branch cut off from the gradient": {"combine": lambda self, x, branch: torch.relu(x + branch.detach())},
    "norm after ReLU": {
        "branch": lambda self, x: self.norm_two(self.two(self.norm_one(torch.relu(self.one(x)))))
    },
    "no ReLU inside": {"branch": lambda self, x: self.norm_two(self.two(self.norm_one(self.one(x))))},
    "zeros": {"forward": lambda self, x: torch.zeros_like(x) + 0 * self.branch(x)},
    "batch statistics in evaluation mode, too": {
        "eval": lambda self: self,
        "forward": lambda self, x: self.train() and self.combine(x, self.branch(x)),
    },
    "running statistics in training mode, too": {
        "train": lambda self, mode=True: nn.Module.train(self, False),
    },
    "writes into its input": {
        "combine": lambda self, x, branch: torch.relu(x.data.add_(branch.data) * 0 + x + branch)
    },
}


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_wiring_is_caught(name):
    with pytest.raises(AssertionError, match=r"block\(x\)"):
        assert_wiring(variant(**WRONG[name]), residual, X, "block(x)")


def test_a_known_mistake_is_named():
    def without(x, parts):
        inner = torch.relu(parts.norm(parts.conv(x, 4)))
        return torch.relu(parts.norm(parts.conv(inner, 6, kernel=1)))

    with pytest.raises(AssertionError, match="Likely mistake: the shortcut is missing"):
        assert_wiring(
            variant(**WRONG["no shortcut"]),
            residual,
            X,
            "block(x)",
            mistakes={"the shortcut is missing": without, "cannot run": lambda x, parts: x @ x[:, :2]},
        )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda block: setattr(block, "two", nn.Conv2d(4, 6, 1)),
            "too many: 1 offset or bias of shape \\(6,\\)",
        ),
        (
            lambda block: setattr(block, "norm_two", nn.Identity()),
            "missing: 1 normalisation scale of shape \\(6,\\)",
        ),
        (lambda block: setattr(block, "one", nn.Conv2d(6, 4, 1, bias=False)), "missing: 1 weight of shape"),
    ],
)
def test_other_parameters_are_named(change, said):
    block = Block()
    change(block)
    with pytest.raises(AssertionError, match=said):
        assert_wiring(block, residual, X, "block(x)")


def test_parameters_are_counted_by_kind_and_shape():
    keys = [("weight", (4, 6, 3, 3)), ("weight", (6, 4))]
    keys += [(kind, (c,)) for kind in ("scale", "offset") for c in (4, 6)]
    assert_parameters(Block(), keys, "block")
    with pytest.raises(AssertionError, match="missing: 2 weights of shape \\(6, 4\\)"):
        assert_parameters(Block(), [*keys, keys[1], keys[1]], "block")


def test_fill_gives_constants_where_they_are_asked_for():
    block = Block()
    fill(block, weight=2, offset=-1)
    assert (block.one.weight == 2).all()
    assert (block.norm_one.bias == -1).all()
    assert block.norm_one.weight.std() > 0
    again = Block()
    fill(again)
    fill(block := Block())
    torch.testing.assert_close(block.state_dict(), again.state_dict())


def test_evaluation_alone_leaves_the_training_pass_out():
    class Dropped(Block):
        def branch(self, x):
            return functional.dropout(super().branch(x), 0.5, self.training)

    assert_wiring(Dropped(), residual, X, "block(x)", modes=("eval",))
    with pytest.raises(AssertionError):
        assert_wiring(Dropped(), residual, X, "block(x)")


def test_parameters_are_told_apart_by_role_however_they_start():
    block = Block()
    with torch.no_grad():
        block.one.weight.fill_(1)
        block.two.weight.zero_()
        block.norm_one.weight.fill_(0.5)
        block.norm_two.weight.zero_()
        block.norm_two.bias.fill_(1)
    assert_wiring(block, residual, X, "block(x)")


def test_fill_overwrites_running_statistics():
    block = Block()
    fill(block)
    assert block.norm_one.running_mean.std() > 0
    assert block.norm_one.running_var.std() > 0
    fill(block, weight=1)
    assert (block.norm_one.running_mean == 0).all()
    assert (block.norm_one.running_var == 1).all()


@pytest.mark.parametrize("other", [{"eps": 1e-4}, {"momentum": 0.01}, {"track_running_stats": False}])
def test_another_normalisation_than_the_default_is_caught(other):
    block = Block()
    block.norm_one = nn.BatchNorm2d(4, **other)
    with pytest.raises(AssertionError, match=r"block\(x\)"):
        assert_wiring(block, residual, X, "block(x)")


def test_a_mode_that_forward_leaves_behind_is_caught():
    def forward(self, x):
        result = Block.forward(self, x)
        self.norm_one.train(not self.training)
        return result

    with pytest.raises(AssertionError, match="in another mode than the block"):
        assert_wiring(variant(forward=forward), residual, X, "block(x)")


def square(x: torch.Tensor, parts: Parts) -> torch.Tensor:
    """Two convolutions of one shape."""
    return parts.conv(torch.relu(parts.conv(x, 6)), 6)


class Square(nn.Module):
    """The block of `square`; twice: its first convolution stands in the second one's place, too."""

    def __init__(self, twice=False):
        super().__init__()
        self.one, self.two = (nn.Conv2d(6, 6, 3, padding=1, bias=False) for _ in range(2))
        self.twice = twice

    def forward(self, x):
        return (self.one if self.twice else self.two)(torch.relu(self.one(x)))


def test_a_layer_that_is_used_twice_leaves_another_idle():
    assert_wiring(Square(), square, X, "block(x)")
    with pytest.raises(
        AssertionError, match=r"weight of shape \(6, 6, 3, 3\) gets no gradient.*\n.*used twice"
    ):
        assert_wiring(Square(twice=True), square, X, "block(x)")


def test_an_input_that_changes_only_without_gradients_is_caught():
    def forward(self, x):
        result = Block.forward(self, x)
        return result if torch.is_grad_enabled() else x.copy_(result)

    with pytest.raises(AssertionError, match=r"under torch.no_grad\(\) changes its input"):
        assert_wiring(variant(forward=forward), residual, X, "block(x)")


@pytest.mark.parametrize(
    ("forward", "said"),
    [
        (lambda self, x: None, "is None.\nLikely mistake: the method ends without `return`"),
        (lambda self, x: (x, x), "is tuple, but should be one tensor"),
        (lambda self, x: x.relu_(), "changes its input"),
    ],
)
def test_output_says_what_is_wrong_with_it(forward, said):
    with pytest.raises(AssertionError, match=said):
        output(variant(forward=forward), X, "block(x)")


def test_another_start_than_pytorchs_is_named():
    assert_started(Block(), "block")
    block = Block()
    nn.init.zeros_(block.one.weight)
    with pytest.raises(AssertionError, match="should start as PyTorch starts it"):
        assert_started(block, "block")
    block = Block()
    nn.init.zeros_(block.norm_one.weight)
    with pytest.raises(AssertionError, match="should start at 1, as PyTorch starts it"):
        assert_started(block, "block")


@pytest.mark.parametrize("name", ["weight", "bias", "running_mean", "running_var"])
def test_a_normalisation_that_starts_otherwise_is_named(name):
    assert_norms_started(Block(), "block")
    block = Block()
    nn.init.constant_(getattr(block.norm_two, name), 0.5)
    with pytest.raises(
        AssertionError, match=r"block: the .* of shape \(6,\) should start at [01], as PyTorch"
    ):
        assert_norms_started(block, "block")


class Net(nn.Module):
    """Linear, BN, ReLU, linear, without or with one mistake; layers of the shapes (4, 3) and (4, 4)."""

    def __init__(self, slip="", bias=True):
        super().__init__()
        self.first = nn.Linear(3, 4, bias=bias)
        self.norm = nn.BatchNorm1d(4)
        self.second = nn.Linear(4, 4)
        self.slip = slip

    def forward(self, x):
        y = self.norm(self.first(x))
        y = self.second(y if self.slip == "linear" else y.relu())
        return y.softmax(1) if self.slip == "softmax" else y


class Backwards(nn.Module):
    """Net with other names, made from the last layer to the first."""

    def __init__(self):
        super().__init__()
        self.c = nn.Linear(4, 4)
        self.parts = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU())

    def forward(self, x):
        return self.c(self.parts(x))


BATCHES = [torch.randn(5, 3, generator=torch.Generator().manual_seed(i)) for i in range(2)]
SLIPS = {
    "the ReLU is missing": Net("linear"),
    "the first bias is missing": Net(bias=False),
    "a softmax, and no first bias": Net("softmax", bias=False),
}


@pytest.mark.parametrize("got", [Net, Backwards])
def test_a_module_may_be_the_reference(got):
    want = Net()
    before = {name: value.clone() for name, value in want.state_dict().items()}
    assert_wiring(got(), want, BATCHES, "Net()", mistakes=SLIPS)
    torch.testing.assert_close(dict(want.state_dict()), before)


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (
            Net("linear"),
            r"for a batch of shape \(5, 3\).*in evaluation mode.*Likely mistake: the ReLU is missing",
        ),
        (Net(bias=False), r"missing: 1 offset or bias.*Likely mistake: the first bias is missing"),
        (Net("softmax", bias=False), "Likely mistake: a softmax, and no first bias"),
        (
            nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 4)),
            "Likely mistake: a layer is left out or used twice",
        ),
        (nn.Sequential(), "Likely mistake: layers that are kept in a plain list"),
        (nn.Linear(3, 5), "Likely mistake: the hint"),
        (None, "ends without `return`"),
        ([], "should return a network, an nn.Module, but returns a list"),
    ],
)
def test_what_is_wrong_with_a_module_is_named(got, said):
    hint = "the hint" if getattr(got, "out_features", 0) == 5 else ""
    with pytest.raises(AssertionError, match=f"(?s){said}"):
        assert_wiring(got, Net(), BATCHES, "Net()", mistakes=SLIPS, parameters_hint=hint)


def test_every_batch_is_tried():
    class Square(Net):
        def forward(self, x):
            return super().forward(x[: len(BATCHES[0])])

    with pytest.raises(AssertionError, match=r"for a batch of shape \(6, 3\).*has shape \(5, 4\)"):
        assert_wiring(Square(), Net(), [*BATCHES, torch.ones(6, 3)], "Net()")


def test_layers_without_running_averages_are_named():
    got = Net()
    got.norm = nn.BatchNorm1d(4, track_running_stats=False)
    with pytest.raises(AssertionError, match=r"running means and variances for \[4\] channels"):
        assert_wiring(got, Net(), BATCHES, "Net()")


def test_a_frozen_weight_is_noticed():
    got = Net()
    got.second.weight.requires_grad_(False)
    with pytest.raises(AssertionError, match=r"(?s)gradient of the weight of shape \(4, 4\).*frozen"):
        assert_wiring(got, Net(), BATCHES, "Net()")


def test_a_change_in_place_that_stops_the_gradient_is_named():
    def forward(self, x):
        inner = torch.relu(self.norm_one(self.one(x)))
        branch = self.norm_two(self.two(inner))
        inner += 0
        return torch.relu(x + branch)

    with pytest.raises(
        AssertionError, match=r"(?s)no gradient can be computed.*changed in place.*y = y \+ x"
    ):
        assert_wiring(variant(forward=forward), residual, X, "block(x)")


def test_a_product_of_many_channel_factors_keeps_its_size():
    layer = fill(nn.Conv2d(64, 64, 1, groups=64, bias=False))
    assert 0.75 <= layer.weight.abs().min() < 0.8
    assert 1.2 < layer.weight.abs().max() <= 1.25


class OwnNorm(nn.Module):
    """A LayerNorm whose parameters have names of their own: their start alone tells what they are."""

    def __init__(self):
        super().__init__()
        self.gain, self.shift = nn.Parameter(torch.ones(3)), nn.Parameter(torch.zeros(3))

    def forward(self, x):
        return nn.functional.layer_norm(x, (3,), self.gain, self.shift)


def test_a_scale_of_ones_own_is_a_scale_through_the_whole_check():
    assert_wiring(OwnNorm(), nn.LayerNorm(3), BATCHES, "OwnNorm()")


def test_kinds_are_told_while_a_module_is_fresh_also_where_several_mistakes_are_tried():
    block = nn.Sequential(nn.Linear(3, 3, bias=False), OwnNorm())
    wanted = nn.Sequential(nn.Linear(3, 3), nn.LayerNorm(3))
    slips = {
        "no bias": nn.Sequential(nn.Linear(3, 3, bias=False), nn.LayerNorm(3)),
        "no bias, and a ReLU": nn.Sequential(nn.Linear(3, 3, bias=False), nn.LayerNorm(3), nn.ReLU()),
    }
    with pytest.raises(AssertionError) as caught:
        assert_wiring(block, wanted, BATCHES, "block(x)", mistakes=slips)
    assert str(caught.value).split("\n")[1:] == [
        "  missing: 1 offset or bias of shape (3,)",
        "Likely mistake: no bias",
    ]
