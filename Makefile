# make run and make test work on a fresh clone: each makes .venv with the locked versions first, with what running needs or with all.
# Tests in a browser are skipped where there is no Chromium, those of accessibility also before make browser.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNNING := $(VENV)/running
INSTALLED := $(VENV)/installed
UV := $(BIN)/uv
# The emulator of BigQuery that the tests load into needs Python 3.13 or newer, and packages of its own.
EMULATOR := .venv-emulator
PYTHON313 := $(shell for python in python3.13 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13*/bin/python; do \
	$$python -c '' 2>/dev/null && echo $$python && break; done)
ARGS ?= --months 24 --seed 42
DATA ?= data
AXE := tests/browser/node_modules/.package-lock.json

.PHONY: run test environments browser lint docs preview sensitivity bench clean $(EMULATOR)

# Installs into an environment, $(1), what $(2) tells: with uv where .venv has it, or else with pip, which takes some times as long.
define install
	@{ [ -x $(UV) ] && $(UV) pip install --quiet --python $(1)/bin/python $(2); } \
		|| $(1)/bin/python -m pip install --quiet --disable-pip-version-check $(2)
	@echo "$(1) has $$(ls -d $(1)/lib/python3*/site-packages/*.dist-info | wc -l) packages, $$(du -sh $(1) | cut -f1)B."
endef

# Makes .venv with $(EXTRAS). Where pip has an index of its own, uv is left out: it would ask another.
define make_venv
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Python 3.11 to 3.13 is needed: make PYTHON=python3.12 ...")'
	@echo "Installing the simulator with the extras $(EXTRAS) into $(VENV), in the versions of constraints.txt."
	@$(PYTHON) -m venv $(VENV)
	@[ -x $(UV) ] || $(BIN)/python -m pip config list 2>/dev/null | grep -q '[.]index-url=' \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv \
		|| echo "uv is not to be had: pip installs."
	$(call install,$(VENV),--constraint constraints.txt --editable '.[$(EXTRAS)]')
endef

run: $(RUNNING)
	$(BIN)/python run_sim.py $(ARGS)

test: $(INSTALLED) $(EMULATOR)
	$(BIN)/python -m pytest

environments: $(INSTALLED)
	$(BIN)/python -m pytest tests/environments.py

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

preview: $(RUNNING)
	$(BIN)/python -m c360sim preview $(DATA) --open

sensitivity: $(RUNNING)
	$(BIN)/python -m c360sim.sensitivity

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(EMULATOR) tests/browser/node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(AXE): tests/browser/package-lock.json
	npm ci --prefix tests/browser

$(RUNNING): EXTRAS := run
$(RUNNING): pyproject.toml constraints.txt
	$(make_venv)
	@touch $@

$(INSTALLED): EXTRAS := dev,bench
$(INSTALLED): pyproject.toml constraints.txt
	$(make_venv)
	@touch $(RUNNING) $@

ifeq ($(PYTHON313),)
$(EMULATOR):
	@echo "No Python 3.13 found: the tests that load into an emulator of BigQuery are skipped."
else
$(EMULATOR): $(EMULATOR)/installed
endif

$(EMULATOR)/installed: tests/bigquery/emulator-requirements.txt
	$(PYTHON313) -m venv $(EMULATOR)
	$(call install,$(EMULATOR),--requirement $<)
	@touch $@
