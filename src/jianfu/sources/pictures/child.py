"""The child process that decodes pictures under limits of memory and processor time; it may die.

It reads requests (one JSON line with a path) from standard input and answers in frames on standard output: four bytes
of length, then MessagePack: ``["look", quality, hash, points, width, height, day or null]`` or
``["problem", code, facts]``, and ``["end"]``.
"""

import json
import resource
import struct
import sys
from pathlib import Path

import msgspec

from jianfu.base.errors import SourceProblem
from jianfu.sources.pictures.decode import decode
from jianfu.sources.pictures.look import look_of
from jianfu.sources.pictures.spelling import hash_text, points_text

MEMORY_BYTES_LIMIT = 1 << 31


def main() -> None:
    """Answers requests until standard input closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_LIMIT, MEMORY_BYTES_LIMIT))
    encoder = msgspec.msgpack.Encoder()
    for line in sys.stdin.buffer:
        for frame in (_answer(Path(json.loads(line))), ["end"]):
            data = encoder.encode(frame)
            sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)
        sys.stdout.buffer.flush()


def _answer(path: Path) -> list[object]:
    try:
        decoded = decode(path)
        look = look_of(decoded.plate)
    except SourceProblem as problem:
        return ["problem", problem.code, dict(problem.facts)]
    except MemoryError:
        return ["problem", "picture-too-large", {}]
    day = decoded.taken_on.isoformat() if decoded.taken_on else None
    return ["look", look.quality, hash_text(look), points_text(look), decoded.width, decoded.height, day]


if __name__ == "__main__":
    main()
