"""Log lines without contents: what an error says may hold what a person wrote."""

import logging
import traceback


class Plain(logging.Formatter):
    """Level, logger, and of an error its type and the places that it came through."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; no message of an exception, no address, no argument of a request."""
        if not record.exc_info or not record.exc_info[0]:
            return f"{record.levelname} {record.name}: {record.msg}"
        places = "".join(traceback.format_tb(record.exc_info[2]))
        return f"{record.levelname} {record.name}: {record.exc_info[0].__name__}\n{places}"
