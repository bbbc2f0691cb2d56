"""The words of a first bundle, and of the hook, the workflow and the GitLab file around it. A commit stands in quotes in YAML."""

from __future__ import annotations

BUNDLE = """\
# yaml-language-server: $schema=../{schemas}/bundle.schema.json
# What this repository publishes for every workspace: rules of our own over the starter ones, under one version.
# Every change raises the version and says below what it does; `guardrails policy diff` tells by how much.
apiVersion: guardrails/v1
kind: Bundle
name: {name}
version: {version}
title: {title}
extends: starter
packs: [{pack}]                       # our own, on top of those of the starter

{approvers}
waivers: {{max_days: 180, notice_days: 30}}

changelog:
  - version: {version}
    date: {today}
    notes: First version, with one rule of our own over the starter.
"""
APPROVERS = """\
# A change of the rules needs a yes from both sides. CODEOWNERS asks them, and `guardrails policy lint` looks that it does.
approvers:
  marketing: [{marketing}]
  it: [{it}]
"""
NO_APPROVERS = """\
# A change of the rules needs a yes from both sides. Put your teams here and in CODEOWNERS, and take the "# " away.
# approvers:
#   marketing: ["@your-organisation/marketing"]
#   it: ["@your-organisation/it"]
"""
ORGANISATION = """\
# yaml-language-server: $schema=../{schemas}/organisation.schema.json
# What the rules may know about your company. It stands in place of the starter's: fill in what you have, leave out the rest.
"""
PACK = """\
# yaml-language-server: $schema=../../{schemas}/pack.schema.json
# A first rule of our own, as an example: keep it, change it, or drop it before the first release.
# `guardrails policy new policies --pack {pack}` asks for the next one and writes it below.
apiVersion: guardrails/v1
kind: PolicyPack
name: {pack}
version: {version}
title: Rules of our own
owner: {{team: IT, contact: {contact}, replies_within: 2 workdays}}
reviewed: {today}
review_by: {review_by}
rules:
  - id: replies-are-read
    code: OUR-01
    title: Somebody reads the replies to our mails
    headline: "{{title}} sends mails that nobody can answer"
    since: {version}
    applies_to: Campaign
    severity: {{pilot: warn, live: block}}
    rollout: {{announce: {today}, warn: {warn}, block: {block}}}
    when: {{field: email, present: true}}
    require: {{field: email.reply_monitored, is: true}}
    why: People answer our mails with orders and with complaints. Unread, both are lost.
    fix:
      - Choose a sender address that customer service reads.
      - Set `email.reply_monitored` to true.
    faster: Send from the address of the newsletter, whose replies are read already.
    sources:
      - {{title: Our own judgement, read: judgement}}
    examples:
      - {{title: as it should be, expect: pass}}
      - {{title: not yet, expect: fail, at: email.reply_monitored, change: {{email.reply_monitored: false}}}}
      - {{title: a campaign without mails, expect: skip, change: {{email: null}}}}
"""
RELEASED = """\
# yaml-language-server: $schema=../{schemas}/released.schema.json
# Every rule that a version of this bundle has had: its full name, its code, and the version that had it first.
# Lines are added with each release and never taken away. A rule that is gone says `replaced_by` or `dropped` here.
apiVersion: guardrails/v1
kind: Released
rules:
  - {{rule: {pack}/replies-are-read, code: OUR-01, since: {version}}}
"""
HOOK = """\
# Looks at the rules before every commit. To switch it on: pip install pre-commit, then pre-commit install.
minimum_pre_commit_version: "3.2.0"
repos:
  - repo: local
    hooks:
      - id: guardrails-policy-lint
        name: guardrails (words and upkeep of the rules)
        entry: {lint}
        language: system
        pass_filenames: false
        always_run: true
      - id: guardrails-policy-test
        name: guardrails (examples of the rules)
        entry: {test}
        language: system
        pass_filenames: false
        always_run: true
"""
GITHUB = """\
# Shows on every pull request what a change of the rules does, for whom, and which version number it needs.
name: policy-impact
on:
  pull_request:
  merge_group:
permissions: {{}}
concurrency:
  group: ${{{{ github.workflow }}}}-${{{{ github.ref }}}}
  cancel-in-progress: ${{{{ github.event_name == 'pull_request' }}}}
jobs:
  policy-impact:
    name: What a change of the rules does
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read # check out
    steps:
      - name: Check out
        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          fetch-depth: ${{{{ github.event_name == 'merge_group' && '0' || '2' }}}} # with the commit to compare with
      # To see whom a change concerns, check out marketing's repository too, with a token that can read it and nothing else, and
      # name its folder under `manifests` below. A pull request from a fork has no token, and stops at this step.
      # - name: Check out marketing's plans
      #   uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      #   with:
      #     repository: your-organisation/marketing
      #     path: workspaces/marketing
      #     token: ${{{{ secrets.MARKETING_READ_TOKEN }}}}
      #     persist-credentials: false
      - name: Show what changes
{hint}        uses: {place}/.github/actions/policy-impact@{commit} # {tag}
        with:
          bundle: {bundle}
          min-coverage: "90" # percent of all sides of the conditions that the examples show
          # manifests: workspaces/marketing
"""
GITLAB = """\
# Shows on every merge request what a change of the rules does, for whom, and which version number it needs.
{hint}include:
  - project: {place}
    ref: "{commit}" # {tag}
    file: templates/policy-impact.gitlab-ci.yml
policy-impact:
  variables:
    TOOL_REPOSITORY: {url}
    TOOL_COMMIT: "{commit}"
    BUNDLE: {bundle}
    MIN_COVERAGE: "90"
    # MANIFESTS: workspaces/marketing # after a `before_script` that fetches marketing's plans into this folder
"""
