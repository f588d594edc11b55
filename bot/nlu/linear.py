"""Linear support vector machines of many topics, each against the rest, side by side on all processors.

A module of its own, so that the processes that share the work load nothing else.
"""

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

Matrix = npt.NDArray[np.float64]
_AT_ONCE = 6
"""Topics that one process takes at a time."""


def borders(rows: csr_matrix, truth: npt.NDArray[np.intp], topics: int) -> tuple[Matrix, Matrix]:
    """Weights (topics x features) and biases of the borders between each topic and the rest.

    Args:
        rows: one row of features a message.
        truth: the number of each message's topic.
        topics: how many topics there are.

    """
    rows = rows.astype(np.float64)  # what the machine computes with; it cannot convert the read-only copy that its process gets
    shares = [range(first, min(first + _AT_ONCE, topics)) for first in range(0, topics, _AT_ONCE)]
    found = Parallel(n_jobs=-1)(delayed(_borders)(rows, truth, share) for share in shares)
    return np.vstack([weights for weights, _ in found]), np.concatenate([bias for _, bias in found])


def _borders(rows: csr_matrix, truth: npt.NDArray[np.intp], share: range) -> tuple[Matrix, Matrix]:
    machines = [LinearSVC(C=1.0, random_state=1).fit(rows, truth == topic) for topic in share]
    return np.vstack([machine.coef_[0] for machine in machines]), np.array([machine.intercept_[0] for machine in machines])
