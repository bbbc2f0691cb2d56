"""A page that tells a story: its blocks run one after the other in one folder with two repositories, and change them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tests.docs.blocks import ROOT, Block
from tests.docs.running import NotAsMarkedError
from tests.docs.running import told as as_printed

_HASH = "4f2a9c01b7de" * 4
SIGNER = "sam.oz@brand.example"
ADDRESS = "https://git.brand.example/it/rules"
_WORKSPACE = f"""\
apiVersion: guardrails/v1
kind: Workspace
policies:
  source: git+{ADDRESS}@v1.1.0
manifests: [tools/*.yaml, campaigns/*.yaml]
"""
_PACK = """\
apiVersion: guardrails/v1
kind: PolicyPack
name: house
version: 1.0.0
title: Rules of our own
owner: {team: Shop support, contact: shops@brand.example, chat: "#shops", replies_within: 1 workday}
reviewed: 2026-11-16
review_by: 2027-11-01
rules:
  - id: somebody-else-knows
    code: HSE-01
    title: A second person knows a campaign
    headline: "{title} hangs on one person"
    applies_to: Campaign
    severity: {live: warn}
    require: {field: metadata.backup_owner, present: true}
    why: People fall ill on launch days too.
    fix: [Name a second person in `metadata.backup_owner`.]
    faster: The next desk will do.
    sources: [{title: Our own judgement, read: judgement}]
    examples:
      - {title: as it should be, expect: pass}
      - {title: one name only, expect: ask, change: {metadata.backup_owner: null}, at: metadata.backup_owner}
"""
_GIT = """\
[user]
  name = Sam Oz
  email = sam.oz@brand.example
  signingkey = {folder}/key
[init]
  defaultBranch = main
[advice]
  detachedHead = false
[url "file://{folder}/rules"]
  insteadOf = {address}
[protocol "file"]
  allow = always
"""


def surroundings(folder: Path) -> dict[str, str]:
    """What git has to know: who commits, with which key, and that the address of the rules is the folder next door."""
    settings = folder / "gitconfig"
    settings.write_text(_GIT.format(folder=folder, address=ADDRESS), "utf-8")
    return {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1"}


def set_up(folder: Path) -> None:
    """The rules of IT at their version 1.1.0 with an empty pack of their own, and what marketing has."""
    rules, marketing = folder / "rules", folder / "marketing"
    shutil.copytree(ROOT / "examples" / "policies", rules, ignore=shutil.ignore_patterns("waivers", "tests"))
    bundle = rules / "bundle.yaml"
    bundle.write_text(bundle.read_text("utf-8").replace("extends: starter\n", "extends: starter\npacks: [house]\n"), "utf-8")
    (rules / "packs").mkdir()
    (rules / "packs" / "house.yaml").write_text(_PACK, "utf-8")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "key")], check=True)
    key = (folder / "key.pub").read_text("utf-8")
    (rules / "allowed_signers").write_text(f'{SIGNER} namespaces="guardrails-waiver" {key}', "utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Version 1.1.0"], ["tag", "v1.1.0"]):
        subprocess.run(["git", *command], cwd=rules, check=True)
    for kind in ("tools", "campaigns"):
        shutil.copytree(ROOT / "examples" / kind, marketing / kind)
    (marketing / "guardrails.yaml").write_text(_WORKSPACE, "utf-8")


def told(block: Block, folder: Path) -> str:
    """What the commands of a `run` block print. The hash of a commit made today is another one each time."""
    return re.sub(r"\bcommit ([0-9a-f]{7,40})\b", lambda found: f"commit {_HASH[: len(found[1])]}", as_printed(block, folder))


def edit(block: Block, folder: Path) -> None:
    """Change a file as the diff of an `edit` block says; what it takes out has to stand there once."""
    place = folder / block.subject
    text = place.read_text("utf-8")
    lines = block.body.splitlines()
    before = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "+")
    after = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "-")
    if text.count(before) != 1:
        raise NotAsMarkedError(f"line {block.line}: what is to be changed stands {text.count(before)} times in {block.subject}")
    place.write_text(text.replace(before, after), "utf-8")
