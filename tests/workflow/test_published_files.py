"""reports/: what nobody makes any more goes, what others put there stays."""

from small_project import run


def test_a_removed_params_file_takes_its_report_along(project):
    run(project)
    (project.params / "demo/2022.yml").unlink()
    (project.reports / "demo/mine.html").write_text("by hand")
    run(project)
    assert sorted(path.name for path in (project.reports / "demo").iterdir()) == [
        "2023.html",
        "2023.ipynb",
        "2023.pdf",
        "2023.xlsx",
        "mine.html",
    ]
    assert "demo/2022.html" not in (project.reports / "index.html").read_text("utf-8")
