# What a person types. `make help` lists it.
# The first Python that runs and is new enough; a name on the path may be a shim for a version that is not there.
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p $(NEW_ENOUGH) 2>/dev/null && echo $$p && break; done)
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
HOST   ?= 127.0.0.1
WORKERS ?= 2
PYTHONS ?= python3.11 python3.12 python3.13
TESTS   ?= tests
MINUTES ?= 60

.PHONY: screenshots help serve test test-postgres test-matrix pytest unit bench shell messages browser tools wrk postgres

help:  ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

serve: $(BIN)/.runtime  ## Start the site at http://127.0.0.1:8000/ (PORT=8080 for another port)
	@$(BIN)/python manage.py prepare --address http://$(HOST):$(PORT)/
	@MALLOC_ARENA_MAX=1 ZHANGJU_LOG_JSON=$${ZHANGJU_LOG_JSON:-0} exec $(BIN)/gunicorn core.wsgi --bind $(HOST):$(PORT) --workers $(WORKERS)

test: $(BIN)/.tests tools browser postgres  ## Run everything: linters, types, contracts, migrations, messages, tests on SQLite and PostgreSQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py compile_catalogues
	$(BIN)/pytest -n 2 --dist loadfile
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 --dist loadfile -m "not own_database" tests/integration

test-postgres: $(BIN)/.tests postgres  ## Run all tests on PostgreSQL, in a cluster that is started for them (TESTS=tests/integration)
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 --dist loadfile $(TESTS)

test-matrix: postgres  ## Run the tests on SQLite and PostgreSQL under every Python (PYTHONS="python3.11 python3.12 python3.13")
	@for python in $(PYTHONS); do \
	    version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])') || exit 1; \
	    echo "== Python $$version"; \
	    $(MAKE) --no-print-directory PYTHON=$$python VENV=$(VENV)-$$version pytest test-postgres || exit 1; \
	done

pytest: $(BIN)/.tests
	$(BIN)/pytest -n 2 --dist loadfile $(TESTS)

test-whoosh-classic: $(BIN)/.tests  ## Run the search tests on whoosh 2.7.4, the package that whoosh3 continues
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(VENV)/whoosh-classic Whoosh==2.7.4
	PYTHONPATH=$(VENV)/whoosh-classic $(BIN)/pytest tests/unit/test_search_index.py tests/unit/test_search_exactness.py tests/integration/test_search.py tests/integration/test_search_contract.py tests/integration/test_outbox.py

unit: $(BIN)/.tests  ## Run the unit tests alone: no database, no browser
	$(BIN)/pytest -n 2 tests/unit

bench: $(BIN)/.bench wrk  ## Print what the site's speed is, beside named baselines
	@for file in tests/benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python -m $$(echo $${file%.py} | tr / .); done

screenshots: $(BIN)/.tests browser  ## Take the pictures of the guide for editors anew
	ZHANGJU_PICTURES=docs/images $(BIN)/pytest tests/browser/test_pictures.py

shell: $(BIN)/.runtime  ## Open a Python prompt with the site's models
	@$(BIN)/python manage.py shell

messages: $(BIN)/.tests tools  ## Collect the interface's sentences for translation
	$(BIN)/python manage.py makemessages --locale zh_Hans --locale en --no-location --no-obsolete --ignore tests --ignore "$(VENV)*" --ignore var

# A virtual environment that follows the lists of requirements.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "apt-get install python3-venv, then try again."; exit 1; }

$(BIN)/.runtime: $(BIN)/python requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(BIN)/.tests: $(BIN)/.runtime tests/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

$(BIN)/.bench: $(BIN)/.tests tests/benchmarks/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/benchmarks/requirements.txt
	@touch $@

# Programs of the system that only the tests need: installed where that is possible, named where it is not.
browser:
	@sh tests/install.sh chromium chromium chromium-browser google-chrome google-chrome-stable
	@fc-list 2>/dev/null | grep -qi cjk || sh tests/install.sh fonts-noto-cjk

.PHONY: stress
stress: $(BIN)/.tests  ## Have many processes change outlines and kill them at random for an hour (MINUTES=60)
	$(BIN)/python -m tests.stress --minutes $(MINUTES)

postgres:
	@sh tests/install.sh postgresql pg_lsclusters initdb

wrk:
	@sh tests/install.sh wrk wrk

tools:
	@sh tests/install.sh gettext xgettext
