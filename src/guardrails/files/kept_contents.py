"""Contents fetched from git, kept in the user's cache folder under their fingerprint; each is compared when it is read."""

from __future__ import annotations

import os
import stat

from guardrails.files.contents import fingerprint
from guardrails.files.policy_cache import cache_folder
from guardrails.files.writing import write_whole


def _file_of(sha256: str) -> str:
    return os.path.join(cache_folder(), "contents", sha256)


def kept_content(sha256: str) -> bytes | str:
    """The content of this fingerprint, or the id of the problem: it is not here, or it is no longer what it was."""
    try:
        with open(_file_of(sha256), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return "content-differs"
            data = file.read()
    except OSError:
        return "source-not-here"
    return data if fingerprint(data) == sha256 else "content-differs"


def keep_content(data: bytes) -> bool:
    """Keep a content, all of it or nothing; whether that worked."""
    path = _file_of(fingerprint(data))
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    except OSError:
        return False
    return write_whole(path, data)
