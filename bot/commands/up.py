"""`lotse up`: start all parts under one process manager."""

import sys
from shlex import quote

from honcho.manager import Manager
from honcho.printer import Printer

from bot.settings import Settings


def up(settings: Settings) -> None:
    """Start the parts and wait for them; Ctrl-C stops all, and where one part fails the others are stopped too."""
    manager = Manager(Printer(sys.stdout, colour=False))
    manager.add_process("assistant", f"{quote(sys.executable)} -m bot serve")
    manager.add_process("desk", f"{quote(sys.executable)} -m bot desk")
    manager.loop()
    sys.exit(manager.returncode)
