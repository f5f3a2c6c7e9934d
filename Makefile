# `make run` reads a sample report into a ledger; `make test` passes the tests. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLE ?= samples/exercise.txt
SERVE ?= 1
LEDGER ?= sample-ledger.db
GOLD := ../shared/gold

.DEFAULT_GOAL := help
.PHONY: help setup run test test-postgres lint format eval eval-peers bench fuzz bench-store bench-web messages coverage-ru lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

setup: $(READY) ## a virtual environment in .venv with the locked dependencies

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Letopis needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.11 run" % sys.version_info[:2])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY) ## read the bundled sample report into a ledger; then open a sample ledger as a web page until Ctrl-C (SERVE=0 stops before)
	@$(BIN)/letopis read $(SAMPLE) --outlet "Залив"
	@echo && $(BIN)/letopis add samples/ledger/*.json --to $(LEDGER)
	@echo && $(BIN)/letopis search ракеты --ledger $(LEDGER) --limit 8
ifneq ($(SERVE),0)
	@echo && exec $(BIN)/letopis serve $(LEDGER) $(if $(PORT),--port $(PORT))
endif

test: $(READY) ## all tests; installs Chromium for those of the web page, if need be
	.ci/browser $(BIN)/pytest

test-postgres: $(READY) ## all tests, those of the store on PostgreSQL too: installs the server if need be, starts it on a free port
	.ci/browser .ci/postgres $(BIN)/pytest

lint: $(READY) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(READY) ## figures against the gold reports in ../shared/gold, where they are
	$(BIN)/python bench/evaluate.py --rows
	$(BIN)/python bench/causes.py
	$(BIN)/python bench/evaluate_dates.py
	$(BIN)/python bench/duckling.py

eval-peers: .venv-peers/.ready ## the same figures for others' programs
	.venv-peers/bin/python bench/peers_times.py
	.venv-peers/bin/python bench/peers_quotes.py

bench: .venv-peers/.ready ## speed, as a ratio against natasha's Doc on the same texts, and how runs grow: written to docs/bench
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 .venv-peers/bin/python bench/report.py

fuzz: $(READY) ## N inputs (10,000) through each reader of the formats, in processes of their own; what fails is kept
	$(BIN)/python -m tests.fuzz.run --inputs $(or $(N),10000)

coverage-ru: $(READY) ## what the tables of speech cover in ../shared/bench/news.jsonl, and which frequent verbs they lack
	$(BIN)/python bench/coverage_ru.py

bench-store: $(READY) ## the store with a million generated entries, in SQLite and PostgreSQL: adding, size, questions
	LETOPIS_POSTGRES_OPTIONS="-c shared_buffers=1GB -c max_wal_size=4GB" .ci/postgres $(BIN)/python bench/store.py --check

bench-web: $(READY) ## the web page over a million generated entries, 8 clients at once, in SQLite and PostgreSQL
	LETOPIS_POSTGRES_OPTIONS="-c shared_buffers=1GB -c max_wal_size=4GB" .ci/postgres $(BIN)/python bench/web.py

messages: $(READY) ## take new messages of the web page into its catalogues
	$(BIN)/pybabel -q extract -F src/letopis/web/locale/babel.cfg -k N_ --no-location --omit-header -o build/messages.pot src/letopis/web
	$(BIN)/pybabel -q update -i build/messages.pot -o src/letopis/web/locale/ru.po -l ru --no-fuzzy-matching --omit-header --width 120

.venv-peers/.ready: requirements/peers.txt pyproject.toml
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock: $(READY) ## renew requirements/*.txt from pyproject.toml
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --group peers --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements/peers.txt

clean: ## remove what was built
	rm -rf $(VENV) .venv-peers build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
