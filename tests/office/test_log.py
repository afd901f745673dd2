"""The log: appended to, never altered, and whoever keeps a head can tell."""

import pytest
from demo_users import user
from django.db import DatabaseError, connection, transaction

from jianfu.cli.main import main
from jianfu.office import cases, log
from jianfu.office.models import Case, LogEntry

pytestmark = pytest.mark.slow


def without_triggers(statement: str, parameters: tuple[object, ...] = ()) -> None:
    """What somebody with the whole database in his hands could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("alter table office_logentry disable trigger all")
        else:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"drop trigger office_logentry_no_{verb}")
        cursor.execute(statement, parameters)


def test_the_log_of_a_filled_office_is_whole(office) -> None:
    verdict = log.verify([log.head()])
    assert verdict.broken is None
    assert verdict.head.number > 5


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("update office_logentry set actor = 'somebody' where number = 3", 3),
        ("update office_logentry set facts = '{}' where number = 2", 2),
        ("delete from office_logentry where number = 4", 4),
        ("delete from office_logentry where number = 1", 1),
    ],
)
def test_an_entry_altered_or_left_out_is_named(office, statement, first_broken) -> None:
    without_triggers(statement)
    assert log.verify().broken == first_broken


def test_a_log_written_anew_is_told_by_a_head_somebody_kept(office) -> None:
    held = log.head()
    last = LogEntry.objects.get(number=held.number)
    without_triggers("delete from office_logentry where number = %s", (held.number,))
    assert log.verify().broken is None
    assert log.verify([held]).broken == held.number
    log.append("something-else", last.subject)
    assert log.verify().broken is None
    assert log.verify([held]).broken == held.number


@pytest.mark.parametrize("statement", ["update office_logentry set actor = 'x'", "delete from office_logentry"])
def test_the_database_itself_refuses_to_touch_an_entry(office, statement) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_words_of_people_are_not_in_the_log(office) -> None:
    case = Case.objects.filter(state="open").first()
    cases.take(case, "dismiss", user("analyst"), "张三说这不是他的群")
    assert not any("张三" in entry.facts for entry in LogEntry.objects.all())
    assert LogEntry.objects.order_by("-number").first().action == "case-dismiss"


def test_the_command_tells_whole_from_broken(office, capsys) -> None:
    def left(*words: str) -> int:
        with pytest.raises(SystemExit) as code:
            main(["log", *words, "--lang", "en"])
        return int(code.value.code or 0)

    assert left("head", str(office.root)) == 0
    head = capsys.readouterr().out.strip()
    assert left("verify", str(office.root), "--head", head) == 0
    without_triggers("update office_logentry set actor = 'x' where number = 2")
    assert left("verify", str(office.root)) == 1
    assert "2" in capsys.readouterr().out
    assert left("verify", str(office.root), "--head", "nonsense") == 2
    assert left("verify", str(office.root / "elsewhere")) == 2
