"""Picture files (图片文件): what each is known again by. Pixels, place and camera are not kept."""

from jianfu.tables.column import Table, date, integer, text

PICTURE = Table(
    name="picture",
    zh="图片文件",
    en="Picture file",
    key=("fingerprint",),
    columns=(
        text(
            "fingerprint",
            "文件指纹",
            "File fingerprint",
            note=(
                "平台给出的文件 MD5 值（文件以此命名），否则为文件内容的 MD5 值",
                "the platform's MD5 of the file where the file is named by it, else the MD5 of its bytes",
            ),
        ),
        integer(
            "quality",
            "画面信息量",
            "How much there is to see",
            note=("0 至 100；全黑、空白、模糊的画面接近 0", "0 to 100; dark, blank and blurred pictures are near 0"),
        ),
        text(
            "hash",
            "感知指纹",
            "Perceptual hash",
            note=("256 位，十六进制；不能还原画面", "256 bits in hexadecimal; no picture can be made of it"),
        ),
        text(
            "points",
            "特征点",
            "Points that stand out",
            note=(
                "最多 64 个位置及其周围的符号，十六进制",
                "up to 64 places and the signs around them, in hexadecimal",
            ),
        ),
        integer("width", "宽", "Width", unit="pixel"),
        integer("height", "高", "Height", unit="pixel"),
        date(
            "taken_on",
            "拍摄日期",
            "Taken on",
            note=(
                "相机写入的日期；多数平台转发时已去除",
                "as the camera states it; most platforms strip it on the way",
            ),
        ),
    ),
)
