"""What people and platforms do to a photo before it is sent again: compress, shrink, crop, mirror, turn, tint."""

from io import BytesIO

from PIL import Image, ImageEnhance, ImageOps

from jianfu.simulate.chance import Rng

EDITS = ("same", "recompressed", "resized", "cropped", "mirrored", "turned", "brightened", "tilted")
"""原样, 重新压缩, 缩放, 裁边, 镜像, 旋转, 调亮, 略微倾斜."""


def edit(image: Image.Image, kind: str, rng: Rng) -> Image.Image:
    """The picture after one edit; ``cropped`` loses up to a tenth of its width and of its height."""
    if kind == "mirrored":
        return ImageOps.mirror(image)
    if kind == "turned":
        ways = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
        return image.transpose(ways[rng.integers(3)])
    if kind == "brightened":
        return ImageEnhance.Contrast(ImageEnhance.Brightness(image).enhance(rng.uniform(0.85, 1.2))).enhance(1.15)
    shaping = {"resized": _resized, "cropped": _cropped, "tilted": _tilted}.get(kind)
    return shaping(image, rng) if shaping else image


def _resized(image: Image.Image, rng: Rng) -> Image.Image:
    share = rng.uniform(0.4, 0.85)
    return image.resize((int(image.width * share), int(image.height * share)), Image.Resampling.BICUBIC)


def _cropped(image: Image.Image, rng: Rng) -> Image.Image:
    wide, high = image.size
    lost_x, lost_y = rng.uniform(0.03, 0.1) * wide, rng.uniform(0.03, 0.1) * high
    left, top = rng.uniform(0, lost_x), rng.uniform(0, lost_y)
    return image.crop((int(left), int(top), int(left + wide - lost_x), int(top + high - lost_y)))


def _tilted(image: Image.Image, rng: Rng) -> Image.Image:
    wide, high = image.size
    angle = float(rng.uniform(1.0, 3.0) * rng.choice([-1, 1]))
    edge_x, edge_y = int(0.03 * wide), int(0.045 * high)
    return image.rotate(angle, Image.Resampling.BICUBIC).crop((edge_x, edge_y, wide - edge_x, high - edge_y))


def as_jpeg(image: Image.Image, quality: int, exif: Image.Exif | None = None) -> bytes:
    """The bytes of the file."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, **({"exif": exif} if exif is not None else {}))
    return out.getvalue()
