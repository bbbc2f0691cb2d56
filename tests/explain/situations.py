"""Hand-built reports for the situations of a marketer's day: no rules are read, no engine runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guardrails.explain.context import Context
from guardrails.model.condition import Condition, FieldPath, Given, Sum, Test
from guardrails.model.evidence import Evidence, FactResult, Tallied, Tested
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem, Spot
from guardrails.model.report import Finding, ManifestReport, Question, Report, WaiverState
from guardrails.model.rule import Bundle, Lane, Owner, Pack, Rollout, Rule, Trigger, Waiver, Words
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome, Severity, Stage
from guardrails.model.truth import Truth
from guardrails.model.value import Fields, Gap, Path
from guardrails.text.reader import read
from guardrails.text.values import Value

TODAY = date(2026, 11, 21)
PRIVACY = Owner("Privacy team", "privacy@brand.example", "#ask-privacy", "1 workday")
PROCUREMENT = Owner("Procurement", "procurement@brand.example", "#ask-procurement", "2 workdays")

TOOL = """\
apiVersion: guardrails/v1
kind: Tool
metadata:
  name: brightmailer
  title: BrightMailer
  stage: live
  it_partner: sam@brand.example
data_agreement: none
auth: basic
fires: always
"""
CAMPAIGN = """\
apiVersion: guardrails/v1
kind: Campaign
metadata:
  name: spring
  title: Spring launch
  stage: pilot
dates:
  launch_at: 2026-11-27T17:30
budget: 2000
costs:
  - {tool: AdBoost, monthly: 450}
  - {tool: BrightMailer, monthly: 1200}
  - {tool: Panel, monthly: 750}
"""


def _object(**fields: Shape) -> Shape:
    return Shape("object", fields=fields)


_TOOL_SHAPE = _object(
    metadata=_object(name=Shape("text", "short name", "What is its short name?", ("brightmailer",))),
    data_agreement=Shape(
        "choice",
        "data agreement",
        "Is there a signed data agreement?",
        ("signed",),
        ("none", "signed"),
        attested=True,
    ),
    auth=Shape("choice", "way to sign in", "How does it sign in?", ("oauth2",), ("basic", "oauth2", "oidc", "saml")),
    fires=Shape("choice", "start of tracking", "When does it start?", ("after_consent",), ("always", "after_consent")),
    users=Shape("integer", "number of users", "How many people will use it?", (12,), needed=Stage.PILOT),
    contract=Shape(
        "object",
        "contract",
        "What is agreed with the maker?",
        fields={
            "route": Shape(
                "choice",
                "way to buy",
                "How do we buy it: tick a box, order form, negotiated?",
                ("order_form",),
                ("click_through", "order_form", "negotiated"),
                needed=Stage.PILOT,
            ),
            "signed_on": Shape("date", "signing date", "When was it signed?", ("2026-10-01",), attested=True),
        },
    ),
)
_CAMPAIGN_SHAPE = _object(
    dates=_object(launch_at=Shape("moment", "launch", "When does it go live?", ("2026-12-02T10:00",))),
    budget=Shape("number", "monthly budget", "What may it cost a month?", (2000,), unit="EUR"),
    costs=Shape(
        "list",
        "monthly costs",
        "What does each tool cost?",
        items=_object(monthly=Shape("number", "monthly cost")),
    ),
)
SHAPES: Mapping[str, Shape] = {"Tool": _TOOL_SHAPE, "Campaign": _CAMPAIGN_SHAPE}


@dataclass(frozen=True)
class Case:
    """Files and what was found in them."""

    sources: Mapping[str, str]
    report: Report

    @property
    def context(self) -> Context:
        """What explaining needs."""
        return Context(self.sources.__getitem__, SHAPES)


def at(*keys: str) -> FieldPath:
    """A path from the manifest."""
    return FieldPath("here", keys, (False,) * len(keys))


def words(headline: str, why: str, fix: tuple[str, ...], faster: str = "", title: str = "", lead: str = "") -> Words:
    """A rule's texts."""
    return Words(title or "It is as it should be", headline, lead, why, fix, faster, (), "")


