# Recipes for developers; `pip install -e '.[dev]'` brings `just`. What must hold before a push: `just`.

python := env("PYTHON", "python3")

# format, lint, types, layers, tests
default: format lint types layers tests

# list the recipes
help:
    @just --list

format:
    ruff format .

lint:
    ruff check .

types:
    mypy

layers:
    lint-imports

# the default ring: no server, no network, under two minutes
tests *args:
    {{python}} -m pytest {{args}}

# the rules' own examples, and what must hold for any text
quality:
    {{python}} -m pytest -q tests/codebook tests/intake tests/extract tests/test_reading_properties.py

# full size, by hand: 10,000 broken texts, 200 kills, half an hour of servers, then the benchmarks; put the figures into docs/
long:
    SAYSO_LONG=1 SAYSO_REQUIRE=browser,postgres,openssl,ray {{python}} -m pytest -x
    just bench
    {{python}} -m benchmarks.queries --claims 1000000
    {{python}} -m benchmarks.blockwise --claims 3000000

# words per second against the yardstick, memory, start
bench *args:
    {{python}} -m benchmarks {{args}}

# refresh what is made by the program: docs/cli.md, the table in the README, the picture of the page (Chromium)
docs:
    {{python}} docs/make_cli.py
    {{python}} docs/make_readme.py
    {{python}} docs/make_images.py
    {{python}} -m pytest -q tests/test_house.py

# fit, export and measure the reader model: just train --corpora DIR --encoder DIR --out DIR --model FILE
train *args:
    {{python}} -m training {{args}}

# measure a model: just evaluate --corpora DIR [--model FILE]
evaluate *args:
    {{python}} -m training.evaluate {{args}}

# everything that CI does, in fresh environments
ci:
    .ci/run
