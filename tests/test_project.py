"""Writing without leaving halves, names that lead nowhere else, words that steer no terminal."""

import os
import stat
import threading

import pytest

from lib.project import CityStatsError, inside, printable, replace_file, write_out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("律师\t4936\n", "律师\t4936\n"),
        ("a\x1b[31mred.txt", r"a\x1b[31mred.txt"),
        ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
        ("x\u202etxt.exe", r"x\u202etxt.exe"),
        ("bad\udcff\udcfename.txt", r"bad\udcff\udcfename.txt"),
        ("one\rtwo", r"one\rtwo"),
        ("\x9b31m", r"\x9b31m"),
        ("《报告》 é 😀\u3000", "《报告》 é 😀\u3000"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_an_escape(text, shown):
    assert printable(text) == shown
    assert str(CityStatsError(text)) == shown


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", "link/x", "x\0y"])
def test_a_name_does_not_lead_out_of_its_folder(tmp_path, name):
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(CityStatsError, match="leads out of"):
        inside(folder, name)
    assert inside(folder, "tests/gold/../gold/figures.csv").name == "figures.csv"


def test_a_file_keeps_its_mode_and_a_new_one_can_be_read_by_all(tmp_path):
    path = tmp_path / "a.csv"
    assert replace_file(path, "1")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o600)
    assert replace_file(path, "2")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not replace_file(path, "2")


def test_a_published_file_that_is_a_link_becomes_a_file_and_its_target_stays(tmp_path):
    target, link = tmp_path / "elsewhere", tmp_path / "page.html"
    target.write_text("mine")
    link.symlink_to(target)
    replace_file(link, "page")
    assert target.read_text() == "mine"
    assert not link.is_symlink() and link.read_text() == "page"


def test_output_goes_through_links_into_devices_and_pipes(tmp_path):
    target, link = tmp_path / "elsewhere", tmp_path / "out.csv"
    target.write_text("old")
    link.symlink_to(target)
    write_out(link, "new")
    assert link.is_symlink() and target.read_text() == "new"
    null = tmp_path / "null"
    null.symlink_to("/dev/null")
    write_out(null, "x")
    assert null.is_symlink() and stat.S_ISCHR(null.stat().st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text()))
    reader.start()
    write_out(pipe, "律师")
    reader.join()
    assert found == ["律师"] and stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_full_disk_leaves_what_was_there_and_names_the_file(tmp_path, monkeypatch):
    path = tmp_path / "figures.csv"
    path.write_text("good")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        replace_file(path, "new")
    assert caught.value.filename == str(path)
    assert path.read_text() == "good"
    assert [file.name for file in tmp_path.iterdir()] == ["figures.csv"]
