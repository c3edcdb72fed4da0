# Everything a newcomer needs: `make demo` and `make test`. Both make the environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Our locks hold the hash of every file; a configured extra index must not weaken that.
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test install dev lint format types layers docs check lock bench pictures clean

demo: install  ## install, then solve and brief the worked case
	$(BIN)/talleyrand demo korea-2018

install: $(VENV)/.installed  ## .venv with the command in it

dev: $(VENV)/.dev  ## .venv with everything that tests and checks need

test: dev  ## the whole suite
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "Talleyrand needs Python 3.11 or newer; this is %d.%d. Say PYTHON=python3.11 make ..." % v[:2])'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -U pip

# pip 23 crashes resolving this set, hence the upgrade above; --require-hashes pins every file.
$(VENV)/.installed: requirements/base.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) (about a minute)"
	$(PIP) install --require-hashes -r requirements/base.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

format: dev  ## rewrite the code in the house format
	$(BIN)/ruff format src tests benchmarks tools docs
	$(BIN)/ruff check --fix src tests benchmarks tools docs

lint: dev
	$(BIN)/ruff format --check src tests benchmarks tools docs
	$(BIN)/ruff check src tests benchmarks tools docs

types: dev
	$(BIN)/mypy

layers: dev
	$(BIN)/lint-imports

docs: dev  ## HTML in docs/_build
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build

check: lint types layers docs

bench: dev  ## the figures in the docs; needs ../shared for the reader's
	$(BIN)/python -m pytest benchmarks -q --benchmark-only --benchmark-columns=median,iqr,rounds

lock: dev  ## resolve the locks anew
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --upgrade -o requirements/base.txt requirements/build.in
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --upgrade -c requirements/base.txt -o requirements/dev.txt requirements/build.in

pictures: dev  ## the pictures of the README and of every page of the workbench; needs a Chromium
	$(BIN)/python -m tools.screenshots

clean:
	rm -rf $(VENV) docs/_build .pytest_cache .mypy_cache .ruff_cache
