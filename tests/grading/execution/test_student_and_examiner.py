"""The bridge: the student's objects in test cells, and attacks on it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from grading.execution.inside.codec import framing
from grading.execution.inside.codec.format import ERROR, LENGTH, VALUE_AND_MORE
from grading.execution.inside.examiner.connection import Link
from grading.execution.inside.examiner.transport import FaultError, Transport

TORCH = ("locked", "import numpy as np\nimport torch\nfrom torch import nn\nclass Layer:\n    pass")
NET = (
    "student",
    """
    # Net
    class Net(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.fc, self.norm, self.width = nn.Linear(3, width), nn.BatchNorm1d(width), width
        def forward(self, x):
            return torch.relu(self.norm(self.fc(x)))
    """,
)


def passes(grade: Callable, *cells: tuple[str, str]) -> None:
    graded = grade(TORCH, *cells)
    assert graded.tests == [None] * len(graded.tests), graded.execution
    assert graded.execution.faults == []


def test_instances_keep_state_and_identity(grade: Callable) -> None:
    passes(
        grade,
        ("student", """
            class Counter(Layer):
                step = 2
                def __init__(self): self.count, self.me = 0, self
                def add(self, n=1): self.count += n * self.step; return self.count
                def __len__(self): return self.count
                def __getitem__(self, i): return i * 10
                def __iter__(self): return iter([1, 2])
         """),
        ("test", """
            counter = Counter()
            assert counter.add() == 2 and counter.add(n=2) == 6 and counter.count == 6
            counter.count = 1
            assert len(counter) == 1 and counter[3] == 30 and list(counter) == [1, 2]
            assert counter.me is counter and counter.me == counter and counter != Counter()
            assert isinstance(counter, Layer) and not isinstance(counter, nn.Module)
            assert Counter.step == 2 and hasattr(counter, 'add') and not hasattr(counter, 'missing')
            add = counter.add
            assert add(3) == 7
         """),
    )  # fmt: skip


def test_what_an_object_cannot_do_here_is_said(grade: Callable) -> None:
    uses = ["f() + 1", "2.0 * f()", "torch.ones(2) - f()", "[1] + f()", "f() < 3", "max(f(), 2)", "-f()"]
    uses += ["float(f())", "range(f())", "round(f())", "del f().value", "del f()[0]"]
    uses += ["import pickle; pickle.dumps(f())"]
    box = ("student", """
        class Box:
            value = 3
            __add__ = __rmul__ = lambda *a: 7
            __float__ = lambda self: 7.0
        def f(): return Box()
        def count():
            yield 1
            yield 2
    """)  # fmt: skip
    graded = grade(TORCH, box, *[("test", use) for use in uses], ("test", "f'{f()}'; repr(f()); {f()}"))
    assert all("Box(…) is no number, list, array or tensor" in failure for failure in graded.tests[:-1])
    assert graded.tests[-1] is None
    passes(grade, box, ("test", """
        import copy
        box, numbers = f(), count()
        box.value = 4
        assert copy.copy(box) is not box and copy.deepcopy(box).value == 4
        assert next(numbers) == 1 and list(numbers) == [2]
    """))  # fmt: skip


def test_objects_functions_and_classes_go_back_as_arguments(grade: Callable) -> None:
    passes(
        grade,
        ("locked", "def square(x):\n    return x * x"),
        ("student", """
            class Box:
                def __init__(self, value): self.value = value
            def unpack(box): return box.value
            def apply(function, x): return function(x)
            def make(kind, x): return kind(x).value
            def triple(x): return 3 * x
         """),
        ("test", """
            assert unpack(Box(4)) == 4 and make(Box, 5) == 5
            assert apply(triple, 2) == 6 and apply(square, 3) == 9
            assert apply(np.tanh, 0.0) == 0 and apply(torch.relu, torch.tensor(-1.0)) == 0
         """),
    )  # fmt: skip


def test_what_cannot_cross_is_explained(grade: Callable) -> None:
    graded = grade(("student", "# f\ndef f(g): return g(1)"), ("test", "f(lambda x: x)"))
    assert "functions that both sides can import" in graded.tests[0]
    assert graded.tests[0].startswith("UnsendableError")


def test_changes_of_arguments_arrive(grade: Callable) -> None:
    passes(
        grade,
        ("student", """
            def spoil(x, items, table, t):
                x += 1; items.append(3); table['new'] = 1; t.zero_()
            def draw(rng): return rng.standard_normal(3)
            def fill(x): x[:] = 3
         """),
        ("test", """
            x, items, table, t = np.zeros(2), [1], {}, torch.ones(2)
            spoil(x, items, table, t)
            assert (x == 1).all() and items == [1, 3] and table == {'new': 1} and (t == 0).all()
            swapped = np.zeros(2, '>f4')
            fill(swapped)
            assert (swapped == 3).all()
            rng, twin = np.random.default_rng(0), np.random.default_rng(0)
            for _ in range(2):
                assert (draw(rng) == twin.standard_normal(3)).all()
         """),
    )  # fmt: skip


def test_a_module_with_nan_can_be_handed_over(grade: Callable) -> None:
    graded = grade(
        TORCH,
        ("student", "def weight_of(m): return m.weight.detach().clone()"),
        ("test", """
            layer = torch.nn.Linear(2, 1)
            with torch.no_grad(): layer.weight[0, 0] = float('nan')
            assert weight_of(layer).isnan().tolist() == [[True, False]]
            assert weight_of(layer).isnan().tolist() == [[True, False]]
        """),
    )  # fmt: skip
    assert graded.passed == [True], graded.tests


def test_a_missing_key_is_quoted_once(grade: Callable) -> None:
    graded = grade(TORCH, ("student", "def f(): return {}['x']"), ("test", "f()"))
    assert graded.tests[0].startswith("KeyError: 'x'\n")


def test_gradients_switched_on_or_off_for_an_argument_are_seen(grade: Callable) -> None:
    graded = grade(
        TORCH,
        ("student", """
            def on(t): t.requires_grad_(); return 1
            def off(t): t.requires_grad_(False); return 1
            def neither(t): return (2 * t.detach()).sum()
         """),
        ("test", "t = torch.ones(2); on(t); assert t.requires_grad"),
        ("test", "t = torch.ones(2, requires_grad=True); off(t); assert not t.requires_grad"),
        ("test", "t = torch.ones(2, requires_grad=True); neither(t); assert t.requires_grad"),
        ("test", "t = torch.ones(2); neither(t); assert not t.requires_grad"),
    )  # fmt: skip
    assert graded.passed == [True] * 4, graded.tests


def test_an_argument_that_gets_another_shape_or_dtype_fails_that_call_only(grade: Callable) -> None:
    graded = grade(
        TORCH,
        ("student", """
            def flatten(x): x.shape = -1; return x.sum()
            def retype(x): x.dtype = np.int64; return 0
            def spread(t): t.unsqueeze_(0); return t.sum()
            def good(): return 1
         """),
        ("test", "flatten(np.ones((2, 3)))"),
        ("test", "retype(np.ones((2, 3)))"),
        ("test", "spread(torch.ones(3))"),
        ("test", "assert good() == 1"),
    )  # fmt: skip
    assert graded.tests[0] == (
        "AssertionError: flatten(…) changed an argument in place: "
        "what had shape (2, 3) and dtype float64 has shape (6,) and dtype float64 now"
    )
    assert "dtype int64 now" in graded.tests[1]
    assert "has shape (1, 3)" in graded.tests[2]
    assert graded.tests[3] is None
    assert graded.execution.faults == []


def test_gradients_of_functions(grade: Callable) -> None:
    passes(
        grade,
        ("student", "def f(x, w):\n    return {'out': (x @ w, [w.sum()])}"),
        ("test", """
            x, w = torch.randn(2, 3, requires_grad=True), torch.randn(3, 1, requires_grad=True)
            out, (total,) = f(x, w)['out']
            (out.sum() + 2 * total).backward()
            assert torch.allclose(x.grad, w.T.expand(2, 3))
            assert torch.allclose(w.grad, x.sum(0)[:, None] + 2)
            double = [torch.randn(*s, dtype=torch.float64, requires_grad=True) for s in ((2, 3), (3, 1))]
            assert torch.autograd.gradcheck(lambda a, b: f(a, b)['out'][0], double)
            with torch.no_grad():
                assert not f(x, w)['out'][0].requires_grad
         """),
    )  # fmt: skip


def test_a_module_is_used_like_any_other(grade: Callable) -> None:
    passes(grade, NET, ("test", """
        model = Net(4)
        assert isinstance(model, nn.Module) and isinstance(model.fc, nn.Linear) and model.width == 4
        names = [name for name, _ in model.named_parameters()]
        assert names == ['fc.weight', 'fc.bias', 'norm.weight', 'norm.bias']
        x = torch.randn(5, 3, requires_grad=True)
        model(x).pow(2).sum().backward()
        assert x.grad.abs().sum() > 0 and model.fc.weight.grad.shape == (4, 3)
        assert model.norm.running_mean.abs().sum() > 0 and model.norm.num_batches_tracked == 1
        model.eval()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.normal_()
            twin = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU()).eval()
            twin[0].load_state_dict(model.fc.state_dict())
            twin[1].load_state_dict(model.norm.state_dict())
            assert torch.allclose(model(x), twin(x))
            model.load_state_dict(Net(4).state_dict())
            assert not torch.allclose(model(x), twin(x))
    """))  # fmt: skip


def test_optimisers_on_either_side_train_a_module(grade: Callable) -> None:
    passes(
        grade,
        NET,
        ("student", "def recipe(model):\n    return torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)"),
        ("test", """
            for make in (recipe, lambda model: torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)):
                model = Net(2)
                optimizer = make(model)
                assert isinstance(optimizer, torch.optim.SGD) and optimizer.param_groups[0]['momentum'] == 0.9
                before = model.fc.weight.detach().clone()
                model(torch.randn(5, 3)).pow(2).sum().backward()
                expected = before - 0.1 * model.fc.weight.grad
                optimizer.step()
                assert torch.allclose(model.fc.weight, expected)
                optimizer.zero_grad()
                assert model.fc.weight.grad is None
         """),
    )  # fmt: skip


def test_modules_of_the_test_cell_are_shared(grade: Callable) -> None:
    passes(
        grade,
        ("student", """
            def deepen(shallow):
                extra = nn.Linear(3, 3)
                nn.init.eye_(extra.weight); nn.init.zeros_(extra.bias)
                return nn.Sequential(*shallow, extra)
            def fill(module):
                for parameter in module.parameters(): nn.init.constant_(parameter, 2.0)
         """),
        ("test", """
            shallow = nn.Sequential(nn.Linear(3, 3), nn.ReLU())
            deep, x = deepen(shallow), torch.randn(4, 3)
            assert deep[0] is shallow[0] and len(deep) == 3
            assert torch.allclose(deep(x), shallow(x))
            fill(shallow)
            assert (shallow[0].weight == 2).all()
            with torch.no_grad():
                shallow[0].bias.zero_()
            assert torch.allclose(deep(x), torch.relu(x @ torch.full((3, 3), 2.0)))
         """),
    )  # fmt: skip


def test_a_module_of_course_utils_is_shared_with_its_methods(grade: Callable) -> None:
    passes(
        grade,
        ("student", """
            # draw
            def draw(policy, rng):
                tokens, log_probs = policy.sample(3, rng)
                log_probs.sum().backward()
                with torch.no_grad():
                    policy.logits += 1
                return tokens
         """),
        ("test", """
            from course_utils.models.policies import IndependentPolicy
            policy = IndependentPolicy((3, 2))
            want, log_probs = policy.sample(3, np.random.default_rng(1))
            gradient = torch.autograd.grad(log_probs.sum(), policy.logits)[0]
            assert torch.equal(draw(policy, np.random.default_rng(1)), want)
            assert (policy.logits == 1).all() and torch.allclose(policy.logits.grad, gradient)
         """),
    )  # fmt: skip


def test_a_module_of_a_class_that_only_the_test_cell_knows_stays(grade: Callable) -> None:
    graded = grade(
        TORCH,
        ("student", "# f\ndef f(m): return m(1)"),
        ("test", "class Own(nn.Module): pass\nf(Own())"),
    )
    assert "which only this cell knows" in graded.tests[0]


def test_modules_that_the_students_code_builds_anew_are_followed(grade: Callable) -> None:
    """Longer, shorter, or with tensors of another dtype; those of the test cell, too, and nested ones."""
    passes(
        grade,
        ("student", """
            class Holder(nn.Module):
                def __init__(self, inner): super().__init__(); self.inner = inner
                def forward(self, x): return self.inner(x)
            def lengthen(m): m.append(nn.Linear(3, 2)); m.append(nn.ReLU()); return m
            def shorten(m): del m[1]
            def double(m): return m.double()
         """),
        ("test", """
            given = nn.Sequential(nn.Linear(1, 3), nn.ReLU())
            first, second, x = Holder(given), Holder(given), torch.randn(5, 1)
            assert lengthen(given) is given and len(given) == 4
            assert [len(list(m.parameters())) for m in (given, first, second)] == [4, 4, 4]
            assert torch.equal(given(x), second(x))
            given(x).sum().backward()
            assert given[0].weight.grad is not None and given[2].weight.grad.abs().sum() > 0
            lengthen(second.inner)
            assert len(given) == len(first.inner) == 6
         """),
        ("test", """
            given = nn.Sequential(nn.Linear(1, 3), nn.ReLU())
            shorten(given)
            assert len(given) == 1
            holder = Holder(given)
            for module in (given, holder):
                assert double(module) is module
                assert all(p.dtype == torch.float64 for p in (*given.parameters(), *holder.parameters()))
            before = given[0].bias.detach().clone()
            holder(torch.ones(4, 1, dtype=torch.float64)).sum().backward()
            torch.optim.SGD(holder.parameters(), 0.1).step()
            assert torch.allclose(given[0].bias, before - 0.4)
         """),
    )  # fmt: skip


KEEPER = ("student", """
    made = []
    class Keeper(nn.Module):
        def __init__(self): super().__init__(); self.fc = nn.Linear(3, 2); made.append(self)
        def forward(self, x): return self.fc(x)
    def last(): return made[-1]
    def fill(value):
        with torch.no_grad(): made[-1].fc.weight.fill_(value)
    def zero(module): return module
    def train(parameters): return torch.optim.SGD(parameters, 0.5)
