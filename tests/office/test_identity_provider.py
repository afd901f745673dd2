"""Signing in by a provider of identities: asked of a real one, believed only where everything about its answer holds."""

import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from identity_provider import CLIENT, SECRET, Started
from web_client import Stays

from jianfu.base.errors import UserProblem
from jianfu.office.actions import second_factor
from jianfu.office.models import SETUP, LogEntry, SecondFactor, User
from jianfu.office.roles import Role
from jianfu.web.provider import Provider, provider_of

pytestmark = pytest.mark.slow
PASSWORD = "a long enough one"


@pytest.fixture(scope="module")
def started():
    """A provider as long as these tests last."""
    made = Started()
    yield made
    made.stop()


@pytest.fixture
def provider(started, office, monkeypatch):
    """The office trusts it; one of its users is known there."""
    trusted = Provider(started.issuer, CLIENT, SECRET, "preferred_username", "County ID")
    monkeypatch.setattr(settings, "PROVIDER", trusted)
    User.objects.create_user("careful", password=PASSWORD, role="clerk")
    return trusted


def browser() -> Client:
    return Client(headers={"host": "127.0.0.1", "accept-language": "en"})


def there_and_back(client: Client, who: str = "careful", bend: str = "", onward: str = "/mine") -> str:
    """Goes to the provider as ``who``; the address it sends the browser back to."""
    sent = client.get("/login/provider", {"next": onward})
    assert sent.status_code == 302
    address = f"{sent['Location']}&{urlencode({'as': who, 'bend': bend})}"
    with pytest.raises(urllib.error.HTTPError) as led:
        urllib.request.build_opener(Stays).open(address, timeout=10)
    with led.value as answer:
        assert answer.code == 302
        return answer.headers["Location"].removeprefix("http://127.0.0.1")


def inside(client: Client) -> bool:
    return client.get("/mine").status_code == 200


def test_a_person_both_know_comes_in_with_the_rights_of_the_office(provider) -> None:
    client = browser()
    assert 'href="/login/provider?next=' in client.get("/login").content.decode()
    done = client.get(there_and_back(client))
    assert (done.status_code, done["Location"]) == (302, "/mine")
    assert inside(client)
    assert client.get("/imports").status_code == 403, "a clerk here, whatever elsewhere"
    entry = LogEntry.objects.order_by("-number").first()
    assert (entry.action, entry.actor, '"how": "provider"' in entry.facts) == ("signed-in", "careful", True)


