# Needs Python 3.11 or newer and git. Everything is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadscope

.PHONY: help demo test lab check coverage build clean
help:  ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

demo: .venv/grading  ## build, grade and report on a small made-up class, in demo/
	$(BIN)/course demo

test: .venv/test  ## run the whole test suite
	$(PYTEST)

lab: .venv/grading  ## open JupyterLab on notebooks/
	$(BIN)/jupyter lab notebooks

check: .venv/test  ## what CI runs: format, lint, types, packages, tests, and whether notebooks/ is up to date
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/deptry .
	$(PYTEST)
	$(BIN)/course build --check

coverage: .venv/test  ## which branches of grading/ and course_utils/ the tests take; slower than `make test`
	$(PYTEST) --cov --cov-report=term

build: .venv/grading  ## exercise scripts to notebooks/
	$(BIN)/course build

clean:  ## remove .venv, caches and demo/; submissions, grades and the gradebook stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	test ! -e demo/.course-demo || rm -rf demo
	find course_utils grading tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

# A stamp for each set of packages: installed once, and again when pyproject.toml changes.
.venv/grading .venv/test: .venv/%: pyproject.toml | .venv/ready
	@echo 'installing the packages into .venv; this takes a minute or two'
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[$*]'
	@touch $@

.venv/ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " \
	  + sys.version.split()[0] + ": run `make PYTHON=python3.12 …`, or whatever yours is called")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --upgrade pip
	@touch $@
