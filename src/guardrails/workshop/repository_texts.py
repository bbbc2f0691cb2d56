"""The words of the hook, the workflow and the file for GitLab. A commit stands in quotes in YAML: it may be all digits."""

from __future__ import annotations

HOOK = """\
# Checks all tools and campaigns before every commit. To switch it on: pip install pre-commit, then pre-commit install.
minimum_pre_commit_version: "3.2.0"
repos:
"""
OUR_HOOK = """\
  - repo: {url}
    rev: "{commit}" # frozen: {tag}
    hooks:
      - id: guardrails-repo
"""
LOCAL_HOOK = """\
  - repo: local
    hooks:
      - id: guardrails-repo
        name: guardrails (whole repository)
        entry: {command}
        language: system
        # A deleted file matters too (a campaign may still name its tool), so the hook looks at everything, always.
        pass_filenames: false
        always_run: true
        require_serial: true
        stages: [pre-commit, pre-merge-commit, pre-push, manual]
"""
GITHUB = """\
# Checks all tools and campaigns on every pull request. It reads files and writes none.
name: guardrails
on:
  pull_request:
  merge_group:
permissions: {{}}
concurrency:
  group: ${{{{ github.workflow }}}}-${{{{ github.ref }}}}
  cancel-in-progress: ${{{{ github.event_name == 'pull_request' }}}}
jobs:
  guardrails:
    name: Marketing guardrails
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read # check out
    steps:
      - name: Check out
        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          fetch-depth: ${{{{ github.event_name == 'merge_group' && '0' || '2' }}}} # with the commit whose rules are in force
      - name: Check tools and campaigns
{hint}        uses: {copy} # {tag}
{start}"""
GITHUB_HINT = """\
        # Put your own copy of guardrails here: its owner and name, and the commit of a release after the @.
        # Until then this check stops at this line.
"""
GITLAB = """\
# Checks all tools and campaigns on every merge request.
{hint}include:
  - project: {project}
    ref: "{commit}" # {tag}
    file: templates/guardrails.gitlab-ci.yml
guardrails:
  variables:
    TOOL_REPOSITORY: {url}
    TOOL_COMMIT: "{commit}"
{start}"""
GITLAB_HINT = """\
# Put your own copy of guardrails here: its place and address, and the commit of a release, twice.
# Until then no check starts.
"""
