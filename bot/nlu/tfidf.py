"""TF-IDF vectors of single messages, quickly.

scikit-learn's own vectorizer computes the same figures, but its checks alone take longer than a message may.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

Analyzer = Callable[[Any], Sequence[str]]


class Tfidf:
    """What a fitted vectorizer has learnt: the place and the rarity of each feature."""

    def __init__(self, fitted: TfidfVectorizer) -> None:
        self._analyzer: Analyzer = fitted.build_analyzer()
        self._places: dict[str, int] = {name: int(place) for name, place in fitted.vocabulary_.items()}
        self._rarity: npt.NDArray[np.float32] = fitted.idf_.astype(np.float32)

    def of(self, documents: Sequence[Any]) -> csr_matrix:
        """One row of length 1 a document: (1 + ln(how often)) times rarity, as with `sublinear_tf`."""
        rows = [self._row(document) for document in documents]
        starts = np.cumsum([0, *(len(places) for places, _ in rows)], dtype=np.int32)
        places = np.concatenate([places for places, _ in rows]) if rows else np.empty(0, np.int32)
        values = np.concatenate([values for _, values in rows]) if rows else np.empty(0, np.float32)
        return csr_matrix((values, places, starts), shape=(len(rows), len(self._rarity)))

    def _row(self, document: Any) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        counts = Counter(place for name in self._analyzer(document) if (place := self._places.get(name)) is not None)
        places = np.fromiter(counts, np.int32, len(counts))
        values = np.fromiter((1 + math.log(count) for count in counts.values()), np.float32, len(counts)) * self._rarity[places]
        length = float(np.sqrt(np.dot(values, values)))
        return places, values / length if length else values
