"""Who is who across reports: states with their forces, armed groups, bodies and media, by all their names."""

from sayso.actors.registry import ActorRegistry, load_actors

__all__ = ["ActorRegistry", "load_actors"]
