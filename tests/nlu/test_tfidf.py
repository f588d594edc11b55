"""The quick vectors are scikit-learn's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.tfidf import Tfidf

LEARNT = ["chef zahlt nicht", "chef zahlt den lohn nicht nicht", "urlaub im sommer", "kein urlaub", "lohn"]


@pytest.fixture(scope="module")
def fitted() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3), sublinear_tf=True).fit(LEARNT)


@given(texts=st.lists(st.text(alphabet="chefzaltniurb o", max_size=30), min_size=1, max_size=4))
def test_same_figures(fitted, texts):
    ours, theirs = Tfidf(fitted).of(texts), fitted.transform(texts)
    np.testing.assert_allclose(ours.toarray(), theirs.toarray(), atol=1e-6)
