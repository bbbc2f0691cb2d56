"""The 20 rules as checks of Checkov's generic `yaml` framework; the bodies are those of hand_rules.py."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import hand_rules
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.yaml_doc.base_yaml_check import BaseYamlCheck
from checkov.yaml_doc.enums import BlockType


def text(x: Any) -> Any:
    """Turn the dates that Checkov's loader makes back into text: the rules compare text."""
    if isinstance(x, dict):
        return {k: text(v) for k, v in x.items()}
    if isinstance(x, list):
        return [text(v) for v in x]
    return x.isoformat() if isinstance(x, dt.date) else x


class Guard(BaseYamlCheck):  # type: ignore[misc]
    """One rule, once for each document."""

    def __init__(self, rule: Callable[[Any], str | None]) -> None:
        self.rule = rule
        self.dated = rule.__name__ in ("r02", "r07", "r17")
        super().__init__(
            name=rule.__name__,
            id=f"CKV_GUARD_{rule.__name__[1:]}",
            categories=[CheckCategories.CONVENTION],
            supported_entities=["*"],
            block_type=BlockType.DOCUMENT,
        )

    def scan_entity_conf(self, conf: Any, entity_type: str) -> tuple[CheckResult, Any]:
        found = self.rule(text(conf) if self.dated else conf)
        return (CheckResult.FAILED if found else CheckResult.PASSED), conf


checks = [Guard(rule) for rule in hand_rules.RULES]
