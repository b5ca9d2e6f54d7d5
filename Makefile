# `make help` names what can be done here; make and Python 3.11 with its venv module are all that it takes.

PYTHON ?= python3
export PORT ?= 8000
ARGS ?=
VENV := .venv/bin/python
LOCKED_GROUPS := uv base test browser lint
COMPILE := ../.uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

install = $(need_python) && $(PYTHON) requirements/install.py $(1)
need_python = { command -v $(PYTHON) >/dev/null || \
	{ echo "Python belum ada. Pasang dengan: sudo apt install python3 python3-venv" >&2; exit 1; }; }

.DEFAULT_GOAL := help
.PHONY: help run test lint messages bench coverage-table lock clean

help: ## daftar perintah ini
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r name text; do printf '  make %-15s %s\n' "$$name" "$$text"; done

run: ## siapkan semuanya dan jalankan situs di 127.0.0.1 (PORT, DATA_DIR, DATABASE_URL)
	@$(need_python) && $(PYTHON) careerguide/port.py
	@$(call install,base)
	@exec $(VENV) -m careerguide.start

test: ## jalankan semua uji tanpa peramban (ARGS="tests/... -k nama" untuk sebagian)
	@$(call install,test)
	@$(VENV) -m pytest $(ARGS)

lint: ## periksa gaya dan kekeliruan umum kode
	@$(call install,lint)
	@$(VENV) -m ruff check
	@$(VENV) -m ruff format --check

messages: ## perbarui katalog bahasa Inggris dan sebutkan teks yang belum diterjemahkan
	@$(call install,test)
	@$(VENV) -m tests.messages

bench: ## ukur kecepatan terhadap pembandingnya dalam satu kali jalan
	@$(call install,test)
	@$(VENV) -m tests.bench $(ARGS)

coverage-table: ## hitung seberapa sering rentang skor memuat nilai yang sebenarnya (simulasi)
	@$(call install,test)
	@$(VENV) -m tests.coverage_table $(ARGS)

lock: ## kunci ulang versi paket di requirements/ (UPGRADE=1: ambil versi terbaru)
	@$(call install,uv)
	@cd requirements && for group in $(LOCKED_GROUPS); do $(COMPILE) $$group.in -o $$group.txt || exit; done

clean: ## hapus paket terpasang dan berkas sementara; data tidak disentuh
	@rm -rf .venv .uv .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
