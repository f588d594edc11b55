"""Sealing: what must not lie open in the database, and names that do not lead back to a person."""

import base64
import hmac
import json
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet


class Seal:
    """Seals and opens values with a key made from the secret; one purpose's key opens nothing of another's."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._key = hmac.new(secret.encode(), purpose.encode(), sha256).digest()
        self._box = Fernet(base64.urlsafe_b64encode(self._key))

    def seal(self, value: Any) -> bytes:
        """A value that JSON can hold, encrypted."""
        return self._box.encrypt(json.dumps(value, ensure_ascii=False).encode())

    def open(self, sealed: bytes) -> Any:
        """The value that was sealed.

        Raises:
            cryptography.fernet.InvalidToken: sealed with another secret or for another purpose, or changed.

        """
        return json.loads(self._box.decrypt(sealed))

    def name(self, text: str) -> str:
        """A keyed hash of the text: the same for the same text, and no way back."""
        return hmac.new(self._key, text.encode(), sha256).hexdigest()


class Seals:
    """All seals of one secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self.chats = Seal(secret, "chat")
        self.addresses = Seal(secret, "address")
        self.reminders = Seal(secret, "reminder")

    def centre(self, key: str) -> Seal:
        """The seal of one centre: it opens no other centre's cases."""
        return Seal(self._secret, f"centre:{key}")
