"""Quiet logs: what the libraries say at a normal start helps nobody. Import this before Rasa."""

import logging
import os
import warnings


def hush() -> None:
    """Silence TensorFlow, deprecations and telemetry; our own warnings and all errors stay."""
    os.environ.update({
        "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "CUDA_VISIBLE_DEVICES": "-1",
        "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "JAX_PLATFORMS": "cpu",
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", "/tmp"),  # noqa: S108 (a cache of fonts)
    })
    warnings.filterwarnings("ignore")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for noisy in ("absl", "tensorflow", "rasa", "h5py", "jax", "apscheduler", "httpx", "sanic.access"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
