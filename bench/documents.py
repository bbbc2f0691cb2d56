"""What the in-process loops share: the file list, a C loader that leaves dates as text, the last line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any


def files(args: Sequence[str]) -> Iterator[str]:
    """Walk files as given and the YAML files of folders, in order of name."""
    for a in args:
        if os.path.isdir(a):
            for name in sorted(os.listdir(a)):
                if name.endswith(".yaml"):
                    yield os.path.join(a, name)
        else:
            yield a


def loader() -> Any:
    """Build the C loader without its rule for timestamps."""
    from yaml import CSafeLoader

    class Loader(CSafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        ch: [(tag, rx) for tag, rx in v if tag != "tag:yaml.org,2002:timestamp"]
        for ch, v in CSafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader


def docs(args: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read each document of each file through the C loader, with its path."""
    cls = loader()
    for path in files(args):
        with open(path, "rb") as f:
            ld = cls(f.read())
        try:
            while ld.check_data():
                yield path, ld.get_data()
        finally:
            ld.dispose()


def report(n: int, failing: int, lines: Sequence[str]) -> None:
    """Write one line a failed rule, a closing count, and leave with 1 where anything failed."""
    sys.stdout.write("".join(lines))
    sys.stderr.write(f"{n} documents, {failing} fail, {len(lines)} findings\n")
    sys.exit(1 if failing else 0)
