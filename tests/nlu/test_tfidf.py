"""The quick vectors are scikit-learn's, in another order of the features."""

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
    learnt = Tfidf(fitted).of(LEARNT), fitted.transform(LEARNT)
    np.testing.assert_allclose((ours @ learnt[0].T).toarray(), (theirs @ learnt[1].T).toarray(), atol=1e-6)
    np.testing.assert_allclose(np.sort(ours.toarray()), np.sort(theirs.toarray()), atol=1e-6)
