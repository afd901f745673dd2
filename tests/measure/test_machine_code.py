"""Machine code of kernels is kept for one state of all sources a kernel's file imports."""

from jianfu.base import machine_code
from jianfu.base.machine_code import ROOT, kept_for, sources_of

SKETCH = "jianfu.measure.relays.find.sketch"


def told(module: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in sources_of(module)}


def test_the_sources_of_a_module_are_itself_and_what_it_imports_near_and_far() -> None:
    assert {"jianfu/measure/relays/find/sketch.py", "jianfu/base/compiled.py", "jianfu/base/machine_code.py"} <= told(
        SKETCH
    )
    assert "jianfu/measure/photo_demand.py" not in told(SKETCH)
    assert {"jianfu/measure/acknowledgement.py", "jianfu/measure/relays/tree/relay.py"} <= told(
        "jianfu.measure.catalogue"
    )


def test_a_module_of_others_has_no_sources_of_ours() -> None:
    assert sources_of("numpy") == frozenset()


def test_a_change_in_a_file_imported_from_afar_means_another_folder(monkeypatch, tmp_path) -> None:
    package = tmp_path / "jianfu"
    package.mkdir()
    (package / "kernels.py").write_text("from jianfu.between import (\n    middle,\n)\n", encoding="utf-8")
    (package / "between.py").write_text("import jianfu.far\n", encoding="utf-8")
    (package / "apart.py").write_text("ONE = 1\n", encoding="utf-8")
    folders = []
    monkeypatch.setattr(machine_code, "ROOT", tmp_path)
    for name, said in [("far", "TWO = 2\n"), ("far", "TWO = 3\n"), ("apart", "ONE = 9\n")]:
        (package / f"{name}.py").write_text(said, encoding="utf-8")
        for cached in ("_folder", "_imported", "_file"):
            getattr(machine_code, cached).cache_clear()
        folders.append(machine_code._folder("jianfu.kernels"))
    for cached in ("_folder", "_imported", "_file"):
        getattr(machine_code, cached).cache_clear()
    assert folders[0] != folders[1]
    assert folders[1] == folders[2]


def test_numba_keeps_its_own_place_outside_the_block() -> None:
    before = machine_code.numba.config.CACHE_DIR
    with kept_for(SKETCH):
        assert "kernels-" in machine_code.numba.config.CACHE_DIR
    assert before == machine_code.numba.config.CACHE_DIR
