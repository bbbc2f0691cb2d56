"""Handing text over to a runner: added to the end of a plain file that the runner named, never through a link."""

from __future__ import annotations

import os
import stat

_ADD = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_ADD |= getattr(os, "O_BINARY", 0)


def add_to(path: str, text: str) -> bool:
    """Add the text to a file; False where it is a link, no plain file, or may not be written."""
    if os.path.islink(path):
        return False
    try:
        descriptor = os.open(path, _ADD, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return False
            file.write(text.encode())
    except OSError:
        return False
    return True
