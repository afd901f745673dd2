"""A browser in which an account of the demo has signed in, and pictures of what it shows."""

import os
import re
from pathlib import Path

SHOTS = os.environ.get("JIANFU_SCREENSHOTS", "")
"""The folder pictures are kept in; none are kept where it is empty."""


def signed_in(browser, address: str, role: str, *, width: int = 1280, locale: str = "en-GB", bypass: bool = False):
    """A page in which the demo's account of the role has signed in, and what the browser complained of."""
    context = browser.new_context(viewport={"width": width, "height": 850}, locale=locale, bypass_csp=bypass)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(address) else None)
    page.goto(f"{address}login")
    page.click(f"button[value=demo-{role}]")
    return page, said


def shot(page, name: str) -> None:
    """Keeps a picture of the page where pictures are wanted."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{re.sub(r'[^A-Za-z0-9]+', '-', name)}.png", full_page=True)
