"""Photos known again: decoding and looking per core, search over a million hashes, recall by edit beside others.

    python benchmarks/photos.py [--hashes 1000000] [--places 30]

`imagehash` and `pdqhash` are compared where they are installed (pip install imagehash pdqhash); both are given the
eight ways a picture can lie, as ours has them. The photos are drawn (simulate/photos), not real ones.
"""

import argparse
import io
import time
from collections import defaultdict

import numpy as np
from PIL import Image

from jianfu.measure.photo_similarity.near import near_pairs
from jianfu.measure.photo_similarity.same import same_pictures
from jianfu.simulate.photos.edits import EDITS, as_jpeg, edit
from jianfu.simulate.photos.scenes import draw
from jianfu.sources.pictures.decode import decode
from jianfu.sources.pictures.look import SIDE, look_of

SCENES = ("yard", "meeting", "form", "poster")
PDQ_BITS, PHASH_BITS = 31, 10
"""The distances their makers advise for 256 and 64 bits."""


def speed() -> None:
    """Processor time, which others on the machine do not lengthen."""
    for name, size, quality in (("12 MP", (4000, 3000), 85), ("as a chat sends it", (1440, 1080), 80)):
        image = draw("yard", np.random.default_rng(1)).resize(size, Image.Resampling.BICUBIC)
        data = as_jpeg(image, quality)
        decoding, looking = [], []
        for _ in range(7):
            began = time.process_time()
            decoded = decode(io.BytesIO(data))  # type: ignore[arg-type]
            middle = time.process_time()
            look_of(decoded.plate)
            decoding.append(middle - began)
            looking.append(time.process_time() - middle)
        both = np.median(decoding) + np.median(looking)
        print(f"| {name}, {len(data) >> 10} KB | decode {np.median(decoding) * 1e3:.1f} ms | look "
              f"{np.median(looking) * 1e3:.1f} ms | {1 / both:.0f} photos/s/core |")  # fmt: skip


def search(count: int) -> None:
    rng = np.random.default_rng(1)
    near_pairs(rng.integers(0, 2**64, (100, 4), dtype=np.uint64))
    hashes = rng.integers(0, 2**64, (count, 4), dtype=np.uint64)
    copies = rng.permutation(count)[: count // 50]
    hashes[copies[: len(copies) // 2]] = hashes[copies[len(copies) // 2 :][: len(copies) // 2]]
    for bit in rng.integers(0, 256, (20, len(copies))):
        hashes[copies, bit // 64] ^= np.uint64(1) << (bit % 64).astype(np.uint64)
    began = time.perf_counter()
    found = near_pairs(hashes)
    print(f"| search, all pairs within 31 of 256 bits | {count:,} hashes | {len(found):,} pairs | "
          f"{time.perf_counter() - began:.1f} s |")  # fmt: skip


def ways(image: Image.Image) -> list[Image.Image]:
    turned = [image, *(image.transpose(way) for way in list(Image.Transpose)[2:5])]
    return [one for way in turned for one in (way, way.transpose(Image.Transpose.FLIP_LEFT_RIGHT))]


def peers() -> dict[str, tuple[object, object]]:
    """Name -> how a picture is hashed, and whether two hashes are near."""
    found: dict[str, tuple[object, object]] = {}
    try:
        import imagehash  # noqa: PLC0415

        found["imagehash phash"] = (imagehash.phash, lambda one, two: one - two <= PHASH_BITS)
    except ImportError:
        print("(imagehash is not installed)")
    try:
        import pdqhash  # noqa: PLC0415

        found["pdqhash"] = (
            lambda image: pdqhash.compute(np.asarray(image.convert("RGB")))[0],
            lambda one, two: int((one != two).sum()) <= PDQ_BITS,
        )
    except ImportError:
        print("(pdqhash is not installed)")
    return found


def as_sent(image: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(as_jpeg(image, quality))).convert("RGB")


def recall(places: int) -> None:
    rng = np.random.default_rng(2)
    first = [draw(kind, np.random.default_rng([place, 1]), place=np.random.default_rng(place))
             for kind in SCENES for place in range(places)]  # fmt: skip
    again = [draw(kind, np.random.default_rng([place, 2]), place=np.random.default_rng(place))
             for kind in SCENES for place in range(places)]  # fmt: skip
    sets = {
        name: [as_sent(edit(one, name, rng), 50 if name == "recompressed" else 75) for one in first] for name in EDITS
    }
    sets["another moment"] = [as_sent(one, 75) for one in again]
    originals = [as_sent(one, 80) for one in first]
    table: dict[str, dict[str, float]] = defaultdict(dict)

    def look(image: Image.Image):
        return look_of(np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR), np.float32))

    known = [look(one) for one in originals]
    for name, pictures in sets.items():
        pairs = {(pair.first, pair.second) for pair in same_pictures([*known, *map(look, pictures)])}
        table["ours"][name] = np.mean([(at, at + len(known)) in pairs for at in range(len(known))])
    for peer, (hash_, near) in peers().items():
        turned = [[hash_(one) for one in ways(image)] for image in originals]
        for name, pictures in sets.items():
            hashes = [hash_(one) for one in pictures]
            table[peer][name] = np.mean([any(near(way, one) for way in lying)
                                         for lying, one in zip(turned, hashes, strict=True)])  # fmt: skip
    print("\n| found as the same | " + " | ".join(sets) + " |\n|" + " --- |" * (len(sets) + 1))
    for peer, row in table.items():
        print(f"| {peer} | " + " | ".join(f"{share:.3f}" for share in row.values()) + " |")
    print("(another moment: the same place, form or poster, another picture; 0 is right)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hashes", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=30)
    asked = parser.parse_args()
    speed()
    search(asked.hashes)
    recall(asked.places)


if __name__ == "__main__":
    main()
