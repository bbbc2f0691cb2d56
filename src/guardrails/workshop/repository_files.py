"""What the repository around a workspace gets, as texts: hook, check on pull requests, owners, editor settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from shlex import quote
from typing import NamedTuple

from guardrails.text.values import Value
from guardrails.workshop.repository_texts import GITHUB, GITHUB_HINT, GITLAB, GITLAB_HINT, HOOK, LOCAL_HOOK, OUR_HOOK

SCHEMA_FOLDER = ".guardrails"
HOOK_FILE = ".pre-commit-config.yaml"
GITHUB_FILE = ".github/workflows/guardrails.yml"
IMPACT_FILE = ".github/workflows/policy-impact.yml"
GITLAB_FILE = ".gitlab-ci.yml"
SETTINGS_FILE = ".vscode/settings.json"
EXTENSIONS_FILE = ".vscode/extensions.json"
OWNERS_FILES: Mapping[str, tuple[str, ...]] = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where each looks for who approves what, in its order: the first file that is there counts, and no other."""
AT_THE_TOP = (
    HOOK_FILE,
    GITHUB_FILE,
    IMPACT_FILE,
    GITLAB_FILE,
    *sorted({name for names in OWNERS_FILES.values() for name in names}),
)
"""Files that belong at the top of the repository, also where the workspace or the rules are a folder further down."""
IS_SET_UP = {
    HOOK_FILE: "guardrails",
    GITHUB_FILE: "guardrails",
    GITLAB_FILE: "guardrails",
    SETTINGS_FILE: f"{SCHEMA_FOLDER}/",
    EXTENSIONS_FILE: "redhat.vscode-yaml",
}
"""What stands in a file that somebody else wrote once guardrails is set up there."""
WHERE = {
    HOOK_FILE: "below `repos:`",
    GITLAB_FILE: "with what you include below one `include:`",
    SETTINGS_FILE: "between the outer braces",
    EXTENSIONS_FILE: "between the outer braces",
}
"""Where in such a file the lines belong."""
_NO_COMMIT = "0" * 40
_PLAIN = re.compile(r"[A-Za-z0-9/.@][\w ./@+-]*|\d{4}-\d\d-\d\dT\d\d:\d\d")
_OTHER_THAN_TEXT = re.compile(r"true|false|null|~|[-+]?[\d.][\d.eE+-]*", re.IGNORECASE)


class OwnCopy(NamedTuple):
    """The copy of guardrails that others should use as well: its address, commit, and the name of that commit.

    The one of the example company has a commit that nothing has, so that a file with it cannot run anybody's code.
    """

    url: str = "https://git.brand.example/it/guardrails"
    commit: str = _NO_COMMIT
    tag: str = "v0.1.0"

    @property
    def is_known(self) -> bool:
        """Whether it is a real one."""
        return self.commit != _NO_COMMIT

    @property
    def place(self) -> str:
        """Its owner and name, as services call it: `it/guardrails`."""
        return self.url.partition("://")[2].partition("/")[2]

    @property
    def on_the_web(self) -> str:
        """Its address where there is no key to sign in with."""
        return self.url.replace("ssh://git@", "https://")


class Wanted(NamedTuple):
    """What is to be set up: `ci` is github, gitlab or none; `editor` is vscode or none; teams as CODEOWNERS names them."""

    ci: str = "github"
    editor: str = "vscode"
    hooks: bool = True
    it_team: str = ""
    marketing_team: str = ""
    copy: OwnCopy = OwnCopy()


USUAL = Wanted()
"""What is set up where nobody asks for anything else."""


def repository_files(wanted: Wanted, folders: Iterable[str], schemas: Mapping[str, str], below: str = "") -> dict[str, str]:
    """Every file besides the workspace's own, by its name, with `/`.

    `folders` hold manifests; `schemas` say which files each schema is for; `below` is the way from the top of the
    repository to the workspace, where that is another folder.
    """
    command = flow(f"guardrails check {quote(below)}" if below else "guardrails check")
    files: dict[str, str] = {}
    if wanted.hooks:
        files[HOOK_FILE] = HOOK + _hook(wanted.copy, command, below)
    if wanted.ci == "github":
        files[GITHUB_FILE] = _github(wanted.copy, below)
    if wanted.ci == "gitlab":
        files[GITLAB_FILE] = _gitlab(wanted.copy, below)
    if wanted.ci in OWNERS_FILES:
        files[new_owners_file(wanted.ci)] = _owners(wanted, files, folders, below)
    if wanted.editor == "vscode":
        files |= editor_files(schemas)
    return files


