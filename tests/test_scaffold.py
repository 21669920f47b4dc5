"""Projects of one's own: init, add of many, update, remove, params files made for new areas and years."""

import csv
import functools
import http.server
import json
import threading

import pytest
import yaml
from click.testing import CliRunner

from lib import cli, scaffold
from lib.dataset import build
from lib.documents import fetching
from lib.project import CityStatsError, Project
from lib.reporting import parameters

ZHONGSHAN = "中山市司法局2023年法治政府建设年度报告\n2023年，全市执业律师1625人，受理法律援助案件6120件。\n"
ZHUHAI = "珠海市司法局2022年工作总结\n2022年，全市执业律师2330人，受理法律援助案件2800件。\n"
PLAN = "珠海市司法局2024年工作计划\n2024年，全市新增公共法律服务站点不少于20个。\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    made = scaffold.init(tmp_path / "own")
    monkeypatch.setenv("CITYSTATS_ROOT", str(made.root))
    return made


@pytest.fixture
def folder(tmp_path):
    for name, text in {"a.txt": ZHONGSHAN, "sub/b.txt": ZHUHAI, "plan.txt": PLAN}.items():
        path = tmp_path / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "documents"


def run(*arguments):
    result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(project):
    return list(csv.DictReader((project.raw / "sources.csv").open(encoding="utf-8")))


def test_a_new_project_has_what_a_run_needs_and_imports_citystats(project):
    assert Project.find() == project
    for path in project.notebooks.glob("*.ipynb"):
        code = "".join("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])
        assert "from citystats" in code
        assert "from lib" not in code
    assert len(list((project.raw / "reference").glob("*.csv"))) >= 5
    assert rows(project) == []


def test_a_project_is_not_made_twice(project):
    with pytest.raises(CityStatsError, match="is a project already"):
        scaffold.init(project.root)


def test_a_folder_is_filed_at_once_with_params_for_its_areas_and_years(project, folder):
    result = run("add", folder)
    assert result.exit_code == 0, result.output
    assert {row["ref_area"] for row in rows(project)} == {"442000", "440400"}
    made = {path.relative_to(project.params).with_suffix("").as_posix() for path in project.params.rglob("*.yml")}
    assert {
        "yearly_comparison/2022", "yearly_comparison/2023", "area_profile/zhuhai", "area_profile/zhongshan",
        "plan_targets/zhuhai-2024", "data_quality/all", "indicator_trend/lawyers",
    } <= made  # fmt: skip
    build.run(project)
    for path in project.params.rglob("*.yml"):
        chosen = parameters.validate(path.parent.name, yaml.safe_load(path.read_text("utf-8")))
        if hasattr(chosen, "chosen_areas"):
            assert chosen.chosen_areas() == ["440400", "442000"]


def test_what_a_user_changed_stays(project, folder):
    run("add", folder / "a.txt")
    path = project.params / "yearly_comparison" / "2023.yml"
    path.write_text("year: 2023\nmatch: exact\n", "utf-8")
    run("add", folder / "sub")
    assert path.read_text("utf-8") == "year: 2023\nmatch: exact\n"


def test_one_bad_file_of_many_is_named_and_the_others_are_filed(project, folder):
    (folder / "empty.pdf").write_bytes(b"%PDF-1.4 nothing")
    result = run("add", folder)
    assert result.exit_code == 2
    assert "empty.pdf" in result.output
    assert len(rows(project)) == 3


def test_fields_are_for_one_document(project, folder):
    result = run("add", folder, "--year", "2023")
    assert result.exit_code == 2
    assert "one document only" in result.output


def test_update_puts_another_version_in_its_place(project, folder, tmp_path):
    run("add", folder / "a.txt")
    [before] = rows(project)
    page = tmp_path / "new.html"
    page.write_text(f"<html><body><p>{ZHONGSHAN.replace('1625', '1700')}</p></body></html>", "utf-8")
    assert run("update", before["doc_id"], page).exit_code == 0
    [after] = rows(project)
    assert after["file"] == f"{before['doc_id']}.html"
    assert after["sha256"] != before["sha256"]
    assert after["title"] == before["title"]
    assert not (project.raw / before["file"]).exists()
    build.run(project)
    assert 1700 in build.load(project).observations["obs_value"].tolist()


def test_remove_takes_row_and_file(project, folder):
    run("add", folder)
    gone = rows(project)[0]
    assert run("remove", gone["doc_id"]).exit_code == 0
    assert gone["doc_id"] not in {row["doc_id"] for row in rows(project)}
    assert not (project.raw / gone["file"]).exists()
    assert run("remove", gone["doc_id"]).exit_code == 2


@pytest.fixture
def web(folder):
    """The folder as a site on this machine; /moved leads to a.txt."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", "/a.txt")
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_page_is_saved_as_published_with_the_address_it_was_found_at(project, folder, web):
    assert run("add", f"{web}/moved").exit_code == 0
    [row] = rows(project)
    assert row["url"] == f"{web}/a.txt"
    assert len(row["accessed"]) == 10
    assert (project.raw / row["file"]).read_bytes() == (folder / "a.txt").read_bytes()


def test_what_cannot_be_fetched_is_said(web, folder, monkeypatch):
    with pytest.raises(CityStatsError, match=r"cannot be fetched: .*save the page"):
        fetching.fetch(f"{web}/nowhere.txt")
    (folder / "film.mp4").write_bytes(b"x")
    with pytest.raises(CityStatsError, match="which no reader knows"):
        fetching.fetch(f"{web}/film.mp4")
    monkeypatch.setattr(fetching, "LARGEST", 10)
    with pytest.raises(CityStatsError, match="larger than"):
        fetching.fetch(f"{web}/a.txt")


def test_a_root_that_is_no_project_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv("CITYSTATS_ROOT", str(tmp_path))
    with pytest.raises(CityStatsError, match="no project"):
        Project.find()
