"""Every reader on damaged documents: a reading or a CityStatsError that names the file, nothing else; cells point at the text."""

import random

import made_files
import pytest

from lib.documents import readers
from lib.project import CityStatsError

EACH = 20  # damaged documents a format and seed; benchmarks/fuzz.py goes on for minutes


@pytest.mark.parametrize("name", made_files.WHOLE)
def test_whole_documents_are_read(name):
    text = readers.read_bytes(made_files.WHOLE[name](), name).text
    assert "2764" in text


@pytest.mark.parametrize("seed", range(2))
def test_damaged_documents_are_read_or_refused_by_name(seed):
    damaged = made_files.attacks(random.Random(seed))
    for _ in range(EACH * len(made_files.WHOLE)):
        name, data = next(damaged)
        try:
            reading = readers.read_bytes(data, name)
        except CityStatsError as error:
            assert name in str(error)
        else:
            assert reading.text.strip()
            for cell in reading.cells:
                assert 0 <= cell.start <= cell.end <= len(reading.text)
