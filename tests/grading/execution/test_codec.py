"""The codec: what crosses comes back equal and of plain types; anything malformed is refused."""

from __future__ import annotations

import decimal
import fractions
import math
import struct
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grading.execution.inside.codec import types
from grading.execution.inside.codec.format import MAX_DEPTH, UnsendableError, WireError
from grading.execution.inside.codec.reader import Reader
from grading.execution.inside.codec.writer import Writer


def refuse(*_: Any) -> Any:
    raise UnsendableError("not plain")


def refuse_tag(tag: bytes, reader: Reader) -> Any:
    raise WireError(f"no such tag: {tag!r}")


def encode(value: Any) -> bytes:
    return Writer(refuse).write(value).joined()


def decode(data: bytes) -> Any:
    return Reader(data, refuse_tag).read_all()


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(plain)
def test_plain_values_cross_unchanged(value: Any) -> None:
    back = decode(encode(value))
    assert back == value
    assert type(back) is type(value)


numbers = (
    npst.boolean_dtypes() | npst.integer_dtypes() | npst.floating_dtypes() | npst.complex_number_dtypes()
)


@given(npst.arrays(numbers, npst.array_shapes(min_dims=0, min_side=0)))
def test_arrays_cross_with_dtype_and_shape(array: np.ndarray) -> None:
    back = decode(encode(array))
    assert back.dtype == array.dtype.newbyteorder("<")
    np.testing.assert_array_equal(back, array)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_plain(data: bytes) -> None:
    try:
        value = decode(data)
    except WireError:
        return
    assert type(value).__module__ in ("builtins", "numpy", "fractions", "decimal", "torch")


@given(plain, st.data())
def test_damaged_messages_are_refused_or_plain(value: Any, data: st.DataObject) -> None:
    message = bytearray(encode(value))
    place = data.draw(st.integers(0, len(message) - 1))
    message[place] = data.draw(st.integers(0, 255))
    try:
        decode(bytes(message))
    except WireError:
        return


@pytest.mark.parametrize("dtype", sorted(types.torch_dtypes()))
@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_tensors_cross(dtype: str, shape: tuple[int, ...]) -> None:
    tensor = torch.ones(shape).to(types.torch_dtypes()[dtype])
    back = decode(encode(tensor))
    assert back.dtype == tensor.dtype
    assert torch.equal(back, tensor)


def test_a_tensor_keeps_its_wish_for_gradients() -> None:
    assert decode(encode(torch.ones(2, requires_grad=True))).requires_grad
    assert not decode(encode(torch.ones(2))).requires_grad


@pytest.mark.parametrize(
    "value",
    [
        fractions.Fraction(1, 3), decimal.Decimal("1.0507009873554804934193349852946"), slice(1, 3),
        slice(1, None, 2), range(2, 9, 3),
        np.dtype("float32"), torch.float32, torch.device("cpu"), {1, 2}, frozenset({3}), ..., np.float64(2.5),
        np.bool_(True), 1 + 2j, float("inf"),
    ],
)  # fmt: skip
def test_other_types_cross(value: Any) -> None:
    back = decode(encode(value))
    assert back == value
    assert type(back) is type(value)


def test_a_generator_crosses_with_its_state() -> None:
    rng = np.random.default_rng(3)
    rng.standard_normal(5, dtype=np.float32)
    back = decode(encode(rng))
    np.testing.assert_array_equal(back.standard_normal(7), rng.standard_normal(7))


def test_symbolic_expressions_cross() -> None:
    import mpmath
    import sympy

    x, n = sympy.Symbol("x", positive=True), sympy.Symbol("n", integer=True)
    half_normal = sympy.Integral(x**2 * sympy.exp(-(x**2) / 2), (x, 0, sympy.oo)) / sympy.sqrt(2 * sympy.pi)
    piece = sympy.Piecewise((x, x > n), (0, True))
    apart = sympy.UnevaluatedExpr(x + n) * sympy.Max(x, n, 3)
    for expression in (
        half_normal, piece, apart, sympy.Function("f")(x), sympy.Eq(x, n), sympy.Float("0.1", 40)
    ):  # fmt: skip
        assert decode(encode(expression)) == expression
    with mpmath.workdps(40):
        assert decode(encode(mpmath.mpf(1) / 3)) == mpmath.mpf(1) / 3


def test_a_forged_expression_is_refused() -> None:
    import sympy

    assert sympy
    for tree in (
        ("os.system", ("Symbol", "x", ())),
        ("Pow", ("Rational", 10, 1), ("Rational", 10**9, 1)),
        ("Pow", ("Pow", ("Rational", 10, 1), ("Rational", 5000, 1)), ("Rational", 5000, 1)),
        ("Pow", ("Rational", 1, 10**3000), ("Rational", -999, 1)),
        "x",
        ("lambdify",),
    ):
        with pytest.raises(WireError, match="cannot be"):
            decode(b"X" + struct.pack("<I", 5) + b"sympy" + encode(tree))


