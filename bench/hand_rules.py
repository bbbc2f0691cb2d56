"""The 20 rules as plain Python conditions: the reference meaning, and the floor of what judging them costs.

Each rule takes the parsed manifest and returns a message, or None when the rule holds. Dates are ISO
text (the loader of documents.py leaves timestamps as text, as YAML 1.2 does), so that < and > compare
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

Document = dict[str, Any]
Rule = Callable[[Document], "str | None"]

TODAY = "2026-06-30"
EEA = {"DE", "FR", "IE", "NL", "SE", "ES", "IT", "DK"}
REGIONS = {"eu-west-1", "eu-central-1", "eu-north-1", "us-east-1"}
AUTH = {"oauth2", "mtls"}
CONSENT = {"necessary", "analytics", "marketing", "preferences"}
CERTS = {"SOC2", "ISO27001"}
HOSTING = {"saas", "vendor-cloud", "self-hosted"}
domain_ok = re.compile(r"^([a-z0-9-]+\.)+[a-z]{2,}$").match
sri_ok = re.compile(r"^sha(256|384|512)-[A-Za-z0-9+/=]+$").match
mail_ok = re.compile(r"^[^@ ]+@[^@ ]+\.[a-z]+$").match
name_ok = re.compile(r"^[a-z][a-z0-9-]{2,62}$").match


def personal(d: Document) -> bool:
    found = False
    for c in d["data"]["categories"]:  # a plain loop is quicker than any()
        if c.startswith("user."):
            found = True
            break
    return found


def r01(d: Document) -> str | None:
    if personal(d) and d["vendor"].get("dpa", {}).get("status") != "signed":
        return "R01 personal data needs a signed data agreement"
    return None


def r02(d: Document) -> str | None:
    if personal(d) and not d["vendor"].get("dpa", {}).get("expires_on", "") >= TODAY:
        return "R02 the data agreement has run out"
    return None


def r03(d: Document) -> str | None:
    for i in d["integrations"]:
        if i.get("auth") not in AUTH:
            return "R03 a connection signs in with oauth2 or mtls"
    return None


def r04(d: Document) -> str | None:
    for t in d["tags"]:
        if t.get("consent") not in CONSENT:
            return "R04 a tag needs a consent category"
    return None


def r05(d: Document) -> str | None:
    if not d["regions"] or not REGIONS.issuperset(d["regions"]):
        return "R05 a region is not on the list"
    return None


def r06(d: Document) -> str | None:
    if not d["owners"].get("technical"):
        return "R06 a technical owner is needed"
    return None


def r07(d: Document) -> str | None:
    for c in d["vendor"].get("certifications", ()):
        if c["id"] in CERTS and c["expires_on"] >= TODAY:
            return None
    return "R07 a current SOC2 or ISO27001 proof is needed"


def r08(d: Document) -> str | None:
    if d["users"] > 10 and d["access"].get("sso") is not True:
        return "R08 single sign-on is needed above 10 people"
    return None


def r09(d: Document) -> str | None:
    total = 0
    for line in d["costs"]["lines"]:
        total += line["amount"] * (12 if line["recurrence"] == "monthly" else 1)
    if total > d["costs"]["budget"]:
        return "R09 first-year cost is above the budget"
    return None


def r10(d: Document) -> str | None:
    for t in d["tags"]:
        if not domain_ok(t["domain"]):
            return "R10 a tag's domain is not a host name"
    return None


def r11(d: Document) -> str | None:
    for t in d["tags"]:
        if not sri_ok(t.get("sri", "")):
            return "R11 a tag needs an integrity hash"
    return None


def r12(d: Document) -> str | None:
    if personal(d) and d["access"].get("mfa") is not True:
        return "R12 a second factor is needed for personal data"
    return None


def r13(d: Document) -> str | None:
    outside = d["vendor"]["country"] not in EEA
    if outside and d["vendor"].get("dpa", {}).get("transfer") not in ("SCC", "adequacy"):
        return "R13 a vendor outside the EEA needs a transfer route"
    return None


def r14(d: Document) -> str | None:
    for i in d["integrations"]:
        if not mail_ok(i.get("owner", "")):
            return "R14 a connection needs an owner"
    return None


def r15(d: Document) -> str | None:
    for i in d["integrations"]:
        if i["direction"] == "outbound":
            for c in i["data"]:
                if c.startswith("user.financial"):
                    return "R15 financial data stays in our systems"
    return None


def r16(d: Document) -> str | None:
    if len(d.get("justification", "")) < 40:
        return "R16 the justification is too short"
    return None


def r17(d: Document) -> str | None:
    if d["launch"]["date"] < d["vendor"].get("dpa", {}).get("signed_on", "9999"):
        return "R17 launch lies before the data agreement was signed"
    return None


def r18(d: Document) -> str | None:
    h = d["hosting"]
    if h not in HOSTING or (h == "self-hosted" and not d["owners"].get("support")):
        return "R18 hosting unknown, or self-hosted without a support owner"
    return None


def r19(d: Document) -> str | None:
    if not name_ok(d["metadata"]["name"]):
        return "R19 the name is a lower-case slug"
    return None


def r20(d: Document) -> str | None:
    for c in d["data"]["categories"]:
        if c.startswith(("user.health", "user.biometric")) and d.get("approvals", {}).get("dpo") != "approved":
            return "R20 special categories need the privacy officer's approval"
    return None


RULES: list[Rule] = [
    r01,
    r02,
    r03,
    r04,
    r05,
    r06,
    r07,
    r08,
    r09,
    r10,
    r11,
    r12,
    r13,
    r14,
    r15,
    r16,
    r17,
    r18,
    r19,
    r20,
]


def check(doc: Document, rules: Sequence[Rule] = RULES) -> list[str]:
    """Say which rules do not hold, one message each."""
    out = []
    for rule in rules:
        m = rule(doc)
        if m is not None:
            out.append(m)
    return out
