"""The rules as Semgrep patterns (languages: [yaml]).

19 of 20: R09 (a sum over a list) cannot be said, R07 (no element is current) only nearly. Absence is said
with pattern-not; where two parts of a document are compared, the finding covers the whole document.
"""

from __future__ import annotations

from typing import Any

DOMAIN = r"^([a-z0-9-]+\.)+[a-z]{2,}$"
FUTURE = r"^(202[7-9]|20[3-9][0-9]|2026-(0[7-9]|1[0-2])|2026-06-30)"
CATS = "data:\n  ...\n  categories: [..., $C, ...]\n  ...\n...\n"

Patterns = list[dict[str, Any]]


def no(rx: str) -> str:
    return "^(?!" + rx.lstrip("^") + ")"


def rx(var: str, regex: str) -> dict[str, Any]:
    return {"metavariable-regex": {"metavariable": var, "regex": regex}}


def compare(var: str, comparison: str) -> dict[str, Any]:
    return {"metavariable-comparison": {"metavariable": var, "comparison": comparison}}


def dpa(field: str) -> str:
    return f"vendor:\n  ...\n  dpa:\n    ...\n    {field}: $S\n    ...\n  ...\n...\n"


def absent_or_bad(key: str, first: str, field: str, regex: str) -> Patterns:
    """Find an element of the list `key` whose `field` is absent or does not match."""
    inside = {"pattern-inside": f"{key}:\n  ...\n"}
    return [
        {
            "pattern-either": [
                {"patterns": [inside, {"pattern": f"{field}: $V\n"}, rx("$V", no(regex))]},
                {
                    "patterns": [
                        inside,
                        {"pattern": f"- {first}: $N\n  ...\n"},
                        {"pattern-not": f"- {first}: $N\n  ...\n  {field}: $V\n  ...\n"},
                    ]
                },
            ]
        }
    ]


PATTERNS: dict[str, Patterns] = {
    "R01": [{"pattern": dpa("status") + CATS}, rx("$C", r"^user\."), rx("$S", no("signed$"))],
    "R02": [{"pattern": dpa("expires_on") + CATS}, rx("$C", r"^user\."), rx("$S", no(FUTURE))],
    "R03": absent_or_bad("integrations", "system", "auth", "(oauth2|mtls)$"),
    "R04": absent_or_bad("tags", "name", "consent", "(necessary|analytics|marketing|preferences)$"),
    "R05": [
        {"pattern": "regions: [..., $R, ...]"},
        rx("$R", no("(eu-west-1|eu-central-1|eu-north-1|us-east-1)$")),
    ],
    "R06": [{"pattern": "owners:\n  ...\n"}, {"pattern-not": "owners:\n  ...\n  technical: $T\n  ...\n"}],
    # no element is current: that needs a regex inside a negation, which pattern-not has not; the near
    # check "a SOC2 or ISO27001 element that has run out" stands in
    "R07": [
        {"pattern-inside": "certifications:\n  ...\n"},
        {"pattern": "id: $I\n...\nexpires_on: $E\n"},
        rx("$I", "^(SOC2|ISO27001)$"),
        rx("$E", no(FUTURE)),
    ],
    "R08": [{"pattern": "users: $U\n...\naccess:\n  ...\n  sso: false\n  ...\n"}, compare("$U", "$U > 10")],
    "R10": [{"pattern-inside": "tags:\n  ...\n"}, {"pattern": "domain: $V\n"}, rx("$V", no(DOMAIN))],
    "R11": absent_or_bad("tags", "name", "sri", r"^sha(256|384|512)-[A-Za-z0-9+/=]+$"),
    "R12": [{"pattern": CATS + "access:\n  ...\n  mfa: false\n  ...\n"}, rx("$C", r"^user\.")],
    "R13": [
        {"pattern": "vendor:\n  ...\n  country: $V\n  ...\n"},
        rx("$V", no("(DE|FR|IE|NL|SE|ES|IT|DK)$")),
        {"pattern-not": "vendor:\n  ...\n  dpa:\n    ...\n    transfer: $T\n    ...\n  ...\n"},
    ],
    "R14": absent_or_bad("integrations", "system", "owner", r"^[^@ ]+@[^@ ]+\.[a-z]+$"),
    "R15": [
        {"pattern-inside": "integrations:\n  ...\n"},
        {"pattern": "direction: outbound\n...\ndata: [..., $V, ...]\n"},
        rx("$V", r"^user\.financial"),
    ],
    "R16": [{"pattern": "justification: $V"}, rx("$V", r"^[\s\S]{0,39}$")],
    "R17": [
        {"pattern": dpa("signed_on") + "launch:\n  date: $L\n  ...\n"},
        compare("$L", "strptime($L) < strptime($S)"),
    ],
    "R18": [
        {
            "pattern-either": [
                {"patterns": [{"pattern": "hosting: $V"}, rx("$V", no("(saas|vendor-cloud|self-hosted)$"))]},
                {
                    "patterns": [
                        {"pattern": "owners:\n  ...\n...\nhosting: self-hosted\n"},
                        {"pattern-not": "owners:\n  ...\n  support: $S\n  ...\n...\nhosting: self-hosted\n"},
                    ]
                },
            ]
        }
    ],
    "R19": [{"pattern": "metadata:\n  name: $V\n  ...\n"}, rx("$V", no(r"^[a-z][a-z0-9-]{2,62}$"))],
    "R20": [
        {"pattern": CATS},
        rx("$C", r"^user\.(health|biometric)"),
        {"pattern-not": CATS + "approvals:\n  ...\n  dpo: approved\n  ...\n"},
    ],
}


def rules() -> dict[str, Any]:
    """Wrap the patterns as a Semgrep configuration."""
    return {
        "rules": [
            {
                "id": rid,
                "languages": ["yaml"],
                "severity": "ERROR",
                "message": f"{rid} does not hold",
                "patterns": patterns,
            }
            for rid, patterns in PATTERNS.items()
        ]
    }
