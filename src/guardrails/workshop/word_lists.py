"""The word lists behind the checks of a rule's texts (P06, P07, P08, P10, P15)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence


def _any_of(table: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead) for pattern, instead in table.items()]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BANNED: Sequence[tuple[re.Pattern[str], str]] = _any_of(
    {
        r"den(?:y|ies|ied)|forbid(?:s|den)?|prohibit(?:s|ed)?|disallow(?:s|ed)?|not allowed|must not": "Say what is needed.",
        r"illegal(?:ly)?": 'Drop it, or write "against the law" in the reason.',
        r"invalid|not valid|bad|malformed|wrong(?:ly)?": "Name the difference.",
        r"errors?|failures?|fail(?:s|ed)? to": 'Write "can\'t" or "needs".',
        r"violat(?:e|es|ed|ions?)|non-?complian(?:t|ce)|breach(?:es)? of policy": 'Write "does not match".',
        r"reject(?:s|ed)?|refus(?:e|es|ed)|blocked": 'Write "can\'t go live yet".',
        r"abort(?:s|ed)?|kill(?:s|ed)?|terminat(?:e|es|ed|ion)": 'Write "stop".',
        r"fatal|catastrophic|critical": 'Write "serious".',
        r"please|sorry|oops|simply|just|obviously|easy|easily|of course": "Drop it.",
    }
)
"""List A: words that no reader should meet, and what to do instead."""

BLAME: Sequence[tuple[re.Pattern[str], str]] = _any_of(
    {
        r"you (?:forgot|failed|neglected|did not|didn't|must not|cannot|are not allowed)": "Say what is missing, not who did it.",
        r"your (?:mistake|error|fault|violation)|user error": "Say what is different, not whose doing it is.",
        r"incorrect(?:ly)? (?:entered|configured) by": "Say what is different, not whose doing it is.",
        r"why did you|again": "Leave it out; it sounds like a reproach.",
    }
)
"""List B: phrases that put the blame on the reader."""

JARGON: Sequence[tuple[re.Pattern[str], str]] = _any_of(
    {
        r"DPAs?": "data agreement",
        r"PII|personal data": "customer details",
        r"data subjects?": "person",
        r"processors?": "vendor",
        r"subprocessors?|sub-processors?": "helper company",
        r"SSO|SAML|OIDC|OAuth2?": "company sign-in",
        r"basic auth(?:entication)?": "shared password",
        r"MFA|2FA": "second sign-in step",
        r"TLS|SSL|HTTPS": "secure connection",
        r"encryption at rest": "locked storage",
        r"RBAC": "who can see what",
        r"CSP|tag firing": "when the tag starts",
        r"retention(?: period)?": "how long we keep it",
        r"(?:data )?residency": "which country stores it",
        r"schemas?": "list of fields",
        r"attributes?|propert(?:y|ies)": "field",
        r"boolean": "yes or no",
        r"enum": "one of",
        r"arrays?": "list",
        r"strings?": "text",
        r"integers?": "whole number",
        r"null": "empty",
        r"regex(?:es)?|regular expressions?": "shape, with an example",
        r"pars(?:e|es|ed|ing)": "read",
        r"YAML|scalars?": "value",
        r"manifests?": "tool file or campaign file",
        r"CI|pipelines?": "the check on your change",
        r"waivers?": "exception",
        r"remediat(?:e|es|ed|ion)": "fix",
        r"utili[sz](?:e|es|ed|ing)": "use",
        r"commenc(?:e|es|ed|ing)": "start",
        r"prior to": "before",
        r"in order to": "to",
        r"in accordance with": "by",
        r"ensur(?:e|es|ed|ing)": "make sure",
        r"requir(?:e|es|ed|ing|ements?)": "need",
        r"submit(?:s|ted|ting)?": "send",
        r"pursuant to": "under",
        r"SCCs?|DPIAs?|SLAs?|TCO|ROI|SPF|DKIM|DMARC|GPC|IPaaS|SCIM": "the plain words of the glossary",
    }
)
"""List C: words of a trade, and what everybody understands."""

VERBS = _words(
    """
    add ask attach book change check choose connect copy delete draft end fill give keep leave let
    link list look make mark move name note open pause pick plan print put record remove rename
    replace run say schedule send set share show sign split start stop swap switch take tell test
    turn type use wait write
    """
)
"""List D: verbs that a step can begin with."""

CIRCULAR = re.compile(
    r"\b(?:polic(?:y|ies)|rules?|compliance|regulations?|standards?) (?:requires?|demands?|says?|wants?|needs?)\b", re.IGNORECASE
)
"""A reason that only names its source."""

NEGATION = re.compile(r"\b(?:not|never|no|cannot|\w+n['’]t)\b", re.IGNORECASE)
REVERSAL = re.compile(r"\b(?:without|unless|except|un(?!til|der|ion|it|iq|iv|ique|less|cle)[a-z]{3,})\b", re.IGNORECASE)
"""Together in one sentence they are a double negative."""

PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:\w+ed|done|sent|written|taken|given|made|kept|shown|known|put|set|told|held)\b",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(
    r"[,;]?\s*\b(?:once|when|until|if|that|which|who|whose|so|as|where|because|after|before|for|what|how)\b.*", re.IGNORECASE
)
"""Where the main clause of a step ends."""

CAPITALS = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*s?\b")
ORDINARY_CAPITALS = _words(
    """
    AI CEO CSV EEA EU EUR GB ID IDS IT MVSP OK PDF QR SMS TV UK URL US USD VAT
    """
)
"""Capitals that everybody reads as a word."""

CALENDAR = _words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Christmas Easter
    """
)
"""Names of days and months."""

STOP_WORDS = _words(
    """
    a an and are as at be been but by can do does for from had has have he her his i if in into is
    it its may more most no not of on one or our out she so some such than that the their them then
    there these they this to too two up us was we were what when which who will with you your
    """
)
"""Words without a meaning of their own."""