def rule(id: str, texts: Words, require: Condition, owner: Owner = PRIVACY, **changes: object) -> Rule:
    """A rule that blocks at live and warns at pilot."""
    made = Rule(
        pack="vendor",
        id=id,
        code="VEN-01",
        applies_to=("Tool",),
        severity={Stage.PILOT: Severity.WARN, Stage.LIVE: Severity.BLOCK},
        when=None,
        require=require,
        raised_when=None,
        raised_severity={},
        owner=owner,
        words=texts,
        rollout=Rollout(),
        review_by="2027-06-01",
        waivable=True,
        hide_value=False,
        verified=True,
        replaced_by="",
        since="",
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def differs(path: Path, operator: str, wanted: Value, found: Value | Gap, missing: bool = False) -> Tested:
    """A leaf that does not hold, or that nobody has answered."""
    test = Test(at(*(str(key) for key in path)), operator, Given(wanted))
    truth = Truth.UNANSWERED if missing else Truth.NO
    return Tested(truth, test, path, Gap.UNANSWERED if missing else found, wanted, path if missing else None)


def manifest(text: str, file: str, stage: Stage = Stage.LIVE) -> Manifest:
    """A manifest from its text."""
    documents, fault = read(text.encode())
    assert fault is None
    fields = documents[0]
    assert isinstance(fields, dict)
    about = fields["metadata"]
    assert isinstance(about, dict)
    return Manifest(str(fields["kind"]), str(about["name"]), str(about["title"]), stage, file, 0, fields)


def finding(of: Rule, on: Manifest, evidence: Evidence | None, **changes: object) -> Finding:
    """A failed finding that blocks."""
    made = Finding(of, on, Outcome.FAILED, Severity.BLOCK, evidence=evidence)
    return made._replace(**changes)  # type: ignore[arg-type]


LANES = (
    Lane(
        "light-review",
        "Light review",
        "A first talk within 2 workdays, an answer within 5.",
        5,
        (
            Trigger(
                "R1",
                "it sees contact details",
                ("Tool",),
                differs(("x",), "is", 1, 2).condition,
                "try it with invented data",
            ),
        ),
    ),
    Lane("self-serve", "Self-serve", "", 0, ()),
)


def bundle(*rules: Rule, organisation: Fields | None = None) -> Bundle:
    """A bundle with one pack."""
    pack = Pack("vendor", "1.0.0", "Vendors", PROCUREMENT, "2026-01-01", "2026-06-01", "packs/vendor.yaml")
    return Bundle("starter", "0.1.0", (pack,), rules, LANES, (), (), organisation or {}, {}, 30)


def judged(
    on: Manifest,
    findings: tuple[Finding, ...] = (),
    questions: tuple[Question, ...] = (),
    coming: tuple[Finding, ...] = (),
    passed: int = 14,
    verdict: str = "not-yet",
) -> ManifestReport:
    """The report on one manifest."""
    counts = {**dict.fromkeys(Outcome, 0), Outcome.PASSED: passed, Outcome.FAILED: len(findings)}
    return ManifestReport(on, verdict, "light-review", ("it sees contact details",), findings, questions, coming, counts)


def report(
    manifests: tuple[ManifestReport, ...],
    problems: tuple[Problem, ...] = (),
    waivers: tuple[WaiverState, ...] = (),
    stale: tuple[str, ...] = (),
    preview: bool = False,
) -> Report:
    """A run on TODAY."""
    rules = tuple(dict.fromkeys(f.rule.name for m in manifests for f in m.findings))
    by_name = {f.rule.name: f.rule for m in manifests for f in m.findings}
    return Report(TODAY, preview, bundle(*(by_name[name] for name in rules)), manifests, problems, waivers, stale)


AGREEMENT = rule(
    "signed-agreement",
    words(
        "{title} needs a signed data agreement",
        "It stores email and first names. Without a data agreement, we carry the cost if they leak.",
        (
            "Ask the vendor for their standard agreement.",
            "Send it to Legal to sign.",
            "Once it is signed, record it.",
        ),
        "Mailwell does the same job and is already signed. Start there today.",
        title="The data agreement is signed",
    ),
    differs(("data_agreement",), "is", "signed", "none").condition,
)
SIGN_IN = rule(
    "sign-in-method",
    words(
        "{title} signs in with a shared password",
        "A shared password never runs out. It still works after someone leaves.",
        ("In {title}, open Settings and choose company sign-in.", "Then record the new way to sign in."),
        title="It uses company sign-in",
    ),
    differs(("auth",), "in", ["oauth2", "oidc", "saml"], "basic").condition,
    PROCUREMENT,
)
CONSENT = rule(
    "tags-after-consent",
    words(
        "{title} starts before visitors agree to tracking",
        "Visitors must be able to say no first. Tracking them before they choose can bring fines.",
        (
            "Change the start to `after_consent`.",
            "Open the preview site, turn cookies down, and check it stays off.",
        ),
        title="Tracking waits for consent",
    ),
    differs(("fires",), "is", "after_consent", "always").condition,
)
_SUM = Sum((), at("monthly"), None, None, "at_most", Given(2000))
BUDGET = rule(
    "budget-total",
    words(
        "{title} is over its monthly budget",
        "Spending above the budget needs a new yes from Finance.",
        ("Take out at least EUR 400 a month, or ask Finance to raise the budget.",),
        "Finance can approve up to EUR 2,500 by message, with no form.",
        title="Costs stay within the budget",
    ),
    _SUM,
)
FREEZE = rule(
    "launch-freeze",
    words(
        "{title} falls inside the holiday freeze",
        "Few engineers are on call then. A broken page could stay broken all weekend, at our busiest time.",
        ("Move the launch to Thursday 19 November, or to Wednesday 2 December or later.",),
        "Email and social posts can still go out. Move them to their own file.",
        title="The launch is outside a freeze",
    ),
    differs(("dates", "launch_at"), "before", "2026-11-20", "2026-11-27T17:30").condition,
    waivable=False,
)


def _tool_case(of: Rule, evidence: Evidence) -> Case:
    on = manifest(TOOL, "tools/brightmailer.yaml")
    return Case({on.file: TOOL}, report((judged(on, (finding(of, on, evidence),)),)))


def _campaign_case(of: Rule, evidence: Evidence) -> Case:
    on = manifest(CAMPAIGN, "campaigns/spring.yaml", Stage.PILOT)
    return Case({on.file: CAMPAIGN}, report((judged(on, (finding(of, on, evidence),)),)))


def _problem_case(text: str, problem: Problem) -> Case:
    return Case({problem.source: text}, report((), (problem,)))


def _over_budget() -> Tallied:
    items = tuple(
        (n, ("costs", i, "monthly"), m)
        for i, (n, m) in enumerate((("BrightMailer", 1200.0), ("Panel", 750.0), ("AdBoost", 450.0)))
    )
    return Tallied(Truth.NO, _SUM, ("costs",), 2400.0, 2000, items)


_TABBED = TOOL.replace("auth:", "\tauth:")
_TWICE = TOOL + "auth: oauth2\n"
_TYPO = TOOL.replace("data_agreement", "data_agrement")


def _read_problem(text: str) -> Problem:
    _, fault = read(text.encode())
    assert fault is not None
    return Problem(fault.id, "tools/brightmailer.yaml", Spot(fault.start, fault.end), fault.slots)


WORKED: Mapping[str, Case] = {
    "agreement": _tool_case(AGREEMENT, differs(("data_agreement",), "is", "signed", "none")),
    "consent": _tool_case(CONSENT, differs(("fires",), "is", "after_consent", "always")),
    "sign-in": _tool_case(SIGN_IN, differs(("auth",), "in", ["oauth2", "oidc", "saml"], "basic")),
    "budget": _campaign_case(BUDGET, _over_budget()),
    "freeze": _campaign_case(FREEZE, differs(("dates", "launch_at"), "before", "2026-11-20", "2026-11-27T17:30")),
    "tab": _problem_case(_TABBED, _read_problem(_TABBED)),
    "twice": _problem_case(_TWICE, _read_problem(_TWICE)),
    "misspelt": _problem_case(
        _TYPO,
        Problem(
            "field-unknown",
            "tools/brightmailer.yaml",
            Spot(path=("data_agrement",), on_key=True),
            {"key": "data_agrement", "nearest": "data_agreement", "known": "auth, data_agreement, fires"},
        ),
    ),
}


def busy_day() -> Case:
    """Everything at once: several files, waivers, dates, questions, a shared missing answer and a file with a tab."""
    tool = manifest(TOOL, "tools/brightmailer.yaml")
    spring = manifest(CAMPAIGN, "campaigns/spring.yaml", Stage.PILOT)
    calm = manifest(TOOL.replace("brightmailer", "mailwell").replace("BrightMailer", "Mailwell"), "tools/mailwell.yaml")
    missing = differs(("contract", "route"), "is", "order_form", "", missing=True)
    asking = [
        rule(
            f"needs-route-{n}",
            words(f"{{title}} needs {n}", "Why.", ("Add it.",), title=f"Good thing {n}"),
            missing.condition,
            PROCUREMENT,
        )
        for n in ("one", "two")
    ]
    waiver = Waiver(
        *(
            "vendor/tags-after-consent",
            "brightmailer",
            "",
            "The new banner comes in March.",
            "accepted_risk",
            "Ana Ruiz",
        ),
        *(
            "mia@brand.example",
            "Jo Kim",
            "Tracking is off for visitors from Europe.",
            "2026-11-01",
            "2026-12-03",
            "waivers/a.yaml",
        ),
    )
    led = rule(
        "blocked-vendor",
        words(
            "{title} is on the list of vendors we left",
            "Their prices tripled.",
            ("Choose another.",),
            lead="Start with Mailwell: it is approved.",
        ),
        differs(("auth",), "is_not", "basic", "basic").condition,
    )
    findings = (
        finding(led, tool, differs(("auth",), "is_not", "basic", "basic")),
        finding(AGREEMENT, tool, differs(("data_agreement",), "is", "signed", "none")),
        *(finding(r, tool, missing, asks=(("contract", "route"),), severity=Severity.WARN) for r in asking),
        finding(
            SIGN_IN,
            tool,
            differs(("auth",), "in", ["oauth2", "oidc"], "basic"),
            severity=Severity.WARN,
            blocks_from="2027-02-01",
        ),
        finding(
            CONSENT,
            tool,
            differs(("fires",), "is", "after_consent", "always"),
            outcome=Outcome.WAIVED,
            waiver=waiver,
        ),
    )
    asked = (
        Question(("users",), Stage.PILOT, Severity.BLOCK),
        Question(("contract", "signed_on"), Stage.PILOT, Severity.BLOCK),
        Question(("contract", "route"), Stage.PILOT, Severity.BLOCK),
    )
    later = (
        finding(AGREEMENT, spring, None, outcome=Outcome.SKIPPED, blocks_from="live"),
        finding(SIGN_IN, spring, None, outcome=Outcome.SKIPPED, blocks_from="live"),
    )
    spring_findings = (
        finding(
            FREEZE,
            spring,
            differs(("dates", "launch_at"), "before", "2026-11-20", "2026-11-27T17:30"),
            severity=Severity.WARN,
        ),
        finding(BUDGET, spring, _over_budget(), severity=Severity.ADVISE),
    )
    manifests = (
        judged(tool, findings, asked),
        judged(spring, spring_findings, coming=later, verdict="ready-with-advice"),
        judged(calm, verdict="ready"),
    )
    tab = _read_problem(_TABBED)._replace(source="tools/tabbed.yaml")
    sources = {tool.file: TOOL, spring.file: CAMPAIGN, calm.file: TOOL, "tools/tabbed.yaml": _TABBED}
    states = (
        WaiverState(waiver, "expiring"),
        WaiverState(waiver._replace(manifest="gone", file="waivers/b.yaml"), "orphaned"),
    )
    return Case(sources, report(manifests, (tab,), states, ("vendor",), preview=True))


HOSTILE = (
    "\x1b[31mred",
    "a\rb",
    "\u202egnp.exe",
    "::error::boom",
    "##[error]boom",
    "##vso[task.complete]",
    "[x](javascript:alert(1)) <b> @everyone | ![i](x)",
    "\x9b2J",
    "a\n::set-output name=x::y",
    "wide 日本語 🚀 " * 9,
    "x" * 400,
    "{title} {found}",
    "AKIAIOSFODNN7EXAMPLE",
)


def hostile(value: str) -> Case:
    """One value everywhere a value can be."""
    safe = value.replace("\n", " ").replace("\r", " ").replace("\x1b", "").replace("\x9b", "").replace("\u202e", "")
    text = TOOL.replace("auth: basic", f"auth: '{safe}'")
    on = manifest(text, "tools/brightmailer.yaml")._replace(title=value)
    of = rule(
        "hostile",
        words("{title} has {found}", value, (value, "Fix {title}."), value, title=value, lead="{title}"),
        SIGN_IN.require,
    )
    failed = finding(of, on, differs(("auth",), "in", ["oauth2", value], value))
    problem = Problem(
        "field-unknown",
        on.file,
        Spot(path=("auth",), on_key=True),
        {"key": value, "nearest": value, "known": value},
    )
    return Case({on.file: text}, report((judged(on, (failed,)),), (problem,))._replace(bundle=bundle(of)))


__all__ = ["HOSTILE", "WORKED", "Case", "FactResult", "busy_day", "hostile"]
