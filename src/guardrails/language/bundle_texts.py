"""A bundle as files, before anything in it is understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class BundleTexts(NamedTuple):
    """File names (as shown to people) to bytes, and what it extends.

    `main` is the name of bundle.yaml. Of an extended bundle, the files that stand for the whole (organisation.yaml,
    lanes.yaml) are not used where the extending bundle has its own.
    """

    main: str
    files: Mapping[str, bytes]
    extends: BundleTexts | None = None

    def layers(self) -> Iterator[BundleTexts]:
        """This bundle, then what it extends, nearest first."""
        layer: BundleTexts | None = self
        while layer is not None:
            yield layer
            layer = layer.extends
