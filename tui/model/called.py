"""What people call units and steps: by id, by name in either language, by what they were called before."""

from collections.abc import Iterable, Mapping

from tui.model.indicator import Step
from tui.model.roster import Unit

__all__ = ["by_name"]


def by_name(named: Iterable[Unit | Step]) -> Mapping[str, tuple[str, ...]]:
    """The ids that may be meant by every name that somebody goes by.

    Args:
        named: Units, each once for every version of it, or steps.

    Returns:
        Of an id that alone: what is somebody's id means nobody else. Of another name all who go by it, in their order;
        `""` is nobody's.
    """
    ids: dict[str, tuple[str, ...]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for each in named:
        ids[each.id] = (each.id,)
        for name in each.name if isinstance(each, Step) else (each.name, *each.aliases):
            before = found.get(name, ())
            if name and each.id not in before:
                found[name] = (*before, each.id)
    return ids | {name: meant for name, meant in found.items() if name not in ids}
