# Each target sets up what it needs; none needs more than make and, at best, a Python.

.DEFAULT_GOAL := help
.PHONY: help setup demo test bench reports package rehearse lock

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: ## Python environment in .venv, Qt's system libraries; then .venv/bin/sextant is the program
	@scripts/setup window
	@echo "Ready: .venv/bin/sextant"

demo: ## Six analyses of the sample recording, without keys or network
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then scripts/setup window; else scripts/setup; fi
	@.venv/bin/sextant demo

test: ## Lint, types, imports and all tests
	@scripts/setup window test
	@scripts/check

bench: ## Speed and memory, as ratios to what the machine can do
	@scripts/setup window
	@.venv/bin/pytest -s tests/bench

reports: ## The reports in Chromium, LibreOffice and poppler, judged by axe and a validator
	@scripts/setup window test
	@scripts/check-reports

package: ## This system's installers, into dist/
	@packaging/build

rehearse: ## Install what package made as a client would: a bare Debian, Wine (root, Debian)
	@packaging/rehearse

lock: ## Resolve the versions anew (needs uv)
	@scripts/lock
