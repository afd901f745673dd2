"""The commands about letters as people and scripts call them."""

import csv
import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml
from test_commands import call

import jianfu
from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, translator

COLUMNS = ["letter_id", "probability", "kinds", "spans", "cluster_id", "delay_days"]
LETTER = "我家住在清源路18号，楼下的路灯坏了三个月，晚上看不见路，老人摔过两次。请问什么时候修？我的电话是19900001234。"
ANSWER = "您好，9月3日我局派人到清源路18号查看，路灯电缆被施工挖断，已更换电缆60米，9月5日晚恢复照明。如再不亮，请打0000-123456找路灯所。"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Letters of a made-up hamlet, audited, and a table of judged replies made from its truth."""
    place = tmp_path_factory.mktemp("letters")
    patch = pytest.MonkeyPatch()
    patch.setenv("JIANFU_KEY_FILE", str(place / "key"))
    call("simulate", "--letters", "500", "--size", "hamlet", "--seed", "5", place / "县")
    audited = call("letters", "audit", place / "县/files", "--out", place / "答复", "--json")
    yield place, audited
    patch.undo()


@pytest.fixture(scope="module")
def labelled(made) -> Path:
    place, _ = made
    snapshot = jianfu.open_snapshot(place / "答复/dataset")
    letters = {row["letter_id"]: row for row in snapshot.read("letter").to_pylist()}
    truth = {}
    for line in (place / "县/truth/letters.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        truth.setdefault(one["letter_id"], []).append(one["perfunctory"])
    rows = [["来信", "答复", "是否敷衍", "标题"]]
    for reply in snapshot.read("reply").to_pylist():
        if len(truth[reply["letter_id"]]) == 1 and reply["text"]:
            letter = letters[reply["letter_id"]]
            rows.append(
                [letter["text"], reply["text"], "是" if truth[reply["letter_id"]][0] else "否", letter["title"]]
            )
    with (place / "judged.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return place / "judged.csv"


def texts(folder: Path, letter: str, reply: str) -> tuple[str | Path, ...]:
    (folder / "letter.txt").write_text(letter, encoding="utf-8")
    (folder / "reply.txt").write_text(reply, encoding="utf-8")
    return ("--letter", folder / "letter.txt", "--reply", folder / "reply.txt")


def test_an_audit_leaves_a_row_for_every_reply_and_a_page(made) -> None:
    place, audited = made
    assert audited.returncode == 0, audited.stderr
    facts = json.loads(audited.stdout)
    rows = pq.read_table(place / "答复/replies.parquet")
    assert rows.column_names == COLUMNS
    assert rows.num_rows == facts["replies"] > 300
    assert facts["kinds"] == dict(
        sorted(Counter(kind for found in rows["kinds"].to_pylist() for kind in found).items())
    )
    assert all(0 <= chance <= 1 for chance in rows["probability"].to_pylist())
    assert (place / "答复/letters.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert facts["unreadable"] == {}


def test_the_table_for_spreadsheets_says_the_same(made) -> None:
    place, _ = made
    with (place / "答复/replies.csv").open(encoding="utf-8-sig", newline="") as stream:
        listed = list(csv.DictReader(stream))
    rows = pq.read_table(place / "答复/replies.parquet").to_pylist()
    assert [row["letter_id"] for row in listed] == [row["letter_id"] for row in rows]
    assert [row["kinds"].split() for row in listed] == [row["kinds"] for row in rows]
    assert [json.loads(row["spans"].removeprefix("'")) for row in listed] == [json.loads(row["spans"]) for row in rows]


def test_the_same_letters_give_the_same_files_whatever_the_folder(made, tmp_path) -> None:
    place, _ = made
    again = call("letters", "audit", place / "答复/dataset", "--out", tmp_path / "again")
    assert again.returncode == 0, again.stderr
    for name in ("replies.parquet", "replies.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (place / "答复" / name).read_bytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_audit_is_told_in_both_languages(made, tmp_path, language) -> None:
    place, _ = made
    told = call("letters", "audit", place / "答复/dataset", "--out", tmp_path / "out", "--lang", language)
    say = translator(LANGUAGES[language == "en"])
    assert say("letter-kind-forwarded") in told.stdout
    assert say("letters-audit-readable") in told.stdout


def test_cells_that_could_not_be_read_are_counted_and_placed(tmp_path, made) -> None:
    (tmp_path / "留言.csv").write_text(
        "留言编号,留言主题,留言时间,留言详情,答复意见,答复时间\n"
        "=1+1,路灯,2026/9/1 10:00,路灯坏了请修一下谢谢,您好，9月3日已更换灯泡2只。,2026/9/4 9:00\n"
        "2,水管,昨天下午,水管漏水请派人来看看,已转交有关部门处理。,2026/9/4 9:00\n",
        encoding="utf-8",
    )
    told = call("letters", "audit", tmp_path / "留言.csv", "--out", tmp_path / "out", "--json")
    assert told.returncode == 0, told.stderr
    assert sum(json.loads(told.stdout)["unreadable"].values()) == 1
    assert "留言.csv" in call("letters", "audit", tmp_path / "留言.csv", "--out", tmp_path / "out").stdout
    text = (tmp_path / "out/replies.csv").read_text(encoding="utf-8-sig")
    assert "\n'=1+1," in text


def test_files_without_letters_are_told_so(made, tmp_path) -> None:
    place, _ = made
    told = call("letters", "audit", place / "县/files/组织人事", "--out", tmp_path / "out")
    assert told.returncode == 0, told.stderr
    assert translator("en")("letters-audit-none") in told.stdout


def test_a_folder_of_something_else_is_not_overwritten(made, tmp_path) -> None:
    place, _ = made
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    told = call("letters", "audit", place / "答复/dataset", "--out", tmp_path)
    assert told.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_real_answer_exits_0_and_passing_on_exits_1(tmp_path) -> None:
    good = call("letters", "check-reply", *texts(tmp_path, LETTER, ANSWER))
    assert (good.returncode, good.stderr) == (0, "")
    bad = call(
        "letters", "check-reply", *texts(tmp_path, LETTER, "您好，您反映的问题已收悉，已转交相关部门处理。"), "--json"
    )
    assert bad.returncode == 1, bad.stdout
    facts = json.loads(bad.stdout)
    assert facts["kinds"] == ["forwarded"]
    begin, end = facts["objections"][0]["reply"]
    assert "转交" in (tmp_path / "reply.txt").read_text(encoding="utf-8")[begin:end]
    assert facts["reasons"][0]["moves"] > 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copied_letter_is_shown_in_both_texts(tmp_path, language) -> None:
    told = call(
        "letters", "check-reply", *texts(tmp_path, LETTER, f"您反映的情况：{LETTER}已收悉。"), "--lang", language
    )
    assert told.returncode == 1
    say = translator(LANGUAGES[language == "en"])
    assert say("letter-kind-copied_letter") in told.stdout
    assert told.stdout.count("“") >= 2


@pytest.mark.parametrize(
    ("letter", "reply", "code"),
    [(None, "x", "path-missing"), (b" ", "x", "text-empty"), (bytes(range(256)) * 8, "x", "text-missing")],
)
def test_what_cannot_be_read_exits_2_with_a_sentence(tmp_path, letter, reply, code) -> None:
    (tmp_path / "reply.txt").write_text(reply, encoding="utf-8")
    if letter is not None:
        (tmp_path / "letter.txt").write_bytes(letter)
    told = call("letters", "check-reply", "--letter", tmp_path / "letter.txt", "--reply", tmp_path / "reply.txt")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert str(tmp_path / "letter.txt") in told.stderr


def test_a_model_is_trained_and_used(made, labelled, tmp_path) -> None:
    place, _ = made
    told = call("letters", "train", labelled, "--out", tmp_path / "ours.yaml", "--about", "本县标注", "--json")
    assert told.returncode == 0, told.stderr
    facts = json.loads(told.stdout)
    assert facts["brier"] < facts["brier_base"] / 2
    assert facts["auc"] > 0.85
    held = yaml.safe_load((tmp_path / "ours.yaml").read_text(encoding="utf-8"))
    assert held["trained_on"]["words"] == "本县标注"
    assert held["error"]["brier"] == facts["brier"]
    used = call(
        "letters", "audit", place / "答复/dataset", "--out", tmp_path / "out", "--model", tmp_path / "ours.yaml"
    )
    assert used.returncode == 0, used.stderr
    assert "本县标注" in (tmp_path / "out/letters.html").read_text(encoding="utf-8")


def test_training_twice_writes_the_same_file_and_rows_may_stand_in_any_order(labelled, tmp_path) -> None:
    with labelled.open(encoding="utf-8", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    with (tmp_path / "judged.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *reversed(rows)])
    for source, name in ((labelled, "a"), (tmp_path / "judged.csv", "b")):
        jianfu.train_letters(source, out=tmp_path / name, about="x")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_training_tells_what_is_wrong_with_the_table(tmp_path) -> None:
    (tmp_path / "few.csv").write_text("letter,reply,label\na,b,yes\nc,d,no\n", encoding="utf-8")
    told = call("letters", "train", tmp_path / "few.csv", "--out", tmp_path / "m")
    assert told.returncode == 2
    assert "1 perfunctory" in told.stderr
    assert not (tmp_path / "m").exists()
    with pytest.raises(UserProblem, match="labelled-headings"):
        jianfu.train_letters(labelled_without_heads(tmp_path), out=tmp_path / "m")


def labelled_without_heads(folder: Path) -> Path:
    (folder / "bare.csv").write_text("a,b,yes\n", encoding="utf-8")
    return folder / "bare.csv"
