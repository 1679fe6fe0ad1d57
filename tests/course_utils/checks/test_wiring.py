"""Blocks checked against functions: any naming is right, and each wrong wiring is caught."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional

from course_utils.checks.wiring import Parts, assert_parameters, assert_started, assert_wiring, fill, output

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
