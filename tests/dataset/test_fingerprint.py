"""The fingerprint of code, lexicon and libraries: the same on every call, another where a file differs."""

from lib.dataset import fingerprint


def test_it_is_stable_and_short():
    fingerprint.code.cache_clear()
    first = fingerprint.code()
    fingerprint.code.cache_clear()
    assert fingerprint.code() == first
    assert len(first) == 16
    assert int(first, 16) >= 0


def test_a_changed_file_or_library_changes_it(tmp_path, monkeypatch):
    for package in fingerprint.PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "a.yml").write_text("x")
    monkeypatch.setattr(fingerprint, "LIB", tmp_path)
    found = []
    for change in (
        lambda: None,
        lambda: (tmp_path / "lexicon" / "a.yml").write_text("y"),
        lambda: (tmp_path / "figures" / "b.py").write_text(""),
    ):
        change()
        fingerprint.code.cache_clear()
        found.append(fingerprint.code())
    monkeypatch.setattr(fingerprint, "_version", lambda name: "0")
    fingerprint.code.cache_clear()
    found.append(fingerprint.code())
    fingerprint.code.cache_clear()
    assert len(set(found)) == 4
