"""`python -m sayso.actors` writes the table of shipped actors anew, after a change to their TOML files."""

from pathlib import Path

from sayso.actors.compiling import compile_texts
from sayso.actors.shipped import TABLE, format_table, read_texts
from sayso.actors.states import load_states

if __name__ == "__main__":
    texts = read_texts()
    table = format_table(compile_texts(texts, load_states()), texts)
    Path(__file__).with_name(TABLE).write_text(table, encoding="utf-8", newline="\n")
