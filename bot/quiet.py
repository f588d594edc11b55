"""Quiet logs: what the libraries say at a normal start helps nobody. Import this before Rasa."""

import logging
import os
from typing import Any


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
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)  # it logs what it cannot read, with people's texts in it


def _quiet_structlog() -> None:
    """Rasa's structured log prints every tracker at DEBUG, whatever the level of `logging`."""
    import structlog
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def hide(secret: str) -> None:
    """Put "…" in place of a secret in every line that is logged from now on, whoever logs it and at whatever level."""
    made_before = logging.getLogRecordFactory()

    def without(*values: Any, **options: Any) -> logging.LogRecord:
        record = made_before(*values, **options)
        text = record.getMessage()
        if secret in text:
            record.msg, record.args = text.replace(secret, "…"), ()
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info).replace(secret, "…")
        return record

    logging.setLogRecordFactory(without)
