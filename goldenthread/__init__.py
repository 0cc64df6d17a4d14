"""Golden Thread: the platform on which an English local area runs its system for special educational needs."""

__version__ = "0.1.0"
