"""From a report to its annotated `Doc`: words, sentences, tree, names and attribution fragments."""
