"""Write the 20 rules in the peers' languages: python translations.py FOLDER.

hand_rules.py says what they all should mean.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import semgrep_rules

EEA = ["DE", "FR", "IE", "NL", "SE", "ES", "IT", "DK"]
REGIONS = ["eu-west-1", "eu-central-1", "eu-north-1", "us-east-1"]
AUTH = ["oauth2", "mtls"]
CONSENT = ["necessary", "analytics", "marketing", "preferences"]
HOSTING = ["saas", "vendor-cloud", "self-hosted"]
DOMAIN = r"^([a-z0-9-]+\.)+[a-z]{2,}$"
SRI = r"^sha(256|384|512)-[A-Za-z0-9+/=]+$"
MAIL = r"^[^@ ]+@[^@ ]+\.[a-z]+$"
NAME = r"^[a-z][a-z0-9-]{2,62}$"
DATE = r"^\d{4}-\d\d-\d\d$"
# "on or after 2026-06-30" as a pattern: JSON Schema has no comparison of dates
FUTURE = r"^(202[7-9]|20[3-9][0-9]|2026-(0[7-9]|1[0-2])|2026-06-30)"

Schema = dict[str, Any]


# ---------------------------------------------------------------- JSON Schema
def need(*names: str, **props: Schema) -> Schema:
    return {"type": "object", "required": list(names) or list(props), "properties": props}


def each(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def some(schema: Schema) -> Schema:
    return {"type": "array", "contains": schema}


def dpa(**props: Schema) -> Schema:
    return need(vendor=need(dpa=need(**props)))


def text(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


FILLED = {"type": "string", "minLength": 1}
PERSONAL = need(data=need(categories=some(text(r"^user\."))))


def json_rules() -> dict[str, Schema]:
    """Say the rules as schemas. R09 and R17 cannot be said; a check of the shapes, as large, stands in."""
    return {
        "R01": {"if": PERSONAL, "then": dpa(status={"const": "signed"})},
        "R02": {"if": PERSONAL, "then": dpa(expires_on=text(FUTURE))},
        "R03": need(integrations=each(need(auth={"enum": AUTH}))),
        "R04": need(tags=each(need(consent={"enum": CONSENT}))),
        "R05": need(regions={"type": "array", "minItems": 1, "items": {"enum": REGIONS}}),
        "R06": need(owners=need(technical=FILLED)),
        "R07": need(vendor=need(certifications=some(need(id={"enum": ["SOC2", "ISO27001"]}, expires_on=text(FUTURE))))),
        "R08": {
            "if": need(users={"type": "number", "exclusiveMinimum": 10}),
            "then": need(access=need(sso={"const": True})),
        },
        "R09": need(
            costs=need(
                budget={"type": "number", "minimum": 0},
                lines=each(
                    need(
                        amount={"type": "number", "minimum": 0},
                        recurrence={"enum": ["monthly", "yearly", "once"]},
                    )
                ),
            )
        ),
        "R10": need(tags=each(need(domain=text(DOMAIN)))),
        "R11": need(tags=each(need(sri=text(SRI)))),
        "R12": {"if": PERSONAL, "then": need(access=need(mfa={"const": True}))},
        "R13": {
            "if": {"not": need(vendor=need(country={"enum": EEA}))},
            "then": dpa(transfer={"enum": ["SCC", "adequacy"]}),
        },
        "R14": need(integrations=each(need(owner=text(MAIL)))),
        "R15": need(
            integrations=each(
                {
                    "if": need(direction={"const": "outbound"}),
                    "then": need(data={"type": "array", "items": {"not": {"pattern": r"^user\.financial"}}}),
                }
            )
        ),
        "R16": need(justification={"type": "string", "minLength": 40}),
        "R17": need(launch=need(date=text(DATE)), vendor=need(dpa=need(signed_on=text(DATE)))),
        "R18": {
            "allOf": [
                need(hosting={"enum": HOSTING}),
                {"if": need(hosting={"const": "self-hosted"}), "then": need(owners=need(support=FILLED))},
            ]
        },
        "R19": need(metadata=need(name=text(NAME))),
        "R20": {
            "if": need(data=need(categories=some(text(r"^user\.(health|biometric)")))),
            "then": need(approvals=need(dpo={"const": "approved"})),
        },
    }


def schema() -> Schema:
    rules = [{"title": rid, **s} for rid, s in json_rules().items()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "20 rules",
        "type": "object",
        "allOf": rules,
    }


# ---------------------------------------------------------------- CEL (true = the rule holds)
P = 'd.data.categories.exists(c, c.startsWith("user."))'
CEL = [
    ("R01", f'!{P} || (has(d.vendor.dpa) && d.vendor.dpa.status == "signed")'),
    (
        "R02",
        (f'!{P} || (has(d.vendor.dpa) && has(d.vendor.dpa.expires_on) && d.vendor.dpa.expires_on >= "2026-06-30")'),
    ),
    ("R03", 'd.integrations.all(i, has(i.auth) && i.auth in ["oauth2", "mtls"])'),
    ("R04", f"d.tags.all(t, has(t.consent) && t.consent in {json.dumps(CONSENT)})"),
    ("R05", f"size(d.regions) > 0 && d.regions.all(r, r in {json.dumps(REGIONS)})"),
    ("R06", 'has(d.owners.technical) && d.owners.technical != ""'),
    (
        "R07",
        'd.vendor.certifications.exists(c, c.id in ["SOC2", "ISO27001"] && c.expires_on >= "2026-06-30")',
    ),
    ("R08", "d.users <= 10 || (has(d.access.sso) && d.access.sso == true)"),
    ("R09", 'total(d.costs.lines.map(l, l.amount * (l.recurrence == "monthly" ? 12 : 1))) <= d.costs.budget'),
    ("R10", r'd.tags.all(t, t.domain.matches("^([a-z0-9-]+\\.)+[a-z]{2,}$"))'),
    ("R11", r'd.tags.all(t, has(t.sri) && t.sri.matches("^sha(256|384|512)-[A-Za-z0-9+/=]+$"))'),
    ("R12", f"!{P} || (has(d.access.mfa) && d.access.mfa == true)"),
    (
        "R13",
        (
            f"d.vendor.country in {json.dumps(EEA)} || "
            '(has(d.vendor.dpa.transfer) && d.vendor.dpa.transfer in ["SCC", "adequacy"])'
        ),
    ),
    ("R14", r'd.integrations.all(i, has(i.owner) && i.owner.matches("^[^@ ]+@[^@ ]+\\.[a-z]+$"))'),
    (
        "R15",
        ('d.integrations.all(i, i.direction != "outbound" || !i.data.exists(c, c.startsWith("user.financial")))'),
    ),
    ("R16", "has(d.justification) && size(d.justification) >= 40"),
    ("R17", "d.launch.date >= d.vendor.dpa.signed_on"),
    (
        "R18",
        (
            f"d.hosting in {json.dumps(HOSTING)} && "
            '(d.hosting != "self-hosted" || (has(d.owners.support) && d.owners.support != ""))'
        ),
    ),
    ("R19", 'd.metadata.name.matches("^[a-z][a-z0-9-]{2,62}$")'),
    (
        "R20",
        (
            '!d.data.categories.exists(c, c.startsWith("user.health") || c.startsWith("user.biometric")) || '
            '(has(d.approvals) && has(d.approvals.dpo) && d.approvals.dpo == "approved")'
        ),
    ),
]


# ---------------------------------------------------------------- Spectral (JSON paths; two functions in JS)
def spectral() -> Schema:
    s = json_rules()
    rules: dict[str, Any] = {}

    def add(rid: str, given: str, function: str, options: Schema | None = None, field: str | None = None) -> None:
        then: Schema = {"function": function}
        if options is not None:
            then["functionOptions"] = options
        if field:
            then["field"] = field
        rules[rid] = {"message": rid, "severity": "error", "given": given, "then": then}

    for rid in ("R01", "R02", "R07", "R08", "R12", "R13", "R18", "R20"):
        add(rid, "$", "schema", {"schema": s[rid]})
    add("R03", "$.integrations[*]", "schema", {"schema": need(auth={"enum": AUTH})})
    add("R04", "$.tags[*]", "schema", {"schema": need(consent={"enum": CONSENT})})
    add("R05", "$.regions[*]", "enumeration", {"values": REGIONS})
    add("R06", "$.owners", "truthy", field="technical")
    add("R09", "$.costs", "budget")
    add("R10", "$.tags[*].domain", "pattern", {"match": DOMAIN})
    add("R11", "$.tags[*]", "schema", {"schema": need(sri=text(SRI))})
    add("R14", "$.integrations[*]", "schema", {"schema": need(owner=text(MAIL))})
    add(
        "R15",
        "$.integrations[?(@.direction=='outbound')].data[*]",
        "pattern",
        {"notMatch": r"^user\.financial"},
    )
    add("R16", "$.justification", "length", {"min": 40})
    add("R17", "$", "launched")
    add("R19", "$.metadata.name", "pattern", {"match": NAME})
    return {"functions": ["budget", "launched"], "rules": rules}


JS = {
    "budget.js": """export default (costs) => {
  const total = costs.lines.reduce((s, l) => s + l.amount * (l.recurrence === 'monthly' ? 12 : 1), 0);
  if (total > costs.budget) return [{ message: 'R09 first-year cost is above the budget' }];
};
""",
    "launched.js": """export default (doc) => {
  if (doc.launch.date < doc.vendor.dpa.signed_on) return [{ message: 'R17 launch before the signature' }];
};
""",
}
YAMLLINT = "extends: default\nrules:\n  line-length: {max: 160}\n  document-start: disable\n"


def write(folder: Path) -> None:
    """Write one file a language into `folder`."""
    (folder / "spectral" / "functions").mkdir(parents=True, exist_ok=True)
    for name, what in (
        ("schema.json", schema()),
        ("cel.json", CEL),
        ("spectral/spectral.json", spectral()),
        ("semgrep.json", semgrep_rules.rules()),
    ):
        (folder / name).write_text(json.dumps(what, indent=1), encoding="utf-8")
    for name, code in JS.items():
        (folder / "spectral" / "functions" / name).write_text(code, encoding="utf-8")
    (folder / "yamllint.yaml").write_text(YAMLLINT, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
