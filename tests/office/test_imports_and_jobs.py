"""Imports from hand-in to undo, and background jobs that are stopped, killed and taken up again."""

import io
import os
import signal
import subprocess
import sys
import time

import pytest
import xlsxwriter
from demo_users import user
from django.core.files.uploadedfile import SimpleUploadedFile

from jianfu.base.errors import UserProblem
from jianfu.base.progress import Quiet
from jianfu.dataset.snapshot import current_folder, withdrawn
from jianfu.office import log, snapshots
from jianfu.office.actions.audits import start, stop
from jianfu.office.actions.hand_in import hand_in, safe_name
from jianfu.office.actions.settle_import import apply, read_again, undo
from jianfu.office.entries import held
from jianfu.office.jobs import preview, queue, worker
from jianfu.office.leftovers import sweep
from jianfu.office.models import Audit, Change, Finding, Import, Job

pytestmark = pytest.mark.slow
CSV = "群名称,主办单位,平台,建群日期,成员数\n新增测试群,青石镇,企业微信,2026-09-01,12\n"


def handed_in(*files: tuple[str, bytes]):
    """An import of these files, previewed."""
    job = hand_in(user("analyst"), [SimpleUploadedFile(name, data) for name, data in files])
    worker.run(queue.take_next())
    job.refresh_from_db()
    return Import.objects.get(pk=job.subject), job


def registry():
    """Every entry as stated."""
    return held()


def test_a_preview_changes_nothing_and_applying_does_what_it_said(office) -> None:
    before = registry()
    of, job = handed_in(("新群.csv", CSV.encode()))
    assert (of.state, job.state) == ("preview", "done")
    assert of.preview["counts"]["work_group"] == {"new": 1, "changed": 0, "gone": 0}
    assert registry() == before
    apply(user("analyst"), of)
    after = registry()
    (new,) = after.keys() - before.keys()
    assert after[new].name == "新增测试群"
    assert after[new].path, "the unit was found"
    assert [change.before for change in Change.objects.filter(of=of, key=new[1])] == [None]
    assert not (office.uploads / str(of.pk)).exists(), "what was said stands in the snapshot; the files go"


def test_undo_brings_registry_and_dataset_back_to_what_they_were(office) -> None:
    before, stood = registry(), snapshots.standing()
    of, _ = handed_in(("a.csv", CSV.encode()))
    apply(user("analyst"), of)
    assert snapshots.standing() != stood
    assert current_folder(office.dataset).name == (after := snapshots.standing())
    undo(user("analyst"), of)
    assert registry() == before
    assert snapshots.standing() == stood
    assert current_folder(office.dataset).name == stood
    assert withdrawn(office.dataset) == {after}, "no measure takes it for history"


def test_of_two_previews_the_second_to_be_applied_is_overtaken(office) -> None:
    one, _ = handed_in(("a.csv", CSV.encode()))
    other, _ = handed_in(("b.csv", CSV.replace("新增测试群", "另一个群").encode()))
    apply(user("analyst"), one)
    with pytest.raises(UserProblem) as refused:
        apply(user("analyst"), other)
    assert refused.value.code == "import-overtaken"
    other.refresh_from_db()
    assert other.state == "preview"
    first = type(one).objects.order_by("pk").first()
    with pytest.raises(UserProblem) as refused:
        undo(user("analyst"), first)
    assert refused.value.code == "import-not-last"


def test_a_heading_is_corrected_and_the_files_are_read_again(office) -> None:
    odd = CSV.replace("建群日期", "某某日子")
    of, _ = handed_in(("群.csv", odd.encode()))
    assert [one["heading"] for one in of.preview["headings"]] == ["某某日子"]
    read_again(
        user("analyst"),
        of,
        [{"file": "群.csv", "sheet": "*", "heading": "某某日子", "column": "work_group.created_on"}],
    )
    worker.run(queue.take_next())
    of.refresh_from_db()
    assert of.preview["headings"] == []
    with pytest.raises(UserProblem) as refused:
        read_again(user("analyst"), of, [{"file": "*", "heading": "某某日子", "column": "work_group.nonsense"}])
    assert refused.value.code == "mapping-column"


