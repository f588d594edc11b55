"""TF-IDF vectors of single messages, quickly and in little memory.

scikit-learn's own vectorizer computes the same figures, but its checks alone take longer than a message may, and it keeps half
a million features as strings. Here a feature is known by its 64-bit hash only.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from spacy.strings import get_string_id

Analyzer = Callable[[Any], Sequence[str]]


class Tfidf:
    """What a fitted vectorizer has learnt: which features there are and how rare each is, in the order of their hashes."""

    def __init__(self, fitted: TfidfVectorizer) -> None:
        self._analyzer: Analyzer = clone(fitted).build_analyzer()  # that of the fitted one would keep its vocabulary
        hashes = np.fromiter((get_string_id(name) for name in fitted.vocabulary_), np.uint64, len(fitted.vocabulary_))
        places = np.fromiter(fitted.vocabulary_.values(), np.intp, len(fitted.vocabulary_))
        order = hashes.argsort()
        self._hashes: npt.NDArray[np.uint64] = hashes[order]
        self._rarity: npt.NDArray[np.float32] = fitted.idf_[places[order]].astype(np.float32)

    def of(self, documents: Sequence[Any]) -> csr_matrix:
        """One row of length 1 a document: (1 + ln(how often)) times rarity, as with `sublinear_tf`."""
        rows = [self._row(document) for document in documents]
        starts = np.cumsum([0, *(len(places) for places, _ in rows)], dtype=np.int32)
        places = np.concatenate([places for places, _ in rows]) if rows else np.empty(0, np.int32)
        values = np.concatenate([values for _, values in rows]) if rows else np.empty(0, np.float32)
        return csr_matrix((values, places, starts), shape=(len(rows), len(self._rarity)))

    def _row(self, document: Any) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        counts = Counter(self._analyzer(document))
        hashes = np.fromiter((get_string_id(name) for name in counts), np.uint64, len(counts))
        found = np.searchsorted(self._hashes, hashes)
        known = self._hashes.take(found, mode="clip") == hashes
        often = np.fromiter((1 + math.log(count) for count in counts.values()), np.float32, len(counts))
        places = found[known].astype(np.int32)
        values = often[known] * self._rarity[places]
        length = float(np.sqrt(np.dot(values, values)))
        return places, values / length if length else values
