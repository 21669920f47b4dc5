# make report   sets up and makes every page, PDF and workbook that is not up to date
# make test     sets up and runs the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TESTS ?= tests
ARGS := $(if $(YEAR),--year $(YEAR)) $(if $(ONLY),--only $(ONLY)) $(if $(FORCE),--force)

.PHONY: report setup test lint format bench lock audit sbom clean
.DEFAULT_GOAL := report

report: $(STAMP)
	$(BIN)/citystats report $(ARGS)

setup: $(STAMP)

# versions and hashes come from requirements.lock; the project itself is installed editable, so that it is found from any folder
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

lint: $(STAMP)
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(STAMP)
	$(BIN)/python benchmarks/report.py

lock: $(STAMP)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra dev --python-version 3.11 pyproject.toml -o requirements.lock

# known faults of what the lock file holds; each fault that is accepted is a line of .ci/audit-exceptions, with why
audit: $(STAMP)
	$(BIN)/pip-audit --requirement requirements.lock --disable-pip --progress-spinner off --strict \
		$(shell sed -n 's/^\([A-Z][A-Za-z0-9-]*\).*/--ignore-vuln \1/p' .ci/audit-exceptions)

# what a release is made of (CycloneDX), the same bytes for the same lock file
sbom: $(STAMP)
	mkdir -p dist
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o dist/citystats.cdx.json

clean:
	rm -rf reports .citystats
