"""`guardrails init --policies`: set up a repository in which IT keeps its own rules."""

from __future__ import annotations

import os
import re
from shlex import quote
from typing import TYPE_CHECKING

import click

from guardrails.judge.verdict import Exit

if TYPE_CHECKING:
    from guardrails.workshop.first_policies import FirstBundle
    from guardrails.workshop.repository_files import Wanted

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST_NAME, _LONGEST_TITLE = 60, 200


def bundle_asked(folder: str, policies: bool, name: str | None, title: str | None) -> FirstBundle | None:
    """What the first bundle is to be called; None where none is wanted."""
    from guardrails.cli.check import day_of
    from guardrails.workshop.first_policies import FirstBundle, bundle_name

    if not policies:
        if name is not None or title is not None:
            raise click.UsageError("--name and --title go with --policies.")
        return None
    if name is not None and not (_NAME.fullmatch(name) and len(name) <= _LONGEST_NAME):
        raise click.UsageError(f"--name takes small letters and digits with dashes, {_LONGEST_NAME} at most: brand-rules.")
    if title is not None and not (title.isprintable() and 0 < len(title.strip()) <= len(title) <= _LONGEST_TITLE):
        raise click.UsageError(f"--title takes one line with {_LONGEST_TITLE} letters at most.")
    bundle = FirstBundle(name or bundle_name(os.path.basename(os.path.abspath(folder))), day_of(None))
    return bundle if title is None else bundle._replace(title=title)


def init_policies(folder: str, wanted: Wanted, bundle: FirstBundle, dry_run: bool) -> Exit:
    """Write the files, look over the rules, and say what to do next; the exit code."""
    from guardrails.cli.init import numbered, seen, to_do, told_steps
    from guardrails.cli.terminal import write
    from guardrails.files.data import ParsedSchemas, shipped_schema_texts
    from guardrails.files.setting_up import set_up_policies
    from guardrails.files.writing import Written
    from guardrails.workshop.first_policies import POLICY_FOLDER
    from guardrails.workshop.repository_files import IMPACT_FILE

    root = os.path.abspath(folder)
    steps = set_up_policies(root, ParsedSchemas(shipped_schema_texts()), bundle, wanted, dry=dry_run)
    lines, code = told_steps(steps, dry_run)
    place = POLICY_FOLDER if root == os.getcwd() else f"{folder.rstrip('/')}/{POLICY_FOLDER}"
    if any(step.outcome is Written.NEW for step in steps) and code is Exit.FINE and not dry_run:
        todo = [f"Fill in {place}/organisation.yaml, then commit these files."]
        todo += to_do(steps, wanted, IMPACT_FILE, "what a change of the rules does stands there too")
        todo.append(f"Write the next rule: guardrails policy new {quote(place)} --pack ours")
        lines += numbered(map(seen, todo))
    see = [f"See     guardrails policy lint {quote(place)}", f"        guardrails policy test {quote(place)}"]
    write("\n".join([*lines, *(["Nothing was written."] if dry_run else map(seen, see))]))
    return code
