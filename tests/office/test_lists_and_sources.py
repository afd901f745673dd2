"""Lists as clerks use them: filters that stay out of the way, units by name, sources one click away."""

import pytest
from demo_users import user

from jianfu.base.errors import UserProblem
from jianfu.office.actions import users
from jianfu.office.models import Entry, Finding, User
from jianfu.office.scope import MOST_UNITS, scope_of
from jianfu.office.selectors import registry

pytestmark = pytest.mark.slow
PASSWORD = "a long enough one"


@pytest.mark.parametrize(
    ("address", "wished"),
    [
        ("/findings", "unit=x"),
        ("/findings", "state=muted"),
        ("/plans/1/proposals", "choice="),
        ("/registry/work_group", "words=x"),
    ],
)
def test_filters_are_folded_away_unless_one_is_set(signed_in, address, wished) -> None:
    client = signed_in("analyst")
    assert '<details class="fold">' in client.get(address).content.decode()
    page = client.get(f"{address}?{wished}").content.decode()
    assert '<details class="fold" open>' in page
    assert f'<a href="{address}">Show everything</a>' in page


def test_a_unit_is_found_by_name_by_id_and_with_those_below_it(office) -> None:
    analyst, clerk = user("analyst"), user("clerk")
    unit = Entry.objects.get(kind="unit", key=clerk.unit_id)
    by_id = set(registry.listed(analyst, "work_group", unit=unit.key))
    assert by_id == set(Entry.objects.filter(kind="work_group", path__startswith=scope_of(clerk)))
    assert by_id <= set(registry.listed(analyst, "work_group", unit=unit.name))
    assert set(registry.listed(analyst, "work_group", unit=unit.name[:-1])) >= by_id
    assert not registry.listed(analyst, "work_group", unit="no such unit").exists()
    assert set(registry.listed(clerk, "work_group", unit="")) == by_id, "a filter widens no scope"


def test_a_word_that_hundreds_of_units_hold_is_still_answered(signed_in) -> None:
    Entry.objects.bulk_create(
        Entry(kind="unit", key=f"many-{at}", name=f"many {at}", path=f"many-{at}/") for at in range(MOST_UNITS * 15)
    )
    assert signed_in("analyst").get("/findings?unit=many").status_code == 200


@pytest.mark.parametrize("role", ["worker", "analyst", "department"])
def test_sources_are_one_click_away_from_every_page_that_tells_minutes(signed_in, role) -> None:
    client = signed_in(role)
    group = Entry.objects.filter(kind="work_group", path__startswith=scope_of(user(role)) or "").first()
    for address in ("/county", "/mine", "/bills", "/notices", f"/groups/{group.key}", "/plans/1"):
        answer = client.get(address)
        assert answer.status_code == 403 or 'href="/method"' in answer.content.decode(), address
    page = client.get("/method").content.decode()
    assert "260" in page, "the speed of reading"
    assert page.count('data-label="source"') + page.count('data-label="Source"') > 20


def test_an_account_is_linked_to_a_person_by_name_and_only_within_the_unit(office) -> None:
    person = Entry.objects.filter(kind="person", unit_id=user("clerk").unit_id).exclude(name="").first()
    unit = Entry.objects.get(kind="unit", key=person.unit_id)
    stated = {"username": "fresh", "role": "worker", "unit_id": unit.name, "person": person.name, "password": PASSWORD}
    made = users.save(user("administrator"), stated)
    assert (made.unit_id, made.person_id) == (unit.key, person.key)
    again = {"username": "fresh", "role": "worker", "unit_id": unit.key}
    assert users.save(user("administrator"), again).person_id == person.key, "what is not said stays"
    assert users.save(user("administrator"), again | {"person": ""}).person_id == ""
    elsewhere = Entry.objects.filter(kind="person").exclude(unit_id=unit.key).first()
    twin = Entry.objects.get(pk=person.pk)
    twin.pk, twin.key = None, "twin"
    twin.save(force_insert=True)
    for name in (elsewhere.key, "nobody", person.name):
        with pytest.raises(UserProblem) as refused:
            users.save(user("administrator"), again | {"person": name})
        assert refused.value.code == "user-person"


def test_a_user_is_changed_from_the_list_without_typing_it_all_again(signed_in) -> None:
    page = signed_in("administrator").get("/users?user=demo-clerk").content.decode()
    assert 'value="demo-clerk" readonly' in page
    assert '<option value="clerk" selected>' in page
    assert User.objects.get(username="demo-clerk").is_demo


def test_an_audit_is_offered_with_the_rules_of_the_last_one(signed_in) -> None:
    page = signed_in("analyst").get("/audits").content.decode()
    assert 'value="example_county" checked' in page
    assert 'value="example_strict" checked' not in page


def test_what_an_import_changed_leads_from_the_entry_to_the_import(signed_in) -> None:
    finding = Finding.objects.filter(subject_kind="group", state="open").first()
    address = f"/registry/work_group/{finding.subject_id}"
    assert 'href="/imports/1"' in signed_in("analyst").get(address).content.decode()
    assert 'href="/imports/1"' not in signed_in("auditor").get(address).content.decode()
