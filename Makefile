# Two commands do everything on a fresh machine: make demo, make test.
SHELL := /bin/sh
BIN := .venv/bin
# Most tests wait for a browser or a playbook, so more of them than there are cores can go on at a time.
PYTEST := $(BIN)/python -m pytest -q --numprocesses 4 --dist worksteal
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/.venv/collections

.PHONY: help setup demo test lint sanity unit integration faults matrix molecule benchmark build clean

help: ## Show these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

setup: ## Install what developing, demo and tests need (into .venv; a browser, where there is none)
	@python3 dev/environment.py

demo: setup ## Run the whole procedure twice against the embedded emulator
	@$(BIN)/python -m dev.demo

test: lint unit integration molecule sanity ## Everything that must pass

lint: setup ## ansible-lint (production), documentation, changelog
	$(BIN)/python dev/lint.py

unit: setup ## Planning, HTTP, the emulator itself
	$(PYTEST) tests/unit

integration: setup ## Modules, role and command line against the emulator
	$(BIN)/python -m dev.integration
	$(PYTEST) tests/contract tests/integration tests/faults

faults: setup ## Stops at every call, both ways (make test takes the most telling ones)
	$(PYTEST) -m "whole or not whole" tests/faults

matrix: setup ## All languages, all looks of the page, each element missing and doubled (make test takes a part of them)
	$(PYTEST) -m "whole or not whole" tests/integration/marketo tests/integration/role tests/unit/emulator/marketo

molecule: setup ## The role end to end as a Molecule scenario
	$(BIN)/python dev/molecule.py

sanity: setup ## ansible-test sanity
	$(BIN)/python dev/sanity.py

benchmark: setup ## Wall time of each module's task through both doors, side by side
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.off_time

build: setup ## The artifact for Galaxy, into .build
	$(BIN)/ansible-galaxy collection build --force --output-path .build

clean: ## Remove what the targets above made
	rm -rf .venv .build .pytest_cache .ansible
