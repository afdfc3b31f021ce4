"""Makes the table of shipped actors out of the TOML files."""

from __future__ import annotations

from sayso.actors.entries import parse_files, raise_problems
from sayso.actors.names import collect_names
from sayso.actors.shipped import Place, Shipped, make_rows, make_shipped
from sayso.actors.states import States


def compile_texts(texts: dict[str, bytes], states: States) -> Shipped:
    """The table made from the texts of the TOML files. RuleError lists all problems together."""
    actors = parse_files(texts, states.make_actor)
    problems: list[str] = []
    numbers = {actor.id: number for number, actor in enumerate(actors)}
    for actor in actors:
        if actor.parent and actor.parent not in numbers and states.make_actor(actor.parent) is None:
            problems.append(f"{actor.id}: its parent {actor.parent!r} is no actor")
    names: dict[str, list[Place]] = {}
    for key, found in collect_names(actors, problems).items():
        for name in found:
            place = (name.actor.name, *name.actor.aliases).index(name.text)
            names.setdefault(key, []).append((numbers[name.actor.id], place))
    raise_problems(problems, "sayso.actors")
    return make_shipped(make_rows(actors), names)
