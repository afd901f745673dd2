"""The key: made once, readable by its owner alone, outside every dataset."""

import stat
from pathlib import Path

import pytest
from readings_by_hand import KEY

from jianfu.base.errors import UserProblem
from jianfu.dataset.key import key_check, key_path, office_key
from jianfu.dataset.pseudonym import Pseudonyms, split_staged


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "office" / "pseudonym.key"
    first = office_key(path)
    assert office_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["pseudonym.key"]


def test_two_offices_have_two_keys(tmp_path: Path) -> None:
    one, other = office_key(tmp_path / "a"), office_key(tmp_path / "b")
    assert one != other
    assert key_check(one) != key_check(other)


def test_the_variable_comes_before_the_configuration_folder() -> None:
    assert key_path({"JIANFU_KEY_FILE": "/k", "XDG_CONFIG_HOME": "/c"}) == Path("/k")
    assert key_path({"XDG_CONFIG_HOME": "/c"}) == Path("/c/jianfu/pseudonym.key")


@pytest.mark.parametrize(("length", "fine"), [(15, False), (16, True)])
def test_a_key_needs_16_bytes(tmp_path: Path, length: int, fine: bool) -> None:
    (tmp_path / "key").write_bytes(b"x" * length)
    if fine:
        assert len(office_key(tmp_path / "key")) == 32
        return
    with pytest.raises(UserProblem) as caught:
        office_key(tmp_path / "key")
    assert caught.value.code == "key-short"


def test_a_key_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserProblem) as caught:
        office_key(tmp_path / "file" / "key")
    assert caught.value.code == "key-unreadable"


def test_a_pseudonym_shows_neither_name_nor_user_id() -> None:
    pseudonyms = Pseudonyms(KEY)
    assert "zhangsan" not in str(pseudonyms.stage("wecom:zhangsan"))
    staged = pseudonyms.stage("name:应急管理局:张三")
    assert staged is not None
    assert "张三" not in staged
    assert split_staged(staged) == (staged.split(":")[1], "应急管理局")


def test_a_user_id_that_looks_like_a_pseudonym_is_still_hashed() -> None:
    pseudonyms = Pseudonyms(KEY)
    issued = pseudonyms.stage("wecom:zhangsan")
    assert pseudonyms.stage("0123456789abcdef") != "0123456789abcdef"
    assert pseudonyms.stage(str(issued)) == issued


@pytest.mark.parametrize("nobody", ["", "wecom:", "name:局:", "name::　"])
def test_an_empty_reference_names_nobody(nobody: str) -> None:
    assert Pseudonyms(KEY).stage(nobody) is None