def editor_files(schemas: Mapping[str, str]) -> dict[str, str]:
    """The settings of an editor in which each schema is known for its files."""
    return {
        SETTINGS_FILE: _json({"yaml.schemas": dict(schemas)}),
        EXTENSIONS_FILE: _json({"recommendations": ["redhat.vscode-yaml"]}),
    }


def to_add(name: str, text: str, there: str, is_set_up: Mapping[str, str] = IS_SET_UP) -> str:
    """The lines of a file of ours that one which somebody else wrote still lacks; "" where it has them.

    `is_set_up` says for each file which words in it show that nothing is left to do there.
    """
    if name.endswith("CODEOWNERS"):
        return "".join(f"{line}\n" for line in text.splitlines() if not line.startswith("# ") and not _has_owner(there, line))
    if name not in is_set_up or is_set_up[name] in there:
        return ""
    if name == HOOK_FILE:
        return text.partition("repos:\n")[2]
    return "\n".join(text.splitlines()[1:-1]) + "\n" if name.endswith(".json") else text


def flow(value: Value) -> str:
    """A value in one line of YAML."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(v)}' for key, v in value.items())}}}"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and not _OTHER_THAN_TEXT.fullmatch(value):
        return value.rstrip()
    return json.dumps(value, ensure_ascii=False)


def _hook(copy: OwnCopy, command: str, below: str) -> str:
    """Installed from a known copy for everybody; else the command that is on the machine already."""
    if not copy.is_known:
        return LOCAL_HOOK.format(command=command)
    paths = f"        args: [{json.dumps(below, ensure_ascii=False)}]\n" if below else ""
    return OUR_HOOK.format(url=copy.url, commit=copy.commit, tag=copy.tag) + paths


def _github(copy: OwnCopy, below: str) -> str:
    start = f"        with:\n          working-directory: {flow(below)}\n" if below else ""
    uses = f"{copy.place}@{copy.commit}"
    return GITHUB.format(hint="" if copy.is_known else GITHUB_HINT, copy=uses, tag=copy.tag, start=start)


def _gitlab(copy: OwnCopy, below: str) -> str:
    start = f"  before_script:\n    - {flow(f'cd -- {quote(below)}')}\n" if below else ""
    hint = "" if copy.is_known else GITLAB_HINT
    words = {"project": copy.place, "url": copy.on_the_web, "commit": copy.commit, "tag": copy.tag}
    return GITLAB.format(hint=hint, start=start, **words)


def _owners(wanted: Wanted, others: Iterable[str], folders: Iterable[str], below: str) -> str:
    """Rules, settings and the check itself belong to IT, manifests to marketing. Without a team its lines are switched off."""
    start = f"/{re.sub('[^A-Za-z0-9_./-]', '?', below)}/" if below else "/"
    own = [f"{start}guardrails.yaml", f"{start}policies/"]
    checks = [f"/{name.partition('/')[0]}/" if "/" in name else f"/{name}" for name in others]
    guard = [f"/.{wanted.ci}/"]
    it = [*own, *dict.fromkeys([*checks, *guard])]
    lines = ["# Who approves a change, once the branch asks for a review from its code owners."]
    if not (wanted.it_team and wanted.marketing_team):
        lines += ['# Where a line starts with "#", put your own team behind it and take the "#" away.']
    lines += ["", "# IT looks after the rules, what is exempt from them, and the check itself."]
    lines += [owner_line(path, wanted.it_team, "it") for path in it]
    lines += ["", "# Marketing looks after its tools and campaigns."]
    lines += [owner_line(f"{start}{folder}/", wanted.marketing_team, "marketing") for folder in folders]
    return "\n".join(lines) + "\n"


def new_owners_file(service: str) -> str:
    """Where a new file goes that says who approves what."""
    return f".{service}/CODEOWNERS"


def owner_line(path: str, team: str, stand_in: str) -> str:
    """A line of CODEOWNERS; switched off, with a name to replace, where no team is known."""
    return f"{path} {team}" if team else f"#{path} @your-organisation/{stand_in}"


def _has_owner(there: str, line: str) -> bool:
    """Whether a line about a path is there: with the same team, or switched off like ours."""
    wanted = line.lstrip("#").split()[: 1 if line.startswith("#") else None]
    known = there.splitlines() if not line.startswith("#") else [k.strip().lstrip("# ") for k in there.splitlines()]
    return not wanted or any(k.split()[:1] == wanted[:1] and set(wanted) <= set(k.split()) for k in known)


def _json(value: Value) -> str:
    return json.dumps(value, indent=2) + "\n"
