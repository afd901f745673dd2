# Two commands are enough: `make demo` to see it work, `make test` to check it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
export UV_COMPILE_BYTECODE = 1
export UV_LINK_MODE = copy
DEMO := demo
SEED := 1
SLOW := slow or spark or browser

.PHONY: help setup setup-dev demo stop test test-slow check format lock docs clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/ready ## make .venv, with .venv/bin/jianfu as the command
	@echo "ready: $(BIN)/jianfu"

$(BIN)/uv: requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Jianfu needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; rm -rf .venv; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

.venv/ready: $(BIN)/uv requirements/run.txt pyproject.toml
	@$(UV) --require-hashes -r requirements/run.txt
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements/dev.txt
	@$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

setup-dev: .venv/ready-dev ## the same with everything the tests and checks need

demo: .venv/ready ## make the sample county, import and audit it, and open the office on the web with it
	@$(BIN)/jianfu simulate --size county --seed $(SEED) $(DEMO)/county
	@$(BIN)/jianfu serve $(DEMO)/office --demo --from $(DEMO)/county/files --background
	@$(BIN)/jianfu score $(DEMO)/office/runs/000001 $(DEMO)/county/truth

stop: ## end the office that make demo left running
	@$(BIN)/jianfu serve $(DEMO)/office --stop

test: .venv/ready-dev ## run the test suite
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not ($(SLOW))"

test-slow: .venv/ready-dev ## run what takes longer: whole counties, Spark, Chromium, PostgreSQL, processes killed
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "$(SLOW)"

check: .venv/ready-dev ## format, lint, types, import law
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .venv/ready-dev ## put the code in shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: .venv/ready ## write docs/reference from the code and the rule files
	@$(BIN)/python -m jianfu.cli.reference docs/reference

lock: $(BIN)/uv ## renew the pinned requirements
	@for set in "build:requirements/build.in" "run:pyproject.toml --extra web" "dev:pyproject.toml --all-extras --group dev -c requirements/run.txt"; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" $${set#*:} -o requirements/$${set%%:*}.txt; done

clean: ## remove what was made, except .venv
	@rm -rf $(DEMO) build .mypy_cache .ruff_cache .pytest_cache .hypothesis
