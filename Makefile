# make demo   the brief on examples/, as a page           make lint    style, types, who may import whom
# make test   lint, then all tests                        make bench   times side by side
# make fuzz   the same tests, the cases of properties drawn anew each time
# make wheel  a wheel in dist, the reading compiled to machine code (needs a C compiler and Python's headers)
# Needs Python 3.11 or later and make. Everything made here lies in .venv, out and dist; `make clean` takes it away.

PYTHONS = python3.13 python3.12 python3.11 python3
PIP = .venv/bin/pip install --quiet --disable-pip-version-check -c constraints.txt
PAGE = out/brief.html
COMPILER := $(shell command -v cc 2>/dev/null)
SOURCES := pyproject.toml README.md LICENSE NOTICE $(shell find src -type f ! -path '*/__pycache__/*')

.PHONY: demo test fuzz lint bench wheel clean

demo: .venv/base
	.venv/bin/sanjiang brief examples/*.txt --region 乐山 --as-of 2021-04-30 --out $(PAGE)
	@echo "用浏览器打开 open in a browser: file://$(CURDIR)/$(PAGE)"

test: .venv/dev
	$(MAKE) --no-print-directory -j2 lint $(if $(COMPILER),out/compiled)
	.venv/bin/pytest -rs

fuzz: .venv/dev
	.venv/bin/pytest -rs --hypothesis-profile=others

lint: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: .venv/dev out/compiled
	PYTHONPATH=out/compiled .venv/bin/python tests/bench/bench.py

wheel: dist/made

# Compiled in a copy: machine code beside the sources would be run in their stead after they change.
dist/made: $(SOURCES) .venv/base
	rm -rf dist out/copy
	mkdir -p dist out/copy
	cp -R pyproject.toml README.md LICENSE NOTICE src out/copy
	HATCH_BUILD_HOOK_ENABLE_MYPYC=true .venv/bin/pip wheel --quiet --disable-pip-version-check --no-deps -w dist out/copy
	rm -rf out/copy
	touch $@

out/compiled: dist/made
	rm -rf $@
	$(PIP) --no-deps --target $@ dist/*.whl
	touch $@

clean:
	rm -rf .venv out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made anew when what it holds changes; a broken one leaves no stamp and is made anew too.
.venv/base: pyproject.toml constraints.txt
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "$$python -m venv .venv"; exec $$python -m venv --clear .venv; \
	  fi; \
	done; \
	echo "sanjiang: 没有 Python 3.11 以上（含 venv） no Python of 3.11 or later with venv — $(PYTHONS) — Debian: apt-get install python3-venv" >&2; \
	exit 1
	$(PIP) -e .
	@touch $@

.venv/dev: .venv/base
	$(PIP) -e '.[dev]'
	@touch $@
