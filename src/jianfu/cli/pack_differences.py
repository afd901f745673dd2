"""The differences between two packs as lines for a terminal."""

from collections.abc import Iterator, Sequence

from jianfu.base.i18n import Translator
from jianfu.detect.pack import Pack
from jianfu.detect.pack_diff import Difference, Held
from jianfu.detect.reference import quantity


def difference_lines(
    found: Sequence[Difference], packs: tuple[Pack, Pack], names: tuple[str, str], say: Translator
) -> Iterator[str]:
    """What differs, a thing a paragraph, the left pack before the right one."""
    if not found:
        yield say("pack-diff-none")
    titles = {rule.id: say.pick(rule.title) for pack in packs for rule in pack.rules}
    titles |= {season.key: say.pick(season.title) for pack in packs for season in pack.seasons}
    for each in found:
        heading = f"{each.rule_id}  {titles.get(each.rule_id, '')}"
        yield f"{heading}  {say(f'pack-diff-{each.what}')} {each.parameter}".rstrip()
        for name, pack, side in zip(names, packs, (each.left, each.right), strict=True):
            yield f"  {name}: " + (say("pack-diff-between").join(_words(each, one, pack, say) for one in side) or "—")


def _words(difference: Difference, one: object, pack: Pack, say: Translator) -> str:
    if isinstance(one, Held):
        unit = pack.rule(difference.rule_id).parameters[difference.parameter].unit
        origin = say("limit-kind-setting") if one.origin == "setting" else say.pick(pack.citations[one.origin].title)
        return say("pack-diff-held", value=quantity(one.value, unit, say), day=one.start, origin=origin)
    if isinstance(one, dict):
        listed = {name: ", ".join(one[name]) for name in ("rules", "groups")}
        return say("pack-diff-season", start=one["from"], end=one["until"], **listed)
    return str(one)