def test_a_cell_that_cannot_be_read_is_named_by_file_row_and_column(office) -> None:
    of, _ = handed_in(("错误.csv", CSV.replace("2026-09-01", "二月三十").encode()))
    (wrong,) = of.preview["wrong"]
    assert (wrong["file"], wrong["row"], wrong["column"]) == ("错误.csv", 2, "created_on")


def workbook(cell: str, place: tuple[int, int] = (1, 0)) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("群")
        for column, heading in enumerate(("群名称", "主办单位", "平台")):
            sheet.write_string(0, column, heading)
        sheet.write_string(*place, cell)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("../../etc/passwd", b"root:x:0:0\n"),
        ("nothing.xlsx", b"PK\x03\x04" + b"\0" * 50),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("far.xlsx", workbook("x", (1_048_575, 16_383))),
        ("deep.json", b"[" * 100_000),
        ("binary.csv", bytes(range(256)) * 50),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_fails_with_a_reason_and_changes_nothing(office, name, data) -> None:
    before = registry()
    of, job = handed_in((name, data))
    told = of.state == "failed" and job.problem
    assert told or of.preview["unread"] or not any(sum(one.values()) for one in of.preview["counts"].values())
    assert registry() == before
    assert all(file.resolve().is_relative_to(office.root.resolve()) for file in office.uploads.rglob("*"))


def test_formulas_and_html_of_a_ledger_stay_text(signed_in) -> None:
    of, _ = handed_in(("f.csv", CSV.replace("新增测试群", "=cmd|' /C calc'!A0<script>alert(1)</script>").encode()))
    apply(user("analyst"), of)
    client = signed_in("analyst")
    page = client.get("/registry/work_group", {"words": "cmd"}).content.decode()
    assert "<script>alert" not in page
    assert "script" in page, page[-1500:]
    export = client.get("/registry/work_group.csv", {"words": "cmd"}).content.decode("utf-8-sig")
    assert "'=cmd" in export


def test_names_of_files_never_lead_out_of_their_folder() -> None:
    for name in ("../../x", "..", "a/b\\c.xlsx", "\x00\x1f", "", "." * 300, "长" * 400 + ".xlsx", "C:\\temp\\x.csv"):
        safe = safe_name(name)
        assert safe
        assert "/" not in safe
        assert "\\" not in safe
        assert safe not in (".", "..")
        assert not safe.startswith(".")
        assert len(safe) <= 120
    assert safe_name("工作群台账 2026.xlsx") == "工作群台账 2026.xlsx"


def test_a_waiting_job_is_cancelled_at_once(office) -> None:
    job = start(user("analyst"))
    with pytest.raises(UserProblem) as refused:
        start(user("analyst"))
    assert refused.value.code == "audit-running"
    stop(user("analyst"), job)
    assert (job.state, Audit.objects.get(pk=job.subject).state) == (Job.CANCELLED, "cancelled")


def working(office) -> subprocess.Popen[bytes]:
    """A worker of its own, as ``serve`` starts it."""
    return subprocess.Popen([sys.executable, "-m", "jianfu.office.jobs", str(os.getpid())], env=os.environ.copy())


def until(holds, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.2)


def test_a_running_audit_is_stopped_and_leaves_nothing(office) -> None:
    count, job = Finding.objects.count(), start(user("analyst"))
    worker = working(office)
    try:
        until(lambda: type(job).objects.get(pk=job.pk).step != "")
        stop(user("analyst"), job)
        until(lambda: type(job).objects.get(pk=job.pk).state == "cancelled")
    finally:
        worker.kill()
        worker.wait()
    assert Audit.objects.get(pk=job.subject).state == "cancelled"
    assert Finding.objects.count() == count
    assert {folder.name for folder in office.runs.iterdir()} == {"000001"}


