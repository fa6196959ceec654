# make run and make test work on a fresh clone: each makes .venv with the locked versions first.
# Tests in a browser are skipped where there is no Chromium, those of accessibility also before make browser.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
# The emulator of BigQuery that the tests load into needs Python 3.13 or newer, and packages of its own.
EMULATOR := .venv-emulator
PYTHON313 := $(shell for python in python3.13 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13*/bin/python; do \
	$$python -c '' 2>/dev/null && echo $$python && break; done)
ARGS ?= --months 24 --seed 42
DATA ?= data
AXE := tests/browser/node_modules/.package-lock.json

.PHONY: run test browser lint docs preview sensitivity bench clean $(EMULATOR)

run: $(INSTALLED)
	$(BIN)/python run_sim.py $(ARGS)

test: $(INSTALLED) $(EMULATOR)
	$(BIN)/python -m pytest

browser: $(AXE)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m c360sim.derive --check

docs: $(INSTALLED)
	$(BIN)/python -m c360sim.derive --write

preview: $(INSTALLED)
	$(BIN)/python -m c360sim preview $(DATA) --open

sensitivity: $(INSTALLED)
	$(BIN)/python -m c360sim.sensitivity

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(EMULATOR) tests/browser/node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(AXE): tests/browser/package-lock.json
	npm ci --prefix tests/browser

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Python 3.11 to 3.13 is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	touch $@

ifeq ($(PYTHON313),)
$(EMULATOR):
	@echo "No Python 3.13 found: the tests that load into an emulator of BigQuery are skipped."
else
$(EMULATOR): $(EMULATOR)/installed
endif

$(EMULATOR)/installed: tests/bigquery/emulator-requirements.txt
	$(PYTHON313) -m venv $(EMULATOR)
	$(EMULATOR)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@
