"""Quiet logs: what the libraries say at a normal start helps nobody. Import this before Rasa."""

import logging
import os


def hush() -> None:
    """Silence TensorFlow, deprecations and telemetry; our own warnings and all errors stay."""
    _quiet_structlog()
    os.environ.update({
        "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "CUDA_VISIBLE_DEVICES": "-1",
        "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "JAX_PLATFORMS": "cpu",
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", "/tmp"),  # noqa: S108 (a cache of fonts)
    })
    logging.captureWarnings(True)  # libraries reset the filters of `warnings`, but not where warnings go
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for noisy in ("py.warnings", "absl", "tensorflow", "rasa", "h5py", "jax", "apscheduler", "httpx", "sanic.access"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def _quiet_structlog() -> None:
    """Rasa's structured log prints every tracker at DEBUG, whatever the level of `logging`."""
    import structlog
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