def test_a_worker_killed_in_the_middle_leaves_a_job_the_next_one_finishes(office) -> None:
    job, first = start(user("analyst"), packs=("example_county",)), working(office)
    until(lambda: Job.objects.get(pk=job.pk).step != "")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert Job.objects.get(pk=job.pk).state == "running"
    second = working(office)
    try:
        until(lambda: Job.objects.get(pk=job.pk).state == "done")
    finally:
        second.kill()
        second.wait()
    one, other = Audit.objects.order_by("pk")
    assert other.counts == one.counts
    assert Finding.objects.filter(audit=other).count() == Finding.objects.filter(audit=one).count()
    assert log.verify().broken is None


def test_a_job_that_kills_its_worker_again_and_again_is_given_up(office) -> None:
    job = start(user("analyst"))
    for attempt in range(1, worker.MOST_ATTEMPTS + 1):
        taken = queue.take_next()
        assert (taken.pk, taken.attempts) == (job.pk, attempt)
        worker.recover()
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", "job-died")
    assert Audit.objects.get(pk=job.subject).state == "failed"
    assert queue.take_next() is None


def test_stopping_the_office_is_no_failed_attempt_and_stopping_the_job_outlives_its_worker(office) -> None:
    job, first = start(user("analyst")), working(office)
    until(lambda: Job.objects.get(pk=job.pk).step != "")
    first.terminate()
    first.wait()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)
    stop(user("analyst"), queue.take_next())
    worker.recover()
    job.refresh_from_db()
    assert (job.state, Audit.objects.get(pk=job.subject).state) == ("cancelled", "cancelled")


def test_an_import_dropped_while_it_is_read_stays_dropped(office) -> None:
    job = hand_in(user("analyst"), [SimpleUploadedFile("新群.csv", CSV.encode())])
    of = Import.objects.get(pk=job.subject)
    preview.work(queue.take_next(), Dropping(of))
    of.refresh_from_db()
    assert (of.state, of.after) == ("dropped", "")


class Dropping(Quiet):
    """Drops the import as soon as its files are read."""

    def __init__(self, of: Import) -> None:
        self.of = of

    def finish(self) -> None:
        if self.of.state == "waiting":
            Import.objects.filter(pk=self.of.pk).update(state="dropped")
            self.of.refresh_from_db()


def test_files_of_a_hand_in_cut_short_do_not_stand_in_the_way_of_the_next(office) -> None:
    left = office.uploads / str(Import.objects.latest("pk").pk + 1) / "1"
    left.mkdir(parents=True)
    (left / "新群.csv").write_text("half", encoding="utf-8")
    of, _ = handed_in(("新群.csv", CSV.encode()))
    assert of.state == "preview"


def test_what_nobody_knows_of_is_swept_away_once_it_is_old(office) -> None:
    of, _ = handed_in(("新群.csv", CSV.encode()))
    orphan, fresh = office.uploads / "77", office.uploads / ".incoming-x"
    half = office.runs / ".000009.1.unfinished"
    for folder in (orphan, fresh, half):
        folder.mkdir()
    for folder in (orphan, half, office.uploads / str(of.pk), office.runs / "000001"):
        os.utime(folder, (0, 0))
    sweep()
    assert {one.name for one in office.uploads.iterdir()} == {str(of.pk), ".incoming-x"}
    assert {one.name for one in office.runs.iterdir()} == {"000001"}


def test_an_import_is_handed_in_and_applied_on_its_pages(signed_in) -> None:
    client = signed_in("analyst")
    answer = client.post("/imports", {"files": [SimpleUploadedFile("新群.csv", CSV.encode())]})
    assert answer.status_code == 302
    worker.run(queue.take_next())
    page = client.get(answer["Location"]).content.decode()
    assert "新增测试群" in page
    assert client.post(answer["Location"], {"do": "apply"}).status_code == 302
    assert Import.objects.order_by("-pk").first().state == "applied"
    assert "新增测试群" in client.get("/registry/work_group", {"words": "新增"}).content.decode()
    assert client.post("/imports", {}).status_code == 400