""")  # fmt: skip


def test_parameters_are_the_same_ones_on_both_sides(grade: Callable) -> None:
    passes(grade, KEEPER, ("test", """
        model, x = Keeper(), torch.ones(4, 3)
        slope, = torch.autograd.grad(model(x).sum(), [model.fc.weight])
        assert torch.equal(slope, torch.full((2, 3), 4.0)) and model.fc.weight.grad is None
        before = model.fc.weight.detach().clone()
        for optimizer in (train(list(model.parameters())), train([model.fc.weight])):
            model(x).sum().backward()
            optimizer.step()
            model.zero_grad()
        assert torch.allclose(model.fc.weight, before - 4)
        assert train([model.fc.bias]).param_groups[0]['params'][0] is model.fc.bias
    """))  # fmt: skip


def test_copies_for_a_module_that_a_test_cell_has_dropped_are_freed_on_both_sides(grade: Callable) -> None:
    """Made by the student's code, or by the test cell and passed on. A student's object itself stays, as a
    number stands for it; what is kept to compare with it does not: a long test would get slower and slower.
    """
    passes(grade, KEEPER, ("student", """
        import gc
        def tensors():
            gc.collect()
            return sum(isinstance(found, torch.Tensor) for found in gc.get_objects())
     """), ("test", """
        import gc, weakref
        here = weakref.WeakSet()
        def watched(module):
            here.update([*module.modules(), *module.parameters()])
            return module
        model = watched(Keeper())
        before = tensors()
        with torch.no_grad():
            for _ in range(5):
                watched(Keeper())(torch.ones(1, 3))
                zero(watched(nn.Linear(3, 2)))
                watched(nn.Sequential(Keeper(), nn.ReLU()))(torch.ones(1, 3))
        tensors()  # the second request after a module was dropped tells so
        assert tensors() - before == 5 * 3 * 2, tensors() - before
        gc.collect()
        assert len(here) == 4, list(here)
        assert model(torch.ones(1, 3)).shape == (1, 2)
     """))  # fmt: skip


def test_what_a_dropped_mirror_was_told_is_not_lost(grade: Callable) -> None:
    passes(grade, KEEPER, ("test", """
        Keeper()
        def told():
            nn.init.constant_(last().fc.weight, 7.0)
            last().fc.eval()
        told()
        assert (last().fc.weight == 7).all() and not last().fc.training
     """))  # fmt: skip


def test_what_outlives_its_module_is_still_followed(grade: Callable) -> None:
    passes(grade, KEEPER, ("test", """
        weight, child = Keeper().fc.weight, Keeper().fc
        fill(3.0)
        assert (child.weight == 3).all(), child.weight
        assert not (weight == 3).any()
        again = last()
        assert again.fc is child
        assert (again.fc.weight == 3).all()
        x = torch.ones(4, 3, requires_grad=True)
        out = again(x)
        again = child = None
        out.sum().backward()
        assert torch.equal(x.grad, torch.full((4, 3), 6.0))
        del out
        weight = last().fc.weight
        assert torch.equal(weight.grad, torch.full((2, 3), 4.0))
        last()(x).sum().backward()
        assert torch.equal(weight.grad, torch.full((2, 3), 8.0))
        fill(5.0)
        assert (weight == 5).all() and (last().fc.weight == 5).all()
    """))  # fmt: skip


def test_a_graph_ends_with_the_process_that_holds_it(grade: Callable) -> None:
    """Another process may have a graph of the same number."""
    graded = grade(
        TORCH,
        ("student", "import os\ndef f(x): return 2 * x\ndef die(): os._exit(0)"),
        ("test", "x = torch.ones(2, requires_grad=True)\nold = f(x)\ndie()"),
        ("test", "new = f(x)\nnew.sum().backward()\nassert (x.grad == 2).all()"),
        ("test", "old.sum().backward()"),
    )
    assert graded.tests[1] is None
    assert "the process that holds the graph has ended" in graded.tests[2]


def test_hooks_on_a_students_module_are_refused_with_advice(grade: Callable) -> None:
    graded = grade(TORCH, NET, ("test", "Net(2).fc.register_forward_hook(print)"))
    assert "the module runs in another process. Check what the module returns" in graded.tests[0]


CHEATS = {
    "always equal": """
        class Equal:
            __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = lambda *a: True
            __hash__ = object.__hash__
        def f(x): return Equal()""",
    "always equal number": """
        class Equal(float):
            __eq__ = lambda *a: True
            __hash__ = float.__hash__
            __sub__ = __rsub__ = lambda *a: 0.0
            __abs__ = lambda s: 0.0
        def f(x): return Equal(1)""",
    "array subclass": """
        class Equal(np.ndarray):
            __eq__ = lambda *a: np.array(True)
            def __array_ufunc__(self, *a, **k): return np.array(True)
            def __array_function__(self, *a): return True
        def f(x): return np.zeros(()).view(Equal)""",
    "array interface": """
        class Lazy:
            def __array__(self, *a, **k): return np.array(6.0)
            __array_priority__ = 1e9
        def f(x): return Lazy()""",
    "tensor subclass": """
        class Equal(torch.Tensor):
            @classmethod
            def __torch_function__(cls, *a, **k): return True
        def f(x): return torch.zeros(()).as_subclass(Equal)""",
    "rewritten comparison": """
        np.testing.assert_allclose = np.allclose = np.array_equal = lambda *a, **k: True
        torch.allclose = torch.equal = lambda *a, **k: True
        import builtins; builtins.abs = lambda *a: 0; builtins.all = lambda *a: True
        def f(x): return 0""",
    "hooked shell": """
        shell = get_ipython()
        shell.input_transformers_cleanup.append(lambda lines: ['pass'])
        import ast
        shell.ast_transformers.append(type('T', (), {'visit': lambda s, t: ast.Module([], [])})())
        shell.showtraceback = lambda *a, **k: None
        def f(x): return 0""",
    "mutated input": """
        def f(x):
            if isinstance(x, list): x.clear(); x.append(0)
            return 0""",
    "stopped iteration": "def f(x): raise StopIteration",
    "system exit": "def f(x): raise SystemExit(0)",
    "keyboard interrupt": "def f(x): raise KeyboardInterrupt",
    "exit of the process": "import os\ndef f(x): os._exit(0)",
    "frames": """
        import sys
        def f(x):
            frame = sys._getframe()
            while frame: frame.f_globals['expected'] = 0; frame = frame.f_back
            return 0""",
    "giant list": "def f(x): return [0] * 5_000_000",
    "deep list": """
        def f(x):
            deep = []
            for _ in range(100000): deep = [deep]
            return deep""",
    "giant bytes": "def f(x): return bytes(200_000_000)",
    "giant integer": "def f(x): return 1 << 10**7",
    "self-containing list": "def f(x):\n    loop = []\n    loop.append(loop)\n    return loop",
    "description that never ends": """
        class Error(Exception):
            def __str__(self):
                while True: pass
        def f(x): raise Error""",
}


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_earns_nothing_and_costs_the_others_nothing(grade: Callable, name: str) -> None:
    graded = grade(
        TORCH,
        ("student", "# honest\ndef honest(x): return 2 * x"),
        ("student", CHEATS[name]),
        ("test", "assert np.allclose(np.asarray(f(3), dtype=float), 6.0)"),
        ("test", "assert f(3) == 6"),
        ("test", "assert all(f(x) == 2 * x for x in (1, 2, 3))"),
        ("test", "x = [3]\nassert list(map(f, x)) == [6]"),
        ("test", "assert honest(3) == 6"),
    )
    assert graded.passed == [False, False, False, False, True], graded.tests


GOOD_FRAMES = ["frame(b'v', 7)", "frame(b'm', (7, (), '', (), None))"]
# Each would earn the point if it were taken for what it looks like.
FRAMES = {
    "a length without bytes": "struct.pack('<I', 100)",
    "a giant length": "struct.pack('<I', 2**32 - 1)",
    "noise": "struct.pack('<I', 8) + bytes(range(8))",
    "an empty frame": "struct.pack('<I', 0)",
    "a kind alone": "struct.pack('<I', 1) + b'v'",
    "no kind": "frame(b'', 7)",
    "another kind": "frame(b'x', 7)",
    "a frame of the wrong shape": "frame(b'm', (7,))",
    "a result where there is to be more": "frame(b'm', 7)",
    "two replies": "frame(b'v', 7) * 2",
    "a reply beforehand, then silence": "frame(b'v', 7)[:3]",
    "a change of what was not sent": "frame(b'm', (7, ((99, [1]),), '', (), None))",
    "a change of an argument's type": "frame(b'm', (7, ((0, {}),), '', (), None))",
    "a parameter that does not exist": "struct.pack('<I', 10) + b'vp' + bytes(8)",
    "a state from nowhere": "frame(b'm', (7, (), '', (((1, True, 2, 3),), (), ()), None))",
    "a graph with no number": "frame(b'm', (7, (), '', (), ('a', ())))",
    "an exception of no type": "frame(b'e', (3, 4, 5, '', ()))",
}


def forging(reply: str) -> str:
    """A cell whose f replies with these bytes instead of a result, and ends its process."""
    return f"""
    # f
    import os, stat, struct
    from grading.execution.inside.codec.messages import encode
    def frame(kind, message):
        data = kind + encode(message)
        return struct.pack('<I', len(data)) + data
    def is_socket(n):
        try: return stat.S_ISSOCK(os.fstat(n).st_mode)
        except OSError: return False
    def f(x):
        os.write(next(n for n in range(3, 300) if is_socket(n)), {reply})
        os._exit(0)
    def good(): return 1
    """


@pytest.mark.parametrize("reply", GOOD_FRAMES)
def test_the_replies_that_are_forged_below_look_like_this(grade: Callable, reply: str) -> None:
    graded = grade(("student", forging(reply)), ("test", "assert f([1]) == 7"))
    assert graded.passed == [True], graded.tests


@pytest.mark.parametrize("name", FRAMES)
def test_malformed_replies_fail_the_call_only(grade: Callable, name: str) -> None:
    source = forging(FRAMES[name])
    graded = grade(("student", source), ("test", "assert f([1]) == 7"), ("test", "assert good() == 1"))
    assert graded.passed == [False, True], graded.tests
    assert graded.execution.faults


@pytest.mark.parametrize("kind", [VALUE_AND_MORE, ERROR])
def test_a_reply_that_is_an_object_is_not_asked_for_its_parts(kind: bytes) -> None:
    class Trap:
        asked = False

        def __iter__(self) -> Iterator[Any]:
            self.asked = True
            return iter((7, (), "", (), None))

    trap, (ours, theirs) = Trap(), socket.socketpair()
    objects = SimpleNamespace(adopt=lambda *_: trap, named={}, before=lambda: ((), True))
    transport = Transport({"message_bytes": 2**20, "call_seconds": 5, "patience": 1}, lambda: None)
    transport.connect(ours)
    link = Link(transport, objects, print)
    text = b"object\n\nbuiltins:object\n"
    with theirs:
        framing.send(theirs, kind + b"h" + bytes(8) + LENGTH.pack(len(text)) + text)
        with pytest.raises(FaultError, match="no tuple"):
            link.ask("f(…)", "call")
    assert not trap.asked


def test_the_students_code_runs_without_gradients_where_the_test_does(grade: Callable) -> None:
    passes(
        grade,
        ("student", "def enabled():\n    return torch.is_grad_enabled()"),
        ("test", "assert enabled()\nwith torch.no_grad():\n    assert not enabled()\nassert enabled()"),
    )
