"""What is offered when somebody presses Tab: offline, quickly, and never with a fault on the line that is being typed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    import click
    from click.shell_completion import CompletionItem

    Completion: TypeAlias = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def manifests(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The manifest files of the workspace; any other path where none begins so."""
    with suppress(Exception):
        from guardrails.files.offering import manifest_files

        found = [_item(name) for name in manifest_files(incomplete)]
        if found:
            return found
    return [_item(incomplete, type="file")]


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules of the bundle in use, each with its title."""
    with suppress(Exception):
        from guardrails.files.offering import rule_names
        from guardrails.text.clean import visible

        return [_item(name, help=visible(title)) for name, title in rule_names(incomplete)]
    return []


def rules_and_manifests(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What `guardrails explain` takes."""
    files = manifests(ctx, param, incomplete)
    named = rules(ctx, param, incomplete)
    return [*named, *(item for item in files if item.type == "plain" or not named)]


def formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The formats of an answer."""
    from guardrails.render.formats import FORMATS

    return [_item(name) for name in FORMATS if name.startswith(incomplete)]


def forms(*names: str) -> Completion:
    """The formats of a command that has few."""
    return lambda ctx, param, incomplete: [_item(name) for name in names if name.startswith(incomplete)]


def languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The languages of an answer."""
    from guardrails.files.languages import codes

    return [_item(code) for code in codes() if code.startswith(incomplete)]


def _item(value: str, type: str = "plain", help: str | None = None) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, type, help)
