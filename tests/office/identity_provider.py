"""A small provider of identities (OpenID Connect) in a process of its own; it lies where it is asked to.

Whoever stands before it says by ``as`` who they are and by ``bend`` what shall be wrong with the answer.
"""

import base64
import hashlib
import hmac
import json
import secrets
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "jianfu-office", "s3cret/+ of the office"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
asked: dict[str, dict[str, str]] = {}
"""Code -> what the office asked, and what the person chose."""


def by_hand(algorithm: str, claims: dict[str, object], key: bytes) -> str:
    """A token no sound library would make."""
    header = {"alg": algorithm, "typ": "JWT", "kid": "one"}
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in (header, claims)]
    sealed = hmac.digest(key, b".".join(parts), "sha256") if key else b""
    return b".".join([*parts, base64.urlsafe_b64encode(sealed).rstrip(b"=")]).decode()


class Started:
    """The process, and where it answers."""

    def __init__(self) -> None:
        self.process = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
        self.issuer = self.process.stdout.readline().strip()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


class Provider(BaseHTTPRequestHandler):
    """Says who somebody is to whoever asks rightly."""

    def do_GET(self) -> None:
        where, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        if where == "/.well-known/openid-configuration":
            self.say({
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/end", "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            })  # fmt: skip
        elif where == "/keys":
            self.say({"keys": [KEY.as_dict(private=False)]})
        elif where == "/authorize":
            self.authorize(query)
        else:
            self.send_error(404)

    def authorize(self, query: dict[str, str]) -> None:
        sound = query["client_id"] == CLIENT and query["code_challenge_method"] == "S256" and "openid" in query["scope"]
        if not sound or not all(query.get(name) for name in ("state", "nonce", "code_challenge", "redirect_uri")):
            return self.send_error(400)
        code = secrets.token_urlsafe(12)
        asked[code] = query
        told = {"code": code, "state": query["state"], "iss": self.issuer}
        match query.get("bend"):
            case "state":
                told["state"] = "another"
            case "mixed-up":
                told["iss"] = "https://elsewhere.example"
            case "denied":
                told = {"error": "access_denied", "error_description": "<b>no</b>", "state": query["state"]}
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode(told)}")
        self.end_headers()
        return None

    def do_POST(self) -> None:
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        name, _, secret = base64.b64decode(self.headers["Authorization"].split()[1]).decode().partition(":")
        query = asked.pop(sent["code"], {})  # a code is good once
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        right = (unquote(name), unquote(secret)) == (CLIENT, SECRET)
        if not (right and query and proof == query["code_challenge"] and sent["redirect_uri"] == query["redirect_uri"]):
            return self.say({"error": "invalid_grant"}, 400)
        answer = {"access_token": "opaque", "token_type": "Bearer", "expires_in": 60}
        if query.get("bend") != "no-token":
            answer["id_token"] = self.token(query)
        return self.say(answer)

    def token(self, query: dict[str, str]) -> str:
        bend, now = query.get("bend", ""), int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "subject", "nonce": query["nonce"], "iat": now, "exp": now + 300,
            "preferred_username": query["as"], "email": f"{query['as']}@example.org", "email_verified": "verified" in bend,
        }  # fmt: skip
        claims |= {
            "nonce": {"nonce": "another"}, "audience": {"aud": "another-office"}, "issuer": {"iss": "https://x.example"},
            "expired": {"iat": now - 900, "exp": now - 300}, "two-audiences": {"aud": [CLIENT, "another"]},
            "not-a-name": {"preferred_username": ["careful"]}, "no-text": {"preferred_username": "careful\x00"},
        }.get(bend, {})  # fmt: skip
        for name in {"no-nonce": ["nonce"], "no-expiry": ["exp"], "no-subject": ["sub"]}.get(bend, []):
            del claims[name]
        if bend == "alg-none":
            return by_hand("none", claims, b"")
        if bend == "alg-hs256":  # signed with what everybody may know
            return by_hand("HS256", claims, KEY.as_pem(private=False))
        if bend == "alg-client-secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET.ljust(32, "x")))
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, OTHER if bend == "key" else KEY)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def say(self, told: object, status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    sys.stdout.write(f"http://127.0.0.1:{serving.server_address[1]}\n")
    sys.stdout.flush()
    serving.serve_forever()
