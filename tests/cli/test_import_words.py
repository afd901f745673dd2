"""What an import tells a person who reads it."""

from click.testing import CliRunner

from jianfu.base.i18n import translator
from jianfu.cli.main import make


def test_an_import_names_what_it_could_not_read_in_whole_sentences(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("JIANFU_KEY_FILE", str(tmp_path / "key"))
    files = tmp_path / "台 账"
    files.mkdir()
    (files / "群.csv").write_text("序号,群名称,主办单位,建群日期\n1,一群,水利局,去年三月\n", encoding="utf-8")
    (files / "纪要.csv").write_text("会议纪要\n一、传达学习\n", encoding="utf-8")
    (files / "空.csv").write_bytes(b"")
    words = ["import", str(files), "--into", str(tmp_path / "数据")]
    told = CliRunner().invoke(make(translator("zh-Hans")), words, obj=translator("zh-Hans")).output
    assert "群.csv，第 2 行，建群日期：不是可识别的日期（去年三月）" in told
    assert "空.csv 是空文件。" in told
    assert "一行也没有读入（可用 --mapping 指明表头）：纪要.csv" in told
    assert "序号" not in told
    assert "file-empty" not in told
