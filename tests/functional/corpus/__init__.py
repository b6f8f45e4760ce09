"""Three hundred book files, good and hostile, each with what must be said of it. The same bytes on every machine."""

from .case import Case
from .damaged import damaged_cases
from .good import good_cases
from .hostile import hostile_cases
from .real import real_cases


def all_cases(folder_of_real_books):
    """Every case, by a name of its own. Without real books their part is missing."""
    cases = [*good_cases(), *hostile_cases(), *damaged_cases(), *real_cases(folder_of_real_books)]
    names = [case.name for case in cases]
    if len(set(names)) != len(names):
        raise ValueError(f"two cases of one name: {sorted(name for name in names if names.count(name) > 1)}")
    return cases


__all__ = ["Case", "all_cases"]
