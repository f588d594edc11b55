"""`lotse train`: train the model into models/lotse.tar.gz."""

import os
import shutil
import tempfile
from pathlib import Path

from bot.errors import LotseError
from bot.quiet import hush
from bot.settings import ROOT


def train(target: Path, config: Path = ROOT / "config.yml") -> None:
    """Train with Rasa; the old model stays until the new one is whole.

    Raises:
        LotseError: Rasa could not train; its log says why.

    """
    hush()
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # whatever changes, all is trained anew; keeping the pieces takes longer than that
    import rasa
    with tempfile.TemporaryDirectory() as folder:
        result = rasa.train(domain=str(ROOT / "domain.yml"), config=str(config), training_files=str(ROOT / "data"),
                            output=folder, force_training=True, fixed_model_name="lotse")
        if result.code != 0 or not result.model:
            raise LotseError("training failed")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(result.model, target)
