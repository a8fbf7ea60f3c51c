# Three commands do everything on a fresh machine: make demo, make check, make test.
SHELL := /bin/sh
BIN := .venv/bin
# Most tests wait for a browser or a playbook, so more of them than there are cores can go on at a time.
PYTEST := $(BIN)/python -m pytest -q --dist worksteal --numprocesses
# Tests that need neither a browser nor a playbook, and those that do. `whole` is what has a target of its own.
FAST := not browser and not play and not whole
SLOW := (browser or play) and not whole
# What coverage runs: make coverage M="not browser and not play and not whole" takes a minute, all of it much longer.
M ?= not whole
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/.venv/collections

.PHONY: help setup demo format check test test-one coverage lint slow targets faults matrix pages snapshots molecule sanity importer edges versions \
	benchmark build clean

help: ## Show these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

setup: ## Install what developing, demo and tests need (into .venv; a browser, where there is none)
	@python3 dev/environment.py

demo: setup ## Run the whole procedure twice against the embedded emulator
	@$(BIN)/python -m dev.demo

format: setup ## Format the code, and mend what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: setup ## Format, lint, types, changelog, and the unit tests without browser and playbook: under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	cd .venv/collections && ../bin/mypy --config-file ../../pyproject.toml --cache-dir ../../.build/mypy/plugins ansible_collections/martech/marketo_dynamics/plugins
	$(BIN)/mypy --cache-dir .build/mypy/emulator tests/emulator dev
	$(BIN)/antsibull-changelog lint
	$(PYTEST) 2 -m "$(FAST)" tests/unit

test: check lint slow targets molecule sanity importer edges ## Everything that must pass

test-one: setup ## Run one test: make test-one T=tests/unit/test_architecture.py
	$(BIN)/python -m pytest -m "whole or not whole" $(or $(T),$(error Say which test, for example T=tests/unit/test_architecture.py))

coverage: setup ## Lines and branches of plugins/ that the tests reach (a report in .build/coverage/html)
	@mkdir -p .build/coverage
	$(PYTEST) 4 -m "$(M)" --cov --cov-report=term --cov-report=html tests

lint: setup ## ansible-lint (production), documentation
	$(BIN)/python -m dev.lint

slow: setup ## The tests that need a browser, a playbook or the emulated services
	$(PYTEST) 4 -m "$(SLOW)" tests/unit
	$(PYTEST) 4 --durations=10 tests/contract tests/faults tests/integration

targets: setup ## The integration targets of ansible-test against the emulator
	$(BIN)/python -m dev.integration

faults: setup ## Stops at every call, both ways (make test takes the most telling ones)
	$(PYTEST) 4 -m "whole or not whole" tests/faults

matrix: setup ## All languages, all looks of the page, each element missing and doubled (make test takes a part of them)
	$(PYTEST) 4 -m "whole or not whole" tests/integration/marketo tests/integration/role tests/unit/emulator/marketo

N ?= 200
SEED ?= 20261124
# Besides: SEEDS=3,7,19 for these pages only, RESUME=1 to keep what this version has run already, and OVERRIDES=file.yml (seed to page
# map) to try refused pages again with an entry of the page map.
pages: setup ## The role on N=200 generated admin pages that nobody fitted it to, from SEED=20261124 on
	$(BIN)/python -m tests.pages $(if $(SEEDS),--seeds $(SEEDS),--count $(N) --seed $(SEED)) $(if $(RESUME),--resume) \
		$(if $(OVERRIDES),--overrides $(OVERRIDES)) $(if $(WORKERS),--workers $(WORKERS))

PAGES ?=
snapshots: setup ## Take the snapshots of pages in tests/pages/snapshots anew (PAGES="seed-3 today-ext3": some of them)
	PYTHONPATH=$(CURDIR)/.venv/collections $(BIN)/python -m tests.pages.take $(PAGES)

molecule: setup ## The role end to end as a Molecule scenario
	$(BIN)/python -m dev.molecule

sanity: setup ## ansible-test sanity
	$(BIN)/python -m dev.sanity

importer: setup ## Import the artifact as Galaxy does
	$(BIN)/python -m dev.importer

edges: setup ## The oldest and the newest ansible-core that this machine can run
	$(BIN)/python -m dev.versions --edges

versions: setup ## Every supported ansible-core that this machine can run, with sanity
	$(BIN)/python -m dev.versions

benchmark: setup ## Wall time of each module's task through both doors, side by side
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.off_time

build: setup ## The artifact for Galaxy, into .build
	$(BIN)/python -m dev.artifact

clean: ## Remove what the targets above made
	rm -rf .venv .build .ansible .mypy_cache .pytest_cache .ruff_cache
