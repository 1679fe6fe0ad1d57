"""Outputs of cells: those of a student's process are rebuilt, and all are cut where they are too long."""

from __future__ import annotations

from grading.execution.inside.codec.messages import Output

__all__ = ["Budget", "checked_outputs", "failure"]

STREAMS = ("stdout", "stderr")
SHORT, MAX_SHORTENED = 1000, 10
NO_MORE = "\n[the notebook's outputs are cut here: together they are too long]\n"


class Budget:
    """What is left of the bytes that a notebook's outputs may take together."""

    def __init__(self, size: int) -> None:
        self.left = size

    def admit(self, outputs: list[Output]) -> list[Output]:
        """The outputs unchanged while the budget lasts; later the first few and all failures, shortened."""
        self.left -= _size(outputs)
        if self.left >= 0:
            return outputs
        verdicts = [output for output in outputs if _is_failure(output)]
        others = [output for output in outputs if not _is_failure(output)]
        return [_shortened(output) for output in [*others[:MAX_SHORTENED], *verdicts]]


def failure(name: str, message: str) -> Output:
    """An error output that no traceback explains further."""
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [f"{name}: {message}"]}


def checked_outputs(outputs: object, limit: int) -> list[Output]:
    """The outputs that a student's process reports, rebuilt from plain text and cut to `limit` bytes."""
    kept: list[Output] = []
    left = limit
    for output in outputs if type(outputs) is list else []:
        rebuilt = _rebuilt(output) if type(output) is dict else None
        if rebuilt is None:
            continue
        left -= _size(rebuilt)
        if left < 0:
            kept.append(
                {"output_type": "stream", "name": "stdout", "text": f"[outputs cut at {limit} bytes]\n"}
            )
            break
        kept.append(rebuilt)
    return kept


def _rebuilt(output: dict[object, object]) -> Output | None:
    kind, text = output.get("output_type"), output.get("text")
    if kind == "stream" and type(text) is str:
        return {"output_type": "stream", "name": STREAMS[output.get("name") == "stderr"], "text": text}
    if kind == "error":
        lines = output.get("traceback")
        texts = [line for line in lines if type(line) is str] if type(lines) is list else []
        name, message = (_text(output.get(key))[:10_000] for key in ("ename", "evalue"))
        return {"output_type": "error", "ename": name, "evalue": message, "traceback": texts}
    data = output.get("data")
    if kind in ("display_data", "execute_result") and type(data) is dict:
        media = {key: value for key, value in data.items() if type(key) is str and type(value) is str}
        return {"output_type": "display_data", "data": media, "metadata": {}}
    return None


def _text(value: object) -> str:
    """The value if it is text. Nothing else is made into text: a huge number, for one, raises."""
    return value if type(value) is str else ""


def _is_failure(output: Output) -> bool:
    """What nbgrader takes for a failed test: it must never be cut away."""
    return output["output_type"] == "error" or output.get("name") == "stderr"


def _shortened(output: Output) -> Output:
    kind = output["output_type"]
    if kind == "error":
        return {**output, "evalue": output["evalue"][:SHORT], "traceback": [NO_MORE]}
    if kind == "stream":
        return {**output, "text": output["text"][:SHORT] + NO_MORE}
    return {"output_type": "stream", "name": "stdout", "text": NO_MORE}


def _size(value: object) -> int:
    if isinstance(value, (str, bytes)):
        return len(value)
    if not isinstance(value, (dict, list, tuple)):
        return 8
    parts = value.values() if type(value) is dict else value
    return sum(map(_size, parts))
