"""What the trained components share: one scikit-learn model, kept in Rasa's model storage."""

from typing import Any, TypeVar

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Component = TypeVar("Component", bound="TrainedComponent")


class TrainedComponent(GraphComponent):
    """A graph component around `self.model`, which is None before training."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.config = config
        self.model: Any = None
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(cls: type[Component], config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> Component:
        """An untrained component; see `GraphComponent`."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls: type[Component], config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> Component:
        """The component as it was trained; see `GraphComponent`."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.model = joblib.load(folder / "model.joblib")
        return component

    def keep(self, model: Any) -> Resource:
        """Take a trained model and write it to the storage."""
        self.model = model
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(model, folder / "model.joblib", compress=1)
        return self._resource
