"""All letters and answers of the made-up county (群众来信): what comes, what is answered, what comes again."""

from jianfu.simulate.chance import stream
from jianfu.simulate.letters.again import write_again
from jianfu.simulate.letters.arrivals import draw_arrivals
from jianfu.simulate.letters.desk import Desk
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.letter import Happening, Mailbag
from jianfu.simulate.letters.returns import find_returning
from jianfu.simulate.settings import LetterSettings, read_record
from jianfu.simulate.world import World


def write_mailbag(world: World, *, most: int | None = None) -> Mailbag:
    """Every letter of the county; ``most`` sets about how many, whatever the size."""
    rng, wish = stream(world.seed, "letters"), read_record(LetterSettings, "letters")
    arrivals = draw_arrivals(world, rng, wish, most)
    desk = Desk(world, Dice(rng), wish)
    letters = [desk.write(arrival) for arrival in arrivals]
    together: list[Happening] = []
    if not world.clean:
        more, together = write_again(desk, letters, arrivals)
        letters += more
    letters.sort(key=lambda letter: (letter.register, letter.received, letter.number))
    return Mailbag(tuple(letters), (*desk.happenings, *together, *find_returning(letters, together)))
