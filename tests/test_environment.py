"""The files that describe the environment say the same thing, and the README names commands that exist."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

from grading.cli import main
from tests.harness import REPO, scripts

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((REPO / "environment.yml").read_text(encoding="utf-8"))
MAKEFILE = (REPO / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/students.md")


def test_conda_and_pip_install_the_same():
    [pip] = [item["pip"] for item in CONDA["dependencies"] if isinstance(item, dict)]
    assert pip == [*PROJECT["dependencies"], "--editable ."]


def test_conda_brings_a_python_that_the_project_accepts():
    [python] = [
        item for item in CONDA["dependencies"] if isinstance(item, str) and item.startswith("python=")
    ]
    version, least = python.removeprefix("python="), PROJECT["requires-python"].removeprefix(">=")
    assert [int(part) for part in version.split(".")] >= [int(part) for part in least.split(".")]


def test_environment_and_distribution_have_one_name():
    assert CONDA["name"] == PROJECT["name"]
    assert CONDA["channels"] == ["conda-forge"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_name_make_targets_that_exist(document):
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.M))
    text = (REPO / document).read_text(encoding="utf-8")
    assert set(re.findall(r"`?\bmake ([a-z]+)", code_of(text))) <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_name_course_commands_that_exist(document, capsys):
    text = (REPO / document).read_text(encoding="utf-8")
    for name in set(re.findall(r"\bcourse ([a-z]+)", code_of(text))):
        with pytest.raises(SystemExit) as left:
            main([name, "--help"])
        assert left.value.code == 0, f"{document}: `course {name}`: {capsys.readouterr().err}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_link_to_files_that_exist(document):
    path = REPO / document
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text) + re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_readme_lists_the_notebook(script):
    link = f"(notebooks/{script.name}/{script.name}.ipynb)"
    [row] = [line for line in (REPO / "README.md").read_text(encoding="utf-8").splitlines() if link in line]
    assert row.endswith(f"| {len(script.points)} exercises |")


def code_of(text):
    """Everything in backticks or fences."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.S))
