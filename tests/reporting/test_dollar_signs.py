"""A dollar sign in a document's words is no formula."""

import io

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from lib.reporting.charts import model


@pytest.mark.parametrize("words", ["投入$5^_$万元", "$", "$$", r"$\frac{$", "$a_$b", "{x}$y$"])
def test_words_with_dollar_signs_are_drawn_as_they_are(words):
    with mpl.rc_context(model.GROUND | model.RC):
        figure = Figure()
        figure.text(0.1, 0.1, words)
        figure.savefig(io.BytesIO(), format="svg")
        figure.savefig(io.BytesIO(), format="png")
