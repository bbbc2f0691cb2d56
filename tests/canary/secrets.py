"""Secrets of several sorts, made up for these tests, and a search for what is left of them in an output."""

from __future__ import annotations

import re

SECRETS = {
    "cloud key": "AKIAQX7BZ4CANARY5WRT",
    "code host token": "ghp_q7Vt2Lx9Rb4Wz8Kd3Nf6Hj1Mc5Ps0Gy7TaXe",
    "private key": "-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASC7Kx2 -----END PRIVATE KEY-----",
    "password in an address": "https://mia:Zq8vTr3LxWk5@feeds.brand.example/in",
    "named key": "api_key: x7Qm2Vb9Lk4Tz8Rw3Np6",
}
"""What stands in a file, by its sort."""

CORES = {
    "cloud key": "IAQX7BZ4CANARY5WRT",
    "code host token": "p_q7Vt2Lx9Rb4Wz8Kd3Nf6Hj1Mc5Ps0Gy7TaXe",
    "private key": "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC7Kx2",
    "password in an address": "8vTr3LxWk5",
    "named key": "Qm2Vb9Lk4Tz8Rw3Np6",
}
"""The part of each that nobody may read: two characters at the beginning may be shown."""
_WINDOW = 8


def left_over(output: str) -> list[str]:
    """The secrets of which eight characters in a row can be read, however lines are broken, with what stands around."""
    found = []
    for text in (output, re.sub(r"\s+", "", output)):
        for sort, core in CORES.items():
            parts = {core[i : i + _WINDOW] for i in range(len(core) - _WINDOW + 1)}
            at = max(text.find(part) for part in parts)
            if at >= 0:
                found.append(f"{sort}: {text[max(0, at - 80) : at + 60]!r}")
    return found
