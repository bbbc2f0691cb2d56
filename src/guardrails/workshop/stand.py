"""Where an example was judged: what its rule's conditions are asked about."""

from __future__ import annotations

from typing import NamedTuple

from guardrails.language.scope import Scope, Terms
from guardrails.model.rule import Rule


class Stand(NamedTuple):
    """A rule as compiled for an example's organisation, and what it is judged against.

    `silent`: at the stage of the example the rule says nothing, whatever comes out.
    """

    rule: Rule
    scope: Scope
    terms: Terms
    silent: bool
