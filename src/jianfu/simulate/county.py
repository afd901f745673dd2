"""Makes the ``World``: units, people, groups, memberships and what is planted, from size and seed alone."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.simulate.chance import stream
from jianfu.simulate.doubles import hide_doubles, label_doubles, word_twins
from jianfu.simulate.groups import Sketch, sketch_groups
from jianfu.simulate.labels import label_groups, label_units
from jianfu.simulate.members import Draw, draw_members
from jianfu.simulate.places import make_people, make_units
from jianfu.simulate.planting import plant
from jianfu.simulate.returns import plant_returns
from jianfu.simulate.settings import limits, read_settings
from jianfu.simulate.standing import announce_leavers, choose_owners, label_standing
from jianfu.simulate.wording.plan import plan_wordings
from jianfu.simulate.world import PLATFORMS, Flags, Groups, World
from jianfu.tables.identity import group_id


def make_world(size: str, seed: int, *, clean: bool = False) -> World:
    """The made-up county of one of ``SIZES``; the same size, seed and ``clean`` give the same world, value for value.

    ``clean``: a county in which nothing at all is wrong, yet with life in it.
    """
    settings = read_settings(size)
    units, counts = make_units(settings, seed, clean=clean)
    people = make_people(units, counts, settings, seed, clean=clean)
    people = announce_leavers(people, settings, seed)
    sketch = sketch_groups(units, settings, seed, clean=clean, most=limits().groups_per_unit)
    sketch = word_twins(sketch, units, seed, clean=clean)
    planting = plant(sketch, settings, seed, clean=clean)
    wecom = sketch.platform == PLATFORMS.index("wecom")
    draw = Draw(sketch.unit, sketch.owner, sketch.audience, sketch.size, planting.created_on, sketch.twin_of, wecom)
    memberships = draw_members(units, people, draw, settings, seed)
    room_id = _room_ids(seed, wecom)
    members = np.diff(memberships.offset)
    groups = Groups(
        group_id=_group_ids(sketch, room_id, units.code),
        room_id=room_id,
        name=sketch.name,
        unit=sketch.unit,
        owner=sketch.owner,
        platform=sketch.platform,
        temporary=sketch.temporary,
        purpose=sketch.purpose,
        audience=sketch.audience,
        stated_members=np.where(wecom, members, sketch.size).astype(np.int32),
        restricted=hide_doubles(sketch, units, memberships) if clean else sketch.restricted,
        life=sketch.life,
        twin_of=sketch.twin_of,
        **vars(planting),
    )
    groups = choose_owners(units, people, groups, memberships, seed, clean=clean)
    groups, returns = plant_returns(groups, units, seed, clean=clean)
    world = World(size, seed, clean, settings, units, people, groups, memberships, ())
    valid = world.valid_exemption()
    labels = [*label_units(units, groups, valid), *label_groups(groups, np.datetime64(world.as_of, "D"), valid)]
    labels += [*label_doubles(world), *label_standing(world), *returns]
    world = replace(world, labels=tuple(labels))
    wordings, more = plan_wordings(world)
    return replace(world, wordings=wordings, labels=(*world.labels, *more))


def _room_ids(seed: int, wecom: Flags) -> pa.StringArray:
    """Ids as WeCom gives them: wr and letters and digits."""
    numbers = stream(seed, "habits").integers(0, 2**62, (2, len(wecom)))
    spelled = pa.array([f"wrJF{first:016x}{second:012x}"[:32] for first, second in numbers.T.tolist()])
    return pc.if_else(pa.array(wecom), spelled, pa.scalar(None, pa.string()))


def _group_ids(sketch: Sketch, room_id: pa.StringArray, codes: pa.StringArray) -> pa.StringArray:
    unit_codes = codes.take(pa.array(sketch.unit)).to_pylist()
    names, rooms = sketch.name.to_pylist(), room_id.to_pylist()
    return pa.array(
        [
            room or group_id(None, unit_codes[row], names[row], PLATFORMS[sketch.platform[row]])
            for row, room in enumerate(rooms)
        ]
    )
