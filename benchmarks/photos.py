"""Photos known again: decoding and looking per core, search over a million hashes, recall by edit beside others.

    python benchmarks/photos.py [--hashes 1000000] [--places 30]

`imagehash` and `pdqhash` are compared where they are installed (pip install imagehash pdqhash); both are given the
eight ways a picture can lie, as ours has them. So are `simplejpeg` and `opencv-python-headless`, which read JPEGs.
The photos are drawn (simulate/photos), not real ones.
"""

import argparse
import io
import os
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the process that reads pictures has it; before NumPy starts

import numpy as np
from PIL import Image

from jianfu.measure.photo_similarity.near import near_pairs
from jianfu.measure.photo_similarity.same import same_pictures
from jianfu.simulate.photos.edits import EDITS, as_jpeg, edit
from jianfu.simulate.photos.scenes import draw
from jianfu.sources.pictures.decode import decode
from jianfu.sources.pictures.look import SIDE, look_of

PICTURES = (
    ("12 MP, no grain", (4000, 3000), 85, 0.0),
    ("12 MP, little grain", (4000, 3000), 80, 4.0),
    ("12 MP, usual", (4000, 3000), 90, 4.0),
    ("12 MP, much grain", (4000, 3000), 92, 6.0),
    ("as a chat sends it", (1440, 1080), 80, 3.0),
)
SCENES = ("yard", "meeting", "form", "poster")
PDQ_BITS, PHASH_BITS = 31, 10
"""The distances their makers advise for 256 and 64 bits."""


def speed() -> None:
    """Milliseconds of processor time, the best of seven, which others on the machine lengthen least."""
    decoders = readers()
    print("| photo | MB | " + " | ".join(decoders) + " | look | photos/s/core | MB/s of the barest decoder |")
    print("|" + " --- |" * (len(decoders) + 5))
    for name, size, quality, grain in PICTURES:
        data = photo(size, quality, grain)
        times = {reader: best(partial(read, data)) for reader, read in decoders.items()}
        plate = decode(io.BytesIO(data)).plate  # type: ignore[arg-type]
        looking = best(partial(look_of, plate))
        cells = [f"{each * 1e3:.1f}" for each in (*times.values(), looking)]
        barest = min(times.values())
        print(f"| {name} | {len(data) / 1e6:.2f} | " + " | ".join(cells)
              + f" | {1 / (times['ours'] + looking):.0f} | {len(data) / 1e6 / barest:.0f} |")  # fmt: skip


def photo(size: tuple[int, int], quality: int, grain: float) -> bytes:
    """A drawn scene with the grain of a sensor, without which it would be far smaller than a real photo."""
    scene = draw("yard", np.random.default_rng(1)).convert("RGB").resize(size, Image.Resampling.BICUBIC)
    noise = np.random.default_rng(2).normal(0, grain, (size[1], size[0], 1))
    return as_jpeg(Image.fromarray(np.clip(np.asarray(scene) + noise, 0, 255).astype(np.uint8)), quality)


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(7):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def readers() -> dict[str, Callable[[bytes], object]]:
    """Ways to an eighth of a JPEG, grey; each but ours leaves the checks, the size and the day out."""
    found: dict[str, Callable[[bytes], object]] = {
        "ours": lambda data: decode(io.BytesIO(data)),  # type: ignore[arg-type]
        "Pillow, draft": drafted,
    }
    try:
        import simplejpeg  # noqa: PLC0415

        found["simplejpeg, eighth"] = lambda data: simplejpeg.decode_jpeg(
            data, "GRAY", fastdct=True, min_height=SIDE, min_width=SIDE, min_factor=1
        )
    except ImportError:
        print("(simplejpeg is not installed)")
    try:
        import cv2  # noqa: PLC0415

        cv2.setNumThreads(1)
        found["OpenCV, eighth"] = lambda data: cv2.imdecode(
            np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8
        )
    except ImportError:
        print("(opencv-python-headless is not installed)")
    return found


def drafted(data: bytes) -> object:
    image = Image.open(io.BytesIO(data))
    image.draft("L", (SIDE, SIDE))
    return image.load()


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
