"""A file and what the shop must say of it."""

from dataclasses import dataclass, field

GOOD = ("ok", "warned")
REFUSED = ("refused",)
DECIDED = ("ok", "warned", "refused")


@dataclass
class Case:
    """`fields`: what the catalogue must hold then, by the names of `read_fields` in test_corpus."""

    name: str
    bytes: bytes
    verdicts: tuple
    fields: dict = field(default_factory=dict)
    says: str = ""  # a word that the report's notes must hold
