"""What explaining needs besides the report: the texts as typed, the questions, and the name of the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guardrails.explain.mending import Mended
    from guardrails.language.scope import Scope
    from guardrails.model.fact_result import FactResult
    from guardrails.model.manifest import Manifest
    from guardrails.model.repair import Repair
    from guardrails.model.report import Finding, ManifestReport
    from guardrails.model.shape import Shape


class Context(NamedTuple):
    """`sources` gives a file's text by the name that the report uses; it is asked only when something is shown.

    A source that can't be had (KeyError, OSError, ValueError) costs the excerpt, never the finding.
    `shapes` maps a kind ("Tool") to the shape of its manifest; `command` starts every command line that is shown;
    `folder` leads from where the reader stands to the workspace; `held` are texts that are no files (standard input).
    `facts` works out a fact of a manifest: for a text that names one which its rule did not look at, and for the line to
    show where a rule counts over one. `repair` finds the smallest change that settles a finding,
    `can_pass` tells whether any manifest could meet its rule.
    `scope` is what conditions about a manifest can reach. `judge_again` judges a manifest against all rules in place of the
    declared one of its kind and name: what an explanation offers is tried first. `mended` is what `guardrails fix` makes of a
    file that can't be read as it is: the text, and its manifests where nothing is left for a person.
    """

    sources: Callable[[str], str]
    shapes: Mapping[str, Shape]
    command: str = "guardrails"
    folder: str = ""
    held: tuple[str, ...] = ()
    facts: Callable[[Manifest, str], FactResult] | None = None
    repair: Callable[[Finding], Repair | None] | None = None
    can_pass: Callable[[Finding], bool] | None = None
    scope: Callable[[Manifest], Scope] | None = None
    judge_again: Callable[[Manifest], ManifestReport] | None = None
    mended: Callable[[str], tuple[Mended, tuple[Manifest, ...]] | None] | None = None
