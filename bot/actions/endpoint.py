"""Where Rasa's dialogue engine reaches the actions: in this process, or in an action server if one is set."""

import logging
from typing import Any, Optional

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot import turn as turns
from bot.knowledge.utterances import utterance
from bot.languages import SOURCE, spoken

logger = logging.getLogger(__name__)
_NOTHING: dict[str, Any] = {"events": [], "responses": []}
_NOT_VALUES = {"text", "buttons", "elements", "custom", "template", "response", "image", "attachment"}


class ActionEndpoint(EndpointConfig):
    """Runs actions and keeps what they ask for beyond words: effects go to the turn, failures too."""

    def __init__(self, url: Optional[str] = None) -> None:
        super().__init__(url, enable_selective_domain=True)
        RemoteAction._validate_action_result = _is_result
        self._executor = None if url else _executor()

    async def request(self, method: str = "post", subpath: Optional[str] = None, content_type: Optional[str] = None,
                      compress: bool = False, **kwargs: Any) -> dict[str, Any]:
        """Run one action; in case of a failure the turn is marked and nothing is said."""
        try:
            result = self._without_effects(await self._run(kwargs["json"]))
            return await self._with_german(result, kwargs["json"])
        except Exception as error:  # whatever an action raises, the turn must end with a word to the person
            logger.error("action %s failed: %s", kwargs["json"]["next_action"], type(error).__name__)
            turns.current().failure = error
            return dict(_NOTHING)

    async def _run(self, call: dict[str, Any]) -> dict[str, Any]:
        if self._executor is None:
            return await super().request("post", json=call) or dict(_NOTHING)
        return await self._executor.run(call) or dict(_NOTHING)

    async def _with_german(self, result: dict[str, Any], call: dict[str, Any]) -> dict[str, Any]:
        """Each message with the same message in German, which Rasa keeps beside it: counsellors read German.

        Actions change nothing themselves, so the action is asked again as if the person spoke German.
        """
        slots = call["tracker"]["slots"]
        if not result["responses"] or spoken(slots) == SOURCE:
            return result
        tracker = {**call["tracker"], "slots": {**slots, "language": SOURCE}}
        again = await self._run({**call, "tracker": tracker})
        german = [part for part in again["responses"] if not part.get("custom")]
        for part, same in zip(result["responses"], german, strict=False):
            part["german"] = _text(same)
        return result

    @staticmethod
    def _without_effects(result: dict[str, Any]) -> dict[str, Any]:
        turns.current().effects += [part["custom"] for part in result["responses"] if part.get("custom")]
        result["responses"] = [part for part in result["responses"] if not part.get("custom")]
        return result


def _text(response: dict[str, Any]) -> str:
    """The text of an action's response in German."""
    values = {name: value for name, value in response.items() if name not in _NOT_VALUES}
    named = response.get("response")
    return utterance(named, SOURCE, **values).text if named else response["text"]


def _is_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    """Whether an action's reply has its two lists.

    Stands for Rasa's own check, which validates its JSON schema anew at each action: about 20 ms each time, measured.
    """
    return isinstance(result.get("events"), list) and isinstance(result.get("responses"), list)


def _executor() -> ActionExecutor:
    logging.getLogger("rasa_sdk.executor").setLevel(logging.WARNING)
    executor = ActionExecutor()
    executor.register_package("bot.actions")
    return executor
