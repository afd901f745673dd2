"""A browser without a screen, for a server in another process."""

import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar


class Stays(urllib.request.HTTPRedirectHandler):
    """Where an answer leads is for the caller to follow."""

    def redirect_request(self, *_arguments):
        return None


class WebClient:
    """Keeps its cookies, sends the token forms need, and stays where an answer leads elsewhere."""

    def __init__(self, address: str) -> None:
        self.address, self.cookies = address.rstrip("/"), CookieJar()
        self._opener = urllib.request.build_opener(Stays, urllib.request.HTTPCookieProcessor(self.cookies))

    def sign_in(self, role: str, *, language: str = "zh-Hans") -> "WebClient":
        self.get("/login")
        assert self.post("/speak", {"language": language})[0] == 302
        assert self.post("/login/demo", {"username": f"demo-{role}"})[0] == 302
        return self

    def get(self, path: str) -> tuple[int, str, str]:
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str, str]:
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self._token()}).encode()
        return self._ask(urllib.request.Request(self.address + path, data=body))

    def send(self, path: str, files: dict[str, bytes]) -> tuple[int, str, str]:
        """Files by name, in the field ``files``."""
        token = f'--xx\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self._token()}'.encode()
        head = '--xx\r\nContent-Disposition: form-data; name="files"; filename="{}"\r\n\r\n'
        parts = [token, *(head.format(name).encode() + data for name, data in files.items()), b"--xx--\r\n"]
        request = urllib.request.Request(self.address + path, data=b"\r\n".join(parts))
        request.add_header("Content-Type", "multipart/form-data; boundary=xx")
        return self._ask(request)

    def _token(self) -> str:
        return next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")

    def _ask(self, request: urllib.request.Request) -> tuple[int, str, str]:
        """Status, where it leads, text."""
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, "", answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers.get("Location") or "", answer.read().decode("utf-8", "replace")
