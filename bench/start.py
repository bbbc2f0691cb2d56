"""Start guardrails from the source tree, as its installed command does."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent / "src")

from guardrails.cli.main import run  # noqa: E402

run()
