# `make` lists what there is. Everything installs what it needs, from the package registries alone.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
PYTHON := $(VENV)/bin/python
# Built once per lock: the stamp is newer than requirements.txt when the environment fits it.
INSTALLED := $(VENV)/.installed
UV_VERSION := $(shell sed -n 's/^uv==//p' requirements.txt)
PERSONS ?= 20000
# Each command is a process of its own: without bytecode it would compile a thousand modules first.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help install demo test airflow lint format bench clean lock suites

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(INSTALLED) ## the environment in .venv/ and the command .venv/bin/padan

$(INSTALLED): requirements.txt pyproject.toml
	python3.11 -m venv $(VENV) 2>/dev/null || python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(VENV)/bin/uv pip install --quiet --compile-bytecode --python $(PYTHON) -r requirements.txt
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --no-deps -e .
	$(PYTHON) -m compileall -q pipelines dags
	touch $(INSTALLED)

demo: install ## three simulated months through Airflow (PERSONS=20000), a summary, where to look next
	PYTHONPATH=dags $(PYTHON) -m padan_airflow.demo --persons $(PERSONS)

airflow: install ## Airflow's UI and scheduler on the embedded PostgreSQL, on loopback
	PYTHONPATH=dags $(PYTHON) -m padan_airflow.services

test: install ## all tests, files side by side
	$(PYTHON) -m pytest -n logical --maxprocesses 4 --no-loadscope-reorder

lint: install ## style and types: ruff, mypy, sqlfluff, stale suites
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/sqlfluff lint --disable-progress-bar sql/marts sql/sync sql/status sql/export sql/reconcile sql/run sql/receive sql/identity sql/review sql/public sql/roles sql/publish sql/grounds sql/linkage sql/deliver
	$(VENV)/bin/padan contract suites --check
	$(VENV)/bin/padan mart dictionary --check

format: install ## put files into the project's form
	$(VENV)/bin/ruff check --fix --quiet .
	$(VENV)/bin/ruff format --quiet .

bench: install ## the month against the plain packages, read against calamine, load against COPY, growth
	$(PYTHON) -m tests.benchmarks

lock: install ## resolve requirements.in into requirements.txt
	$(VENV)/bin/uv pip compile --quiet --python-version 3.11 --no-header --no-annotate requirements.in -o requirements.txt

suites: install ## write the part of each suite that follows from its contract
	$(VENV)/bin/padan contract suites

clean: ## remove the environment and all state, the embedded warehouse included
	-test -x $(VENV)/bin/padan && $(VENV)/bin/padan warehouse stop
	rm -rf $(VENV) .padan *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
