"""What is said where a version of the rules is not there, or can't be used."""

from __future__ import annotations

import click

from guardrails.files.comparing import Unusable
from guardrails.files.versions import Missing, Version, version_at
from guardrails.judge.verdict import Exit

_WRITE_IT = "Write it like git+https://git.brand.example/it/policies@v3.2.0."
_FETCH = "Check the name, or fetch it first: git fetch origin"
_UNSHALLOW = "Fetch the older ones: git fetch --unshallow --tags. In GitHub Actions, give actions/checkout fetch-depth: 0."
_SIGN_IN = "The address holds a password. Take it away and set up a credential helper or a key."


def found_version(source: str) -> Version | Exit:
    """The version under a name, or the exit code once it is told why it can't be read."""
    version = version_at(source)
    if version.missing is not None:
        raise click.UsageError(_sentence(version.missing))
    if version.material is not None:
        return version
    from guardrails.cli.bench import tell_unread

    click.echo(f"About '{source}':", err=True)
    return tell_unread(version.problems, version.texts)


def tell_unusable(found: Unusable, width: int | None) -> Exit:
    """Explain why a version that was read can't be used; the exit code."""
    from guardrails.cli.bench import tell_problems

    assert found.version.material is not None
    click.echo(f"About '{found.version.origin.source}':", err=True)
    return tell_problems(found.problems, found.version.material, width)


def _sentence(missing: Missing) -> str:
    """What is not there, and where to look next."""
    at = missing.slots
    near = f"There is one called '{at['nearest']}'." if at.get("nearest") else ""
    match missing.what:
        case "no-bundle-then":
            return f"There is no bundle.yaml in '{at['folder']}' at '{at['ref']}' (commit {at['commit']})."
        case "no-bundle-in-git":
            where = f"the folder '{at['folder']}' of {at['url']}" if at["folder"] else at["url"]
            return f"There is no bundle.yaml in {where} at '{at['tag']}'."
        case "no-repository":
            return f"There is no folder '{at['source']}', and no Git repository around '{at['folder']}'."
        case "ref":
            return f"Git knows no commit '{at['ref']}' in the repository around '{at['folder']}'. {near or _FETCH}"
        case "shallow":
            return f"This clone is shallow and has no commit '{at['ref']}'. {_UNSHALLOW}"
        case "source-unknown-tag":
            return f"There is no tag '{at['tag']}' in {at['url']}. {near}".rstrip()
        case "source-branch":
            return f"'{at['tag']}' is a branch in {at['url']}, and a branch moves. Name a tag or the id of a commit."
        case "address":
            return f"'{at['source']}' is no address that we can fetch from. {_WRITE_IT}" if at["source"] else _SIGN_IN
        case _:
            return f"There is no bundle.yaml in '{at['source']}'."
