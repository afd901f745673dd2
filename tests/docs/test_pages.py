"""A newcomer who does what the pages say gets what they promise: every command and every example is run on a hamlet."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from pages import ENGLISH, PAGES, ROOT, chinese, commands, examples, mentioned, shown

from jianfu.base.version import VERSION
from jianfu.cli.main import COMMANDS, main
from jianfu.simulate.county import make_world
from jianfu.simulate.letters.mailbag import write_mailbag

pytestmark = pytest.mark.slow

TUTORIAL = ROOT / "docs/tutorial.md"
LETTER = "清源路18号楼下的路灯坏了三个月，晚上看不见路，老人摔过两次。请问什么时候修？"
REPLY = "您好，9月3日我局派人到清源路18号查看，路灯电缆被施工挖断，已更换电缆60米，9月5日晚恢复照明。"


def said(page: Path) -> str:
    return str(page.relative_to(ROOT))


def exit_code(words: tuple[str, ...]) -> int:
    with pytest.raises(SystemExit) as left:
        main(words[1:])
    return int(left.value.code or 0)


def is_for_another_machine(words: tuple[str, ...]) -> bool:
    """Needs a cluster, or goes on for ever; the office's own tests start it."""
    return any(word.startswith("spark") for word in words) or words[1] in ("serve", "log")


OTHERS = [
    pytest.param(words, id=" ".join(words))
    for words in dict.fromkeys(words for page in ENGLISH for words in commands(page))
    if not is_for_another_machine(words) and words not in shown(TUTORIAL)
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder in which the tutorial was followed to its end: exit code of every command."""
    place = tmp_path_factory.mktemp("desk")
    patch = pytest.MonkeyPatch()
    patch.setenv("JIANFU_KEY_FILE", str(place / "key"))
    patch.setenv("LANG", "en_GB.UTF-8")
    patch.chdir(place)
    shutil.copytree(ROOT / "src/jianfu/packs/example_county", place / "my_county")
    for page, name in (("mapping", "mapping.yaml"), ("constants", "ours.yaml")):
        (place / name).write_text(examples(ROOT / f"docs/how-to/{page}.md", "yaml")[0], encoding="utf-8")
    (place / "letter.txt").write_text(LETTER, encoding="utf-8")
    (place / "reply.txt").write_text(REPLY, encoding="utf-8")
    write_judged(place / "judged.csv")
    (place / "shared.key").write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
    yield {words: exit_code(words) for words in shown(TUTORIAL)}
    patch.undo()


def write_judged(path: Path) -> None:
    """Replies of a made-up hamlet with what is true of them, as somebody would have judged them."""
    bag = write_mailbag(make_world("hamlet", 7), most=400)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["letter", "reply", "label"])
        for letter in bag.letters:
            table.writerows([letter.text, one.text, "yes" if one.truth.kinds else "no"] for one in letter.answers)


def test_the_tutorial_can_be_followed_from_top_to_bottom(desk) -> None:
    assert len(desk) >= 7
    assert {words: code for words, code in desk.items() if code != 0} == {}
    assert all((Path("try/run") / name).stat().st_size > 0 for name in ("report.html", "report.xlsx", "report.pdf"))


@pytest.mark.parametrize("words", OTHERS)
def test_a_command_of_the_pages_works(desk, words: tuple[str, ...]) -> None:
    assert exit_code(words) == 0


@pytest.mark.parametrize("page", ENGLISH, ids=said)
def test_a_python_example_runs(desk, page: Path) -> None:
    for block in examples(page, "python"):
        exec(compile(block, said(page), "exec"), {})


def test_the_limits_of_the_county_pack_example_are_taken(desk) -> None:
    (block,) = examples(ROOT / "docs/how-to/county-pack.md", "yaml")
    pack = Path("other_county")
    shutil.copytree("my_county", pack)
    document = re.search(r"document: ([\w-]+)", block)
    assert document
    citations = (pack / "citations.yaml").read_text(encoding="utf-8")
    (pack / "citations.yaml").write_text(citations.replace("example-notice:", f"{document[1]}:"), encoding="utf-8")
    (pack / "parameters.yaml").write_text(block, encoding="utf-8")
    assert exit_code(("jianfu", "rules", "list", "--pack", str(pack))) == 0


@pytest.mark.parametrize("page", ENGLISH, ids=said)
def test_both_languages_show_the_same_commands_and_examples(page: Path) -> None:
    def bare(words: tuple[str, ...]) -> tuple[str, ...]:
        return words[: words.index("--lang")] if "--lang" in words else words

    assert [bare(words) for words in commands(page)] == [bare(words) for words in commands(chinese(page))]
    for kind in ("python", "yaml"):
        english, other = (
            [re.sub(r" +#.*", "", block) for block in examples(one, kind)] for one in (page, chinese(page))
        )
        assert english == other


@pytest.mark.parametrize("page", [*PAGES, *map(chinese, ENGLISH)], ids=said)
def test_every_command_named_exists(page: Path) -> None:
    known = {module.__name__.rsplit(".", 1)[-1].rstrip("_").replace("_", "-") for module in COMMANDS}
    assert mentioned(page) | {words[1] for words in commands(page)} <= known
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert set(re.findall(r"(?:`|    )make ([a-z-]+)", page.read_text(encoding="utf-8"))) <= set(targets)


def test_the_changelog_begins_with_the_version_of_the_code() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert versions[0] == VERSION
    assert versions == sorted(versions, key=lambda version: [int(part) for part in version.split(".")], reverse=True)


def test_every_decision_is_listed_under_its_own_title_and_none_is_long() -> None:
    folder = ROOT / "docs/decisions"
    notes = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("[0-9]*.md"))}
    listed = re.findall(r"^- \[(\d{4})\]\(([^)]+)\) (.+)$", (folder / "README.md").read_text(encoding="utf-8"), re.M)
    assert [(name, f"# {number} {title}") for number, name, title in listed] == [
        (name, text.splitlines()[0]) for name, text in notes.items()
    ]
    assert [number for number, _, _ in listed] == [f"{count + 1:04}" for count in range(len(notes))]
    assert {name for name, text in notes.items() if "**Why.**" not in text or len(text.split()) > 500} == set()
