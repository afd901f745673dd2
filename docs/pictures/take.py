"""Takes the pictures of the report that the README shows: ``python docs/pictures/take.py RUN`` (needs Chromium)."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from jianfu.report.json import read_document
from jianfu.report.write import write_report

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
HEIGHT = 1180
MARGIN = 28
DESK = {"width": 1000, "height": HEIGHT}
PHONE = {"width": 390, "height": HEIGHT}
FRAME = """<body style="margin:0;padding:26px;background:#e4e0d5;display:flex;gap:26px;width:max-content">
<img src="{desk}" style="display:block"><img src="{phone}" style="display:block"></body>"""


def take(browser: Browser, run: Path, language: str, name: str) -> None:
    """A screen and, beside it, a phone further down the same page."""
    page_file = write_report(read_document(run), form="html", language=language, out=HERE / f".{name}.html")
    shots = {}
    for kind, size, place in (("desk", DESK, "header"), ("phone", PHONE, "#flows")):
        page = browser.new_page(viewport=size)
        page.goto(page_file.as_uri())
        top = page.locator(place).first.bounding_box()
        shots[kind] = HERE / f".{name}-{kind}.png"
        clip = {"x": 0, "y": max(top["y"] - MARGIN, 0) if top else 0, **size}
        page.screenshot(path=shots[kind], clip=clip, full_page=True)
        page.close()
    frame = HERE / f".{name}-frame.html"
    frame.write_text(FRAME.format(**{kind: path.name for kind, path in shots.items()}), encoding="utf-8")
    page = browser.new_page(viewport={"width": DESK["width"] + PHONE["width"] + 78, "height": HEIGHT + 52})
    page.goto(frame.as_uri())
    page.screenshot(path=HERE / f"{name}.png")
    page.close()
    for scratch in (page_file, frame, *shots.values()):
        scratch.unlink()


if __name__ == "__main__":
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language, name in (("zh-Hans", "report-zh"), ("en", "report-en")):
            take(chromium, Path(sys.argv[1]), language, name)
        chromium.close()