def test_what_is_asked_carries_state_nonce_and_proof_of_the_asker(provider) -> None:
    asked = [parse_qs(urlsplit(browser().get("/login/provider")["Location"]).query) for _ in range(2)]
    for one in asked:
        assert one["response_type"] == ["code"]
        assert one["code_challenge_method"] == ["S256"]
        assert one["redirect_uri"] == ["http://127.0.0.1/login/provider/back"]
    assert all(asked[0][name] != asked[1][name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize(
    "bend",
    ["nonce", "no-nonce", "audience", "two-audiences", "issuer", "expired", "no-expiry", "no-subject", "alg-none",
     "alg-hs256", "alg-client-secret", "key", "no-token", "state", "mixed-up", "denied"],
)  # fmt: skip
def test_an_answer_that_does_not_hold_opens_nothing(provider, bend) -> None:
    client = browser()
    refused = client.get(there_and_back(client, bend=bend))
    assert refused.status_code == 403
    told = refused.content.decode()
    assert "Signing in with County ID did not work out" in told
    assert "<b>no</b>" not in told
    assert not inside(client)
    assert not LogEntry.objects.filter(action="signed-in", actor="careful").exists()


def test_an_answer_opens_once_and_only_in_the_browser_that_asked(provider) -> None:
    client, thief = browser(), browser()
    answer = there_and_back(client)
    assert thief.get(answer).status_code == 403
    assert client.get(answer).status_code == 302
    assert client.get(answer).status_code == 403
    assert not inside(thief)
    assert client.get("/login/provider/back?code=x&state=y").status_code == 403
    assert client.get("/login/provider/back").status_code == 403


@pytest.mark.parametrize("who", ["stranger", SETUP, "demo-administrator", "Careful", "", "closed"])
def test_nobody_the_office_does_not_know_comes_in_and_nobody_is_made(provider, who) -> None:
    User.objects.create_user("closed", password=PASSWORD, role="analyst", is_active=False)
    before = set(User.objects.values_list("username", "role"))
    client = browser()
    refused = client.get(there_and_back(client, who))
    assert refused.status_code == 403
    assert "no user of your name" in refused.content.decode()
    assert not inside(client)
    assert set(User.objects.values_list("username", "role")) == before


@pytest.mark.parametrize("bend", ["not-a-name", "no-text"])
def test_a_name_that_is_none_is_nobodys(provider, bend) -> None:
    client = browser()
    assert client.get(there_and_back(client, bend=bend)).status_code == 403
    assert not inside(client)


@pytest.mark.parametrize(("bend", "status"), [("verified", 302), ("", 403)])
def test_an_address_counts_only_where_the_provider_has_verified_it(provider, monkeypatch, bend, status) -> None:
    monkeypatch.setattr(settings, "PROVIDER", provider._replace(claim="email"))
    User.objects.create_user("careful@example.org", password=PASSWORD, role="worker")
    client = browser()
    assert client.get(there_and_back(client, bend=bend)).status_code == status


def test_a_wrong_secret_of_the_office_is_told_as_refused(provider, monkeypatch) -> None:
    monkeypatch.setattr(settings, "PROVIDER", provider._replace(secret="another"))
    client = browser()
    assert client.get(there_and_back(client)).status_code == 403


def test_the_way_onward_leads_to_our_own_addresses_alone(provider) -> None:
    client = browser()
    assert client.get(there_and_back(client, onward="https://evil.example/"))["Location"] == "/"


def test_a_second_factor_is_asked_for_after_the_provider_too(provider) -> None:
    factor = second_factor.begin(User.objects.get(username="careful"))
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=factor.made_at)
    client = browser()
    assert client.get(there_and_back(client))["Location"] == "/login/code"
    assert not inside(client)


def test_signing_out_ends_the_session_here_and_offers_to_end_the_other(provider) -> None:
    client = browser()
    client.get(there_and_back(client))
    left = client.post("/logout")
    assert left["Location"] == "/login?left=1"
    assert not inside(client)
    assert "Sign out at County ID too" in client.get("/login?left=1").content.decode()
    end = urlsplit(client.get("/login/provider/end")["Location"])
    asked = parse_qs(end.query)
    assert (f"{end.scheme}://{end.netloc}{end.path}", asked["client_id"]) == (f"{provider.issuer}/end", [CLIENT])
    assert asked["post_logout_redirect_uri"] == ["http://127.0.0.1/login"]
    by_password = browser()
    by_password.post("/login", {"username": "careful", "password": PASSWORD})
    assert by_password.post("/logout")["Location"] == "/login"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_provider_that_does_not_answer_is_told_in_words(provider, monkeypatch, language) -> None:
    monkeypatch.setattr(settings, "PROVIDER", provider._replace(issuer="http://127.0.0.1:9"))
    client = Client(headers={"host": "127.0.0.1", "accept-language": language})
    for address in ("/login/provider", "/login/provider/end"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "County ID" in answer.content.decode()
        assert "problem-oidc" not in answer.content.decode()
    assert client.get("/login").status_code == 200, "the password still opens"


def test_a_provider_that_calls_itself_otherwise_is_not_believed(provider, monkeypatch) -> None:
    other = provider.issuer.replace("127.0.0.1", "localhost")
    monkeypatch.setattr(settings, "PROVIDER", provider._replace(issuer=other))
    assert browser().get("/login/provider").status_code == 503


def test_without_settings_the_office_knows_of_no_provider(office) -> None:
    client = browser()
    assert "provider" not in client.get("/login?left=1").content.decode()
    for address in ("/login/provider", "/login/provider/back", "/login/provider/end"):
        assert client.get(address).status_code == 404
    assert provider_of({}) is None


def test_the_settings_say_what_is_missing(tmp_path) -> None:
    def refused(**given: str) -> str:
        with pytest.raises(UserProblem) as told:
            provider_of({f"JIANFU_OIDC_{name}": value for name, value in given.items()})
        return told.value.code

    assert refused(ISSUER="http://id.example") == "oidc-issuer"
    assert refused(ISSUER="ftp://127.0.0.1") == "oidc-issuer"
    assert refused(ISSUER="https://id.example") == "oidc-client"
    assert refused(ISSUER="https://id.example", CLIENT="x", SECRET_FILE=str(tmp_path / "none")) == "oidc-secret"
    (tmp_path / "secret").write_text("hush\n")
    made = provider_of({
        "JIANFU_OIDC_ISSUER": "https://id.example/", "JIANFU_OIDC_CLIENT": "x",
        "JIANFU_OIDC_SECRET_FILE": str(tmp_path / "secret"),
    })  # fmt: skip
    assert made == Provider("https://id.example", "x", "hush", "preferred_username", "id.example")
    assert provider_of({"JIANFU_OIDC_ISSUER": "http://127.0.0.1:8", "JIANFU_OIDC_CLIENT": "x"}).secret == ""


def test_every_role_may_come_in_by_a_provider(provider) -> None:
    for role in Role:
        User.objects.create_user(f"as-{role.value}", password=PASSWORD, role=role)
        client = browser()
        assert client.get(there_and_back(client, f"as-{role.value}")).status_code == 302
        assert inside(client)
