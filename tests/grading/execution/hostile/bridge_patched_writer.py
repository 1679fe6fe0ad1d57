from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Finds the runner's own encoder in memory and replaces it by one that writes forged bytes: object arrays, pickles, wrong lengths and counts."

CODE = r"""
size = struct.Struct("<I").pack
def text(value):
    return size(len(value)) + value
shape = lambda *sides: bytes([len(sides)]) + struct.pack(f"<{len(sides)}Q", *sides)
forged = [
    b"a" + text(b"|O") + shape(3) + text(b"\0" * 24), b"a" + text(b"<f8") + shape(2**63) + text(b""), b"a" + text(b"<f8") + shape(0, 2**39, 2**39) + text(b""),
    b"a" + text(b"<f8") + b"\xff" + b"\0" * 8, b"a" + text(b"<f8") + shape(3) + text(b"\0" * 23), b"a" + text(b"|V24") + shape(1) + text(b"\0" * 24),
    b"a" + text(b"<f8,(2**40,)O") + shape(1) + text(b"\0" * 8), b"l" + size(2**32 - 1), b"D" + size(3) + b"NNN", b"D" + size(2) + b"l" + size(0) + b"N", b"S" + size(1) + b"l" + size(0),
    b"X" + text(b"__import__") + b"s" + text(b"os"), b"X" + text(b"Generator") + b"t" + size(4) + b"NNNN", b"X" + text(b"Decimal") + b"s" + text(b"1E+999999999999999999"),
    b"X" + text(b"Fraction") + b"t" + size(2) + b"i" + b"\1" + b"\0" * 7 + b"i" + b"\0" * 8, b"X" + text(b"range") + b"t" + size(3) + (b"i" + b"\0" * 8) * 3, b"X" + text(b"dtype") + b"l" + size(0),
    b"X" + text(b"sympy") + b"t" + size(2) + b"s" + text(b"Symbol") + b"N", b"h" + b"N", b"h" + b"t" + size(4) + b"i" + b"\xff" * 8 + b"s" + text(b"x") + b"s" + text(b"x") + b"t" + size(0),
    b"x" + text(b"float64") + b"\1" + shape(0, 2**39, 2**39) + text(b""), b"x" + text(b"object") + b"\0" + shape(1) + text(b"\0" * 8), b"p" + b"\xff" * 8, b"r" + text(b"os:system"), b"r" + text(b"posix:_exit"),
    b"I" + size(2**31) + b"\1", b"s" + text(b"\xff\xfe"), b"c" + b"\0" * 15, b"t" * 40, b"", b"\0", b"~", b"g" + text(b"<f8") + shape(3) + text(b"\0" * 24), b"a" + text(b"<f8") + bytes([32]) + b"\0" * 256 + text(b""),
]
def start(where):
    turn = iter(range(sum(map(ord, where)), 10**9))
    def forge(*_):
        place = next(turn)
        made = forged[place % len(forged)]
        long = b"t" + size(5) + made + b"t" + size(0) + b"s" + text(b"") + b"t" + size(0) + b"N"
        odd = b"t" + size(5) + b"T" + made + b"s" + text(b"") + made + b"N"
        return [b"v" + made, b"m" + long, b"m" + odd, b"m" + made, b"e" + long, b"e" + odd, b"?" + made, made][place % 8]
    replace("student.server:Student._reply", forge)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("(start(EXERCISE), 0.0)[1]", CODE))
