# The commands of this project. `make demo` and `make test` need nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: demo test lint bench golden lock schemas clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -I -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/ready: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

demo: $(VENV)/installed ## set up, then check the example workspace as on 23 November 2026
	@printf '\n$$ guardrails check examples --as-of 2026-11-23\n\n'
	@$(BIN)/guardrails check examples --as-of 2026-11-23 || test $$? -eq 1
	@printf '\n\n$$ guardrails check examples/campaigns/friday-flash-sale.yaml --as-of 2026-11-23\n\n'
	@$(BIN)/guardrails check examples/campaigns/friday-flash-sale.yaml --as-of 2026-11-23 || test $$? -eq 1
	@printf '\n\n$$ guardrails check examples/campaigns/template-webinar-green.yaml --as-of 2026-11-23\n\n'
	@$(BIN)/guardrails check examples/campaigns/template-webinar-green.yaml --as-of 2026-11-23

test: $(VENV)/ready ## set up, then run every test
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/ready ## style, types, and the floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src tests
	$(BIN)/lint-imports

golden: $(VENV)/ready ## rewrite the golden files and the output blocks in README and docs; review the difference
	$(BIN)/python -m pytest --update-golden

bench: $(VENV)/installed ## measure against floors and peers (installs them into .bench/)
	$(BIN)/python bench/run.py

lock: ## choose anew the libraries that the action and the release install, each with its hash (needs uv)
	uv pip compile pyproject.toml $(LOCK) -o .ci/locked-libraries.txt
	uv pip compile --group build -c .ci/locked-libraries.txt $(LOCK) -o .ci/locked-builder.txt
	uv pip compile --group release $(LOCK) -o .ci/locked-release.txt

clean:
	rm -rf $(VENV) .bench .cache build dist
