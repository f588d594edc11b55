# make run, make test: the two commands that a newcomer needs. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run test check train catalogues extract update bench understanding coverage desk-bench desk-pictures drills clean
SHELL := /bin/bash

UV := $(or $(shell command -v uv),.boot/bin/uv)
BIN := .venv/bin
MODEL := models/lotse.tar.gz
READY := .venv/.ready
PO := $(wildcard bot/locales/*/LC_MESSAGES/messages.po)
DESK_PO := bot/desk/locale/en/LC_MESSAGES/django.po
MO := $(PO:.po=.mo) $(DESK_PO:.po=.mo)
LEARNT := config.yml domain.yml $(wildcard data/nlu/*.yml data/nlu/*/*.yml data/stories/*.yml bot/nlu/*.py bot/nlu/concepts/*.yml bot/languages.yml)
export RASA_TELEMETRY_ENABLED := false
export PYTHONWARNINGS := ignore
export TF_CPP_MIN_LOG_LEVEL := 3
export UV_PROJECT_ENVIRONMENT := .venv

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

run: $(READY) $(MO) $(MODEL) ## start the assistant; prints the addresses of the web chat and of the desk
	@$(BIN)/lotse up

test: $(READY) $(MO) $(MODEL) ## run the tests
	@$(BIN)/pytest

check: $(READY) $(MO) $(MODEL) ## lint, types, layers, data, stories, texts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/lotse check
	$(BIN)/rasa data validate --fail-on-warnings --domain domain.yml --data data
	$(BIN)/rasa test core --model $(MODEL) --stories tests/stories --out build/stories --fail-on-prediction-errors

train: $(MODEL) ## train the model if the data are newer
catalogues: $(MO) ## compile the catalogues

$(MODEL): $(READY) $(LEARNT)
	@echo "training the model …"
	@mkdir -p build models && $(BIN)/lotse train >build/train.log 2>&1 || (tail -n 20 build/train.log; exit 1)

%.mo: %.po $(READY)
	@$(BIN)/pybabel -q compile -i $< -o $@ --locale $(notdir $(patsubst %/,%,$(dir $(patsubst %/,%,$(dir $<)))))

extract: $(READY) ## read the German texts into build/messages.pot
	@mkdir -p build && $(BIN)/pybabel -q extract -F babel.cfg --no-wrap --sort-by-file --project Arbeitslotse -o build/messages.pot .

update: extract ## bring new German texts into the catalogues
	@for po in $(PO); do $(BIN)/pybabel -q update -i build/messages.pot -o $$po -l $$(cut -d/ -f3 <<<$$po) --no-wrap --ignore-obsolete --no-fuzzy-matching; done

understanding: $(READY) $(MODEL) ## accuracy on held-out messages, per language, with a confusion picture
	@$(BIN)/lotse measure

coverage: $(READY) $(MO) $(MODEL) ## write docs/coverage.md: how far each language is
	@$(BIN)/lotse coverage

desk-bench: $(READY) $(MO) ## time on the server for each page of the desk with 10,000 cases
	@$(BIN)/lotse desk-bench

desk-pictures: $(READY) $(MO) ## make the pictures in docs/pictures anew (needs chromium)
	@DESK_PICTURES=docs/pictures $(BIN)/pytest tests/desk/test_browser.py

drills: $(READY) $(MO) ## kill, flood and starve the bot in full size (an hour); prints a table, DRILLS="kills bursts" chooses some
	@$(BIN)/python -m tests.drills $(DRILLS)

bench: $(READY) $(MODEL) ## training time, size, latency, memory; STOCK=1 puts stock Rasa beside it
	@$(BIN)/lotse bench $(if $(STOCK),--stock)

$(READY): pyproject.toml uv.lock $(filter .boot/bin/uv,$(UV))
	@echo "building the environment …"
	@$(UV) sync --quiet --locked && touch $@

.boot/bin/uv:
	@python3 -m venv .boot && .boot/bin/pip install --quiet --disable-pip-version-check uv

clean: ## remove what was built; data in var/ stay
	rm -rf build models .venv .boot $(MO)
