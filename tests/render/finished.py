"""Finished checks for the tests of formats: a situation told, and one in which a text stands wherever a text can."""

from __future__ import annotations

from guardrails.explain.briefing import brief
from guardrails.explain.explanation import (
    GOOD_TO_KNOW,
    MUST_FIX,
    SHOULD_FIX,
    UNCHECKED,
    WAIVED,
    Alternative,
    Briefing,
    Change,
    Excerpt,
    Explanation,
    ManifestAnswer,
    Outlook,
)
from guardrails.judge.verdict import exit_code
from guardrails.model.report import WaiverState
from guardrails.model.rule import Waiver
from guardrails.model.stage import Severity
from guardrails.render.style import Style
from guardrails.render.told import Told
from tests.explain.situations import HOSTILE, Case, report

CANARY = "sk_" + "live_canary0123456789abcdef"
"""A made-up key with a telling look; no format may show it."""
NASTY = (
    *HOSTILE,
    "</details></summary><script>alert(1)</script>",
    "<!-- guardrails --> --> ]]>",
    "\"><img src=x onerror=alert(1)>'",
    "&lt;b&gt; &amp; &copy; &#64;x",
    "@everyone @brand/marketing mia@brand.example",
    "#1 brand/site#2 GH-3 deadbeef1 0123456789abcdef0123456789abcdef01234567",
    "https://evil.example http://a.b/c?d=e www.evil.example. mailto:x@y.example ftp://x",
    ":tada: :+1: 10:30",
    "a | b || c \\| d",
    "`@x` ``@y`` ```",
    "\\@x \\\\@y \\`@z`",
    "so:  `x` | @z |",
    "# head",
    "- [ ] point",
    "1. first",
    "=====",
    "> [!NOTE]",
    "$x$ ^a^ [^1]",
    "{{ 7*7 }} {% raw %}",
    "~~gone~~ **bold** _soft_ __all__",
    "%0A::error::x %25",
    "x:1:1: block y",
    f"token={CANARY}",
)


def told_of(case: Case, home: str = "", folder: str = "") -> Told:
    """A situation, told to a reader who stands in the workspace or elsewhere."""
    return Told(
        case.report,
        lambda full: brief(case.report, case.context, full),
        case.sources.__getitem__,
        Style(),
        exit_code(case.report),
        folder,
        home,
    )


def everywhere(text: str) -> Told:
    """One text in every part of an answer, a name of a file and a line of a change included."""
    statuses = {MUST_FIX: Severity.BLOCK, SHOULD_FIX: Severity.WARN, GOOD_TO_KNOW: Severity.ADVISE, UNCHECKED: None, WAIVED: None}
    found = tuple(_explanation(text, status, severity) for status, severity in statuses.items())
    ways = tuple(Alternative(kind, text, text, text) for kind in ("slot", "part", "tool"))
    answer = ManifestAnswer(
        *("Tool", text, text, f"tools/{text}.yaml", "live", text, "not-yet", text, text, (text,), found, ()),
        (Outlook(text, (text, text)),),
        text,
        ways,
    )
    briefing = Briefing((text, text), (found[3],), (answer,), (text,), text)
    waiver = Waiver(text, text, "", text, "accepted_risk", text, text, text, text, "2026-11-01", "2026-12-03", text)
    made = report((), waivers=(WaiverState(waiver, "expiring"),))
    return Told(made, lambda full: briefing, {"": ""}.__getitem__, Style(), exit_code(made))


def _explanation(text: str, status: str, severity: Severity | None) -> Explanation:
    shown = text.replace("\n", " ")
    return Explanation(
        *(text, status, severity, text, f"tools/{text}.yaml", 3, 5),
        excerpts=(Excerpt(text, ((2, shown), (3, shown)), 3, 1, 3, text),),
        what=(text,),
        why=(text, text),
        fix=(text, text),
        faster=text,
        ask=text,
        when=text,
        notes=(text,),
        more=text,
        rules=(text,),
        change=Change(text, ("@@ -1 +1 @@", f"-{shown}", f"+{shown}")),
        status_text=text,
    )