@pytest.mark.timeout(120)  # it takes a moment, or does not end
def test_the_largest_of_many_is_put_together_at_once() -> None:
    import sympy

    x = sympy.Symbol("x", real=True)
    many = sympy.Max(*(sympy.sin(i * x) ** i * sympy.exp(x**i) for i in range(1, 60)), evaluate=False)
    assert isinstance(decode(encode(many)), sympy.Max)


class AlwaysEqual(float):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


class Liar(np.ndarray):
    def __eq__(self, other: object) -> Any:
        return np.array(True)


class SmoothList(list):
    def __iter__(self) -> Any:
        return iter([1, 2, 3])


def test_subclasses_arrive_as_their_base_with_their_real_content() -> None:
    back = decode(
        encode([AlwaysEqual(3), np.zeros(2).view(Liar), SmoothList([9]), torch.nn.Parameter(torch.ones(1))])
    )
    assert [type(part) for part in back] == [float, np.ndarray, list, torch.Tensor]
    assert back[0] == 3
    assert back[0] != 4
    assert back[2] == [9]


def test_deep_values_are_refused_on_both_sides() -> None:
    value: Any = 0
    for _ in range(MAX_DEPTH + 1):
        value = [value]
    with pytest.raises(UnsendableError, match="nested deeper"):
        encode(value)
    with pytest.raises(WireError, match="levels"):
        decode(b"l\x01\x00\x00\x00" * (MAX_DEPTH + 1) + b"N")


def test_giant_integers_are_refused_on_both_sides() -> None:
    with pytest.raises(UnsendableError, match="limit"):
        encode(10**20000)
    with pytest.raises(WireError, match="integer"):
        decode(b"I" + struct.pack("<I", 8000) + bytes(8000))


MALFORMED = {
    "nothing": b"",
    "unknown tag": b"?",
    "cut off": encode([1, 2, 3])[:-1],
    "left over": encode(1) + b"N",
    "count beyond the message": b"l" + struct.pack("<I", 2**31) + b"N",
    "length beyond the message": b"s" + struct.pack("<I", 2**31) + b"N",
    "bad utf-8": b"s" + struct.pack("<I", 1) + b"\xff",
    "unhashable key": b"D" + struct.pack("<I", 2) + encode([]) + b"N",
    "odd dict": b"D" + struct.pack("<I", 1) + b"N",
    "object array": b"a" + struct.pack("<I", 2) + b"|O" + b"\x00" + struct.pack("<I", 8) + bytes(8),
    "array of too few bytes": b"a"
    + struct.pack("<I", 3)
    + b"<f8\x01"
    + struct.pack("<Q", 2**39)
    + struct.pack("<I", 0),
    "array of overflowing shape": b"a"
    + struct.pack("<I", 3)
    + b"<f8\x02"
    + struct.pack("<QQ", 2**63, 2)
    + bytes(4),
    "empty array of overflowing shape": b"a"
    + struct.pack("<I", 3)
    + b"<f8\x03"
    + struct.pack("<QQQ", 0, 2**39, 2**39)
    + bytes(4),
    "empty tensor of overflowing shape": b"x"
    + struct.pack("<I", 7)
    + b"float32\0\x03"
    + struct.pack("<QQQ", 0, 2**39, 2**39)
    + bytes(4),
    "too many dimensions": b"a" + struct.pack("<I", 3) + b"<f8\xff" + bytes(3000),
    "structured array": b"a" + struct.pack("<I", 5) + b"f8,f8\x00" + bytes(20),
    "tensor of a strange type": b"x" + struct.pack("<I", 5) + b"Class\x00\x00" + bytes(4),
    "fraction with denominator 0": b"X" + struct.pack("<I", 8) + b"Fraction" + encode((1, 0)),
    "range of step 0": b"X" + struct.pack("<I", 5) + b"range" + encode((1, 2, 0)),
    "unknown extra": b"X" + struct.pack("<I", 2) + b"os" + b"N",
    "dtype from a list": b"X" + struct.pack("<I", 5) + b"dtype" + encode(["f8"]),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_messages_are_refused(name: str) -> None:
    with pytest.raises(WireError):
        decode(MALFORMED[name])


def test_a_bool_array_holds_only_true_and_false() -> None:
    forged = encode(np.array([True, False])).replace(b"\x01\x00", b"\x02\x00")
    back = decode(forged)
    assert back.view(np.uint8).max() <= 1


def test_arrays_of_objects_do_not_cross() -> None:
    with pytest.raises(UnsendableError):
        encode(np.array([object()]))


def test_nan_and_signed_zero_cross() -> None:
    assert math.isnan(decode(encode(float("nan"))))
    assert math.copysign(1, decode(encode(-0.0))) == -1
