"""The first files of a repository where rules are kept: a bundle over the starter, and what stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from shlex import quote
from typing import NamedTuple

from guardrails.language.schemas import Json
from guardrails.workshop.editor_schemas import as_text, editor_schema, kinds
from guardrails.workshop.policy_texts import APPROVERS, BUNDLE, GITHUB, GITLAB, HOOK, NO_APPROVERS, ORGANISATION, PACK, RELEASED
from guardrails.workshop.repository_files import (
    EXTENSIONS_FILE,
    GITLAB_FILE,
    HOOK_FILE,
    IMPACT_FILE,
    OWNERS_FILES,
    SCHEMA_FOLDER,
    SETTINGS_FILE,
    Wanted,
    editor_files,
    flow,
    new_owners_file,
    owner_line,
)
from guardrails.workshop.repository_texts import GITHUB_HINT, GITLAB_HINT

POLICY_FOLDER = "policies"
FOR_POLICIES = {
    HOOK_FILE: "guardrails policy lint",
    IMPACT_FILE: "policy-impact",
    GITLAB_FILE: "policy-impact",
    SETTINGS_FILE: f"{SCHEMA_FOLDER}/bundle.schema.json",
    EXTENSIONS_FILE: "redhat.vscode-yaml",
}
"""What stands in a file that somebody else wrote once rules are looked after there."""
_FILES: Mapping[str, str] = {
    "Bundle": "bundle.yaml",
    "Organisation": "organisation.yaml",
    "Lanes": "lanes.yaml",
    "PolicyPack": "packs/*.yaml",
    "Vocabulary": "vocabulary/*.yaml",
    "Waiver": "waivers/*.yaml",
    "Released": "released.yaml",
    "Situation": "tests/*.test.yaml",
}
"""Where each kind of file lies in a bundle."""
_PACK = "ours"
_VERSION = "0.1.0"
_TRIAL, _LONGER, _YEAR = timedelta(days=30), timedelta(days=90), timedelta(days=365)


class FirstBundle(NamedTuple):
    """What a first bundle is called, and the day it is from."""

    name: str
    today: date
    title: str = "Rules that marketing and IT share"


def first_policies(
    schemas: Mapping[str, Json], bundle: FirstBundle, organisation: str, wanted: Wanted, below: str = ""
) -> dict[str, str]:
    """Every first file: its name in the folder, with `/`, and its text.

    `organisation` is the starter's organisation.yaml, which the own one begins with: the nearest stands for the whole.
    `below` is the way from the top of the repository to the folder, where that is another one.
    """
    files = {f"{POLICY_FOLDER}/{name}": text for name, text in _bundle(bundle, organisation, wanted).items()}
    file_of = {kind: file for kind, file in kinds(schemas).items() if kind in _FILES}
    files |= {f"{SCHEMA_FOLDER}/{file}": as_text(editor_schema(schemas, kind)) for kind, file in file_of.items()}
    folder = f"{below}/{POLICY_FOLDER}" if below else POLICY_FOLDER
    if wanted.hooks:
        lint = flow(f"guardrails policy lint {quote(folder)}")
        test = flow(f"guardrails policy test {quote(folder)} --no-mutants")
        files[HOOK_FILE] = HOOK.format(lint=lint, test=test)
    files |= _checks(wanted, folder)
    if wanted.ci in OWNERS_FILES:
        files[new_owners_file(wanted.ci)] = _owners(wanted, files, folder)
    if wanted.editor == "vscode":
        maps = {f"./{SCHEMA_FOLDER}/{file}": f"{POLICY_FOLDER}/{_FILES[kind]}" for kind, file in file_of.items()}
        files |= editor_files(maps)
    return files


def bundle_name(folder: str) -> str:
    """A name for a bundle, from that of its folder: small letters and digits with dashes."""
    return "-".join(re.findall("[a-z0-9]+", folder.lower()))[:60].strip("-") or "our-rules"


def _bundle(bundle: FirstBundle, organisation: str, wanted: Wanted) -> dict[str, str]:
    """The bundle's own files, by their names in it."""
    day = bundle.today
    words = {
        "schemas": SCHEMA_FOLDER,
        "pack": _PACK,
        "version": _VERSION,
        "name": flow(bundle.name),
        "title": flow(bundle.title),
        "today": day.isoformat(),
        "warn": (day + _TRIAL).isoformat(),
        "block": (day + _LONGER).isoformat(),
        "review_by": (day + _YEAR).isoformat(),
        "contact": flow(wanted.it_team if wanted.it_team[:1] not in ("", "@") else "it@brand.example"),
        "approvers": _approvers(wanted),
    }
    _, begin, rest = organisation.partition("apiVersion:")
    named = begin + rest.replace("name: starter", f"name: {flow(bundle.name)}", 1)
    return {
        "bundle.yaml": BUNDLE.format(**words),
        "organisation.yaml": ORGANISATION.format(**words) + named,
        f"packs/{_PACK}.yaml": PACK.format(**words),
        "released.yaml": RELEASED.format(**words),
    }


def _approvers(wanted: Wanted) -> str:
    if not (wanted.marketing_team and wanted.it_team):
        return NO_APPROVERS
    # In quotes, because a text of YAML may not begin with "@".
    return APPROVERS.format(marketing=json.dumps(wanted.marketing_team), it=json.dumps(wanted.it_team))


def _checks(wanted: Wanted, folder: str) -> dict[str, str]:
    """The file for whoever runs the check on pull requests."""
    copy = wanted.copy
    hints = ("", "") if copy.is_known else (GITHUB_HINT, GITLAB_HINT)
    words = {"place": copy.place, "commit": copy.commit, "tag": copy.tag, "bundle": flow(folder), "url": copy.on_the_web}
    if wanted.ci == "github":
        return {IMPACT_FILE: GITHUB.format(hint=hints[0], **words)}
    return {GITLAB_FILE: GITLAB.format(hint=hints[1], **words)} if wanted.ci == "gitlab" else {}


def _owners(wanted: Wanted, others: Mapping[str, str], folder: str) -> str:
    """Both sides stand behind the rules, IT behind the check itself. GitLab asks each section for a yes of its own."""
    rules = f"/{re.sub('[^A-Za-z0-9_./-]', '?', folder)}/"
    checks = [f"/.{wanted.ci}/", *(f"/{n}" for n in others if n in (HOOK_FILE, GITLAB_FILE))]
    both = f"{wanted.marketing_team} {wanted.it_team}" if wanted.marketing_team and wanted.it_team else ""
    lines = ["# Who approves a change, once the branch asks for a review from its code owners."]
    lines += [] if both else ['# Where a line starts with "#", put your own team behind it and take the "#" away.']
    if wanted.ci == "gitlab":
        lines += ["", "# Marketing and IT look after the rules together: each section asks for a yes of its own."]
        lines += ["[Marketing]", owner_line(rules, wanted.marketing_team, "marketing")]
        lines += ["[IT]", owner_line(rules, wanted.it_team, "it")]
    else:
        lines += ["", "# Marketing and IT look after the rules together."]
        lines += ["# One yes is enough for GitHub. To have both, ask for a review of each team in a ruleset of the branch."]
        lines += [owner_line(rules, both, "marketing @your-organisation/it")]
    lines += ["", "# IT looks after the check itself.", *(owner_line(name, wanted.it_team, "it") for name in checks)]
    return "\n".join(lines) + "\n"
