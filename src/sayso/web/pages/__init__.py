"""The pages, one kind a file: each function gives what its page shows, for people and for programs."""
