"""Compiled bundles, kept with the content that they were made of, so that an unchanged bundle is compiled once.

The cache lies in the user's own cache folder, never in the workspace. It is read back by an unpickler that builds this
project's own plain types and nothing else, so a foreign file in its place can at most be refused.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from guardrails import __version__
from guardrails.language.bundle_texts import BundleTexts
from guardrails.language.schemas import Json
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle
from guardrails.text.values import Value

_MODULES = ("guardrails.model.",)
_LAYOUT = 5


def cache_folder() -> str:
    """The folder for compiled bundles."""
    if os.name == "nt":
        top = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
    else:
        top = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(top, "guardrails")


class Source(NamedTuple):
    """What a bundle is compiled from: its texts, all schemas as bytes and parsed, and what a workspace sets."""

    texts: BundleTexts
    schema_texts: Mapping[str, bytes]
    schemas: Mapping[str, Json]
    parameters: Mapping[str, Value]


def compiled(source: Source, named: str) -> tuple[Bundle | None, list[Problem]]:
    """The bundle, as it was kept or compiled now; problems with its parameters stand in the file `named`.

    It is kept only if there is nothing to say about it.
    """
    content = content_of(source.texts, source.schema_texts, source.parameters)
    bundle = cached_bundle(content)
    if bundle is not None:
        return bundle, []
    from guardrails.language.compile_bundle import compile_bundle

    bundle, problems = compile_bundle(source.texts, source.schemas, source.parameters, named)
    if bundle is not None and not problems:
        keep_bundle(content, bundle)
    return bundle, problems


def content_of(texts: BundleTexts, schemas: Mapping[str, bytes], parameters: Mapping[str, Value]) -> bytes:
    """Everything that compiling depends on, in one stretch of bytes."""
    parts = [f"{__version__} {sys.version_info[:2]} {_LAYOUT} {sorted(parameters.items())!r}".encode()]
    for name, data in _pieces(texts, schemas):
        parts += (f"\0{len(data)} {name}\0".encode(), data)
    return b"".join(parts)


def _pieces(texts: BundleTexts, schemas: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for layer in texts.layers():
        yield layer.main, b""
        yield from sorted(layer.files.items())
    yield from sorted(schemas.items())


class _OnlyOurs(pickle.Unpickler):
    """Builds plain types of `guardrails.model` only; anything else in a cache file is refused."""

    def find_class(self, module: str, name: str) -> object:
        if not module.startswith(_MODULES) or "." in name:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _file_of(content: bytes) -> str:
    return os.path.join(cache_folder(), f"{zlib.crc32(content):08x}-{len(content)}.bundle")


def cached_bundle(content: bytes) -> Bundle | None:
    """The bundle compiled from exactly this content, if there is a whole one. The content itself is kept and compared."""
    try:
        with open(_file_of(content), "rb") as file:
            kept = file.read(len(content))
            check, compiled = file.read(4), file.read()
        if kept != content or zlib.crc32(compiled).to_bytes(4) != check:
            return None
        bundle = _OnlyOurs(io.BytesIO(compiled)).load()
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    return bundle if isinstance(bundle, Bundle) else None


def keep_bundle(content: bytes, bundle: Bundle) -> None:
    """Keep a compiled bundle, all of it or nothing. A folder that can't be written to costs time, not the run."""
    data = pickle.dumps(bundle, protocol=5)
    folder = cache_folder()
    with suppress(OSError):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        _drop_old(folder)
        unfinished = os.path.join(folder, f"{os.getpid()}.part")
        with open(unfinished, "wb") as file:
            file.write(content + zlib.crc32(data).to_bytes(4) + data)
        os.replace(unfinished, _file_of(content))


def _drop_old(folder: str, most: int = 20) -> None:
    """Keep only the newest few."""
    kept = sorted((e for e in os.scandir(folder) if e.name.endswith(".bundle")), key=lambda e: e.stat().st_mtime)
    for entry in kept[: max(0, len(kept) - most)]:
        os.unlink(entry.path)
