# The commands of the project; `make` alone lists them. Everything installs into .venv and nothing else.
.DEFAULT_GOAL := help
PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
VENV := .venv
READY := $(VENV)/.ready
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := false
export DAGSTER_HOME := $(CURDIR)/data/dagster
SAMPLE := data/samples/practice

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@sh .ci/python_venv.sh $(PYTHON) $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	VIRTUAL_ENV=$(VENV) uv pip sync --quiet --require-hashes --compile-bytecode requirements.lock
	VIRTUAL_ENV=$(VENV) uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY)  ## install the pinned packages into .venv

run: $(READY)  ## run the main job on the sample practice: landing -> published snapshot
	TIEOUT_PRACTICE_NAME="Cedar Hollow Family Medicine" tieout run --landing $(SAMPLE)

test: $(READY) lint  ## lint and run every test
	@sh .ci/system_packages.sh
	pytest -q -n 2 --dist loadfile --no-loadscope-reorder

lint: $(READY)  ## ruff and sqlfluff
	ruff check . && ruff format --check .
	sqlfluff lint --processes 2 --disable-progress-bar dbt_project/models dbt_project/tests

board: $(READY)  ## open the board on http://localhost:8501
	streamlit run streamlit_app/streamlit_app.py

dagster: $(READY)  ## open the orchestrator's UI on http://127.0.0.1:3000
	@mkdir -p $(DAGSTER_HOME) && cp dagster.yaml $(DAGSTER_HOME)/dagster.yaml
	tieout doctor --quiet && dagster dev --module-name pipeline.definitions --host 127.0.0.1 --port 3000

sources: $(READY)  ## write dbt's sources anew from schemas/
	python -c "from pipeline.ingest.raw_tables import main; main()"

sample: $(READY)  ## write the sample practice anew (same seed, same bytes)
	tieout simulate --out data/samples

bench: $(READY)  ## measure parsing speed beside other libraries
	python -m benchmarks

fuzz: $(READY)  ## damage the samples of every adapter 2,000 times and see what each does
	python -m tests.fuzz --runs 2000

lock: $(READY)  ## resolve the versions again into requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock

clean:  ## remove everything that can be rebuilt
	rm -rf $(VENV) data/warehouse data/published data/logs data/dagster dbt_project/target

.PHONY: help setup run test lint board dagster sources sample bench fuzz lock clean
