"""Write the benchmark's manifests, the same bytes every time.

    python workload.py [FOLDER] [--sizes 1,100,1000] [--seed 7]

FOLDER/n1, n100, n1000 … : a workspace each (guardrails.yaml, tools/t00000.yaml …), one manifest a file of
                           60 to 100 lines; about 80 % pass the 20 rules, the first always does.
FOLDER/bad               : a workspace with one manifest that breaks R03, R06 and R16.
FOLDER/quoted/n1 …       : the same with their dates in quotes, for readers that make objects of bare dates.
FOLDER/expected.json     : per set, which manifests break which rules.

The YAML is written by hand, not by a library: comments, flow and block lists, a folded text, bare dates.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

HERE = Path(__file__).resolve().parent
EEA = ["DE", "FR", "IE", "NL", "SE", "ES", "IT", "DK"]
THIRD = ["US", "GB", "IN", "CA"]
REGIONS = ["eu-west-1", "eu-central-1", "eu-north-1", "us-east-1"]
CATEGORIES = [
    "user.contact.email",
    "user.contact.phone",
    "user.name",
    "user.device.cookie_id",
    "user.behavior.browsing",
    "user.demographic.age_range",
    "system.operations",
    "account.billing",
]
SYSTEMS = [
    "salesforce",
    "snowflake",
    "segment",
    "shopify",
    "zendesk",
    "google-ads",
    "braze",
    "sap",
    "mulesoft",
    "bigquery",
]
PRODUCTS = [
    "Campaign Hub",
    "Mail Studio",
    "Journey Builder",
    "Audience Lab",
    "Survey Desk",
    "Consent Wall",
    "Link Tracker",
    "Ad Sync",
    "Event Board",
    "Loyalty Engine",
    "Webinar Room",
    "Social Planner",
    "Form Factory",
    "Landing Press",
]
VENDORS = [
    "Brightpath",
    "Northwind",
    "Lumen",
    "Kestrel",
    "Orchard",
    "Tidewater",
    "Halcyon",
    "Juniper",
    "Meridian",
    "Sable",
]
PEOPLE = [
    "anna.berg",
    "jonas.weber",
    "mei.tan",
    "lucas.moreau",
    "sofia.rossi",
    "peter.novak",
    "ines.costa",
    "omar.haddad",
]
TEXT = (
    "The team needs this tool to plan and send the seasonal campaigns across the three main markets and "
    "to report the results to the regional leads every week. The current setup relies on exports by "
    "hand which take about two days per campaign and have led to wrong audiences twice this year. We "
    "compared four vendors with procurement and this one was the only one that supports our consent "
    "model and the data residency that legal asked for."
)
WORDS = TEXT.split()
B64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
RULES = [f"R{n:02d}" for n in range(1, 21)]
WORKSPACE = """apiVersion: guardrails/v1
kind: Workspace
policies:
  source: {source}
manifests:
  - tools/*.yaml
"""

Write = Callable[[str], None]


def day(r: random.Random) -> str:
    return f"{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"


def mail(r: random.Random) -> str:
    return r.choice(PEOPLE) + "@example.com"


def manifest(r: random.Random, i: int, breaks: Collection[str]) -> str:
    """Write manifest `i` so that it breaks exactly the rules in `breaks`. The order of draws counts."""
    b = set(breaks)
    o: list[str] = []
    w = o.append
    product, vendor = r.choice(PRODUCTS), r.choice(VENDORS)
    slug = product.lower().replace(" ", "-") + f"-{i:05d}"
    if "R19" in b:
        slug = product + f" {i:05d}"
    personal = True if b & {"R01", "R02", "R12"} else r.random() < 0.8
    cats = categories(r, personal)
    if "R20" in b:
        cats.append("user.health.condition")
    country = r.choice(THIRD) if "R13" in b or r.random() < 0.3 else r.choice(EEA)
    signed = f"{r.randint(2023, 2024)}-{day(r)}"
    expires = f"{2025 if 'R02' in b else r.randint(2027, 2029)}-{day(r)}"
    w(f"# Declaration of {product}, kept by the marketing team")
    w("apiVersion: guardrails/v1")
    w("kind: BenchTool")
    w("metadata:")
    w(f"  name: {slug}")
    w("  stage: live")
    w(f"title: {vendor} {product}")
    w(f"description: {product} for the {r.choice(['brand', 'growth', 'retention', 'events'])} team")
    w("vendor:")
    w(f"  name: {vendor} {r.choice(['Inc.', 'GmbH', 'AB', 'SAS'])}")
    w(f"  country: {country}")
    w(f"  website: https://www.{vendor.lower()}.example.com/products/{i}")
    w("  dpa:")
    w(f"    status: {'pending' if 'R01' in b else 'signed'}")
    w(f"    signed_on: {signed}")
    w(f"    expires_on: {expires}")
    if country in THIRD and "R13" not in b:
        w(f"    transfer: {r.choice(['SCC', 'adequacy'])}")
    certifications(r, w, b)
    people_and_data(r, w, b, cats)
    where_and_who(r, w, b, personal)
    integrations(r, w, b)
    tags(r, w, b, vendor)
    costs(r, w, b)
    launch(r, w, b)
    return "\n".join(o) + "\n"


def categories(r: random.Random, personal: bool) -> list[str]:
    pool = CATEGORIES if personal else [c for c in CATEGORIES if not c.startswith("user.")]
    cats = r.sample(pool, r.randint(2, min(5, len(pool))))
    if personal and not any(c.startswith("user.") for c in cats):
        cats[0] = "user.contact.email"
    return cats


def certifications(r: random.Random, w: Write, b: set[str]) -> None:
    w("  certifications:")
    if "R07" in b:
        certs = [("PCI-DSS", 2027), ("SOC2", 2024)]
    else:
        certs = [(r.choice(["SOC2", "ISO27001"]), r.randint(2027, 2028))]
        if r.random() < 0.6:
            certs.append((r.choice(["PCI-DSS", "ISO27701", "TISAX"]), r.randint(2025, 2028)))
    for cid, year in certs:
        w(f"    - id: {cid}")
        w(f"      expires_on: {year}-{day(r)}")


def people_and_data(r: random.Random, w: Write, b: set[str], cats: list[str]) -> None:
    # drawn here and kept on the writer's side: `hosting` is written two sections further down
    hosting = "self-hosted" if "R18" in b else r.choice(["saas", "saas", "vendor-cloud", "self-hosted"])
    w("owners:")
    w(f"  business: {mail(r)}")
    if "R06" not in b:
        w(f"  technical: {mail(r)}")
    if "R18" not in b:
        w(f"  support: helpdesk-{r.randint(1, 9)}@example.com")
    w("data:")
    w("  categories:")
    for c in cats:
        w(f"    - {c}")
    w(f"  retention_days: {r.choice([30, 90, 180, 365])}")
    w(f"  purpose: {r.choice(['direct marketing', 'analytics', 'service messages'])}")
    regions = r.sample(REGIONS, r.randint(1, 3))
    if "R05" in b:
        regions.append("cn-north-1")
    w("regions: [" + ", ".join(regions) + "]")
    w(f"hosting: {hosting}")


def where_and_who(r: random.Random, w: Write, b: set[str], personal: bool) -> None:
    users = r.randint(11, 400) if "R08" in b else r.randint(3, 250)
    w(f"users: {users}")
    w("access:")
    sso = False if "R08" in b else (True if users > 10 else r.random() < 0.5)
    w(f"  sso: {'true' if sso else 'false'}")
    mfa = False if "R12" in b else (True if personal or "R20" in b else r.random() < 0.5)
    w(f"  mfa: {'true' if mfa else 'false'}")
    w("  roles:")
    for role in ["admin", "editor", "viewer"][: r.randint(1, 2)]:
        w(f"    - name: {role}")
        w(f"      members: {r.randint(1, 9)}")


def integrations(r: random.Random, w: Write, b: set[str]) -> None:
    w("integrations:")
    n = r.choices([2, 3, 4, 5], [5, 3, 1, 1])[0]
    for k, system in enumerate(r.sample(SYSTEMS, n)):
        auth = r.choice(["oauth2", "oauth2", "mtls"])
        direction = r.choice(["inbound", "outbound"])
        data = r.sample(["user.contact.email", "user.name", "system.operations", "account.billing"], r.randint(1, 2))
        if k == 0 and "R03" in b:
            auth = "basic"
        if k == 0 and "R15" in b:
            direction, data = "outbound", ["user.financial.iban"]
        w(f"  - system: {system}")
        w(f"    method: {r.choice(['rest', 'webhook', 'sftp', 'batch'])}")
        w(f"    auth: {auth}")
        w(f"    direction: {direction}")
        w("    data: [" + ", ".join(data) + "]")
        if not (k == 0 and "R14" in b):
            w(f"    owner: {mail(r)}")


def tags(r: random.Random, w: Write, b: set[str], vendor: str) -> None:
    m = r.choices([1, 2, 3], [3, 2, 1])[0]
    w("tags:")
    for k in range(m):
        t = r.choice(["ga", "pixel", "heat", "consent", "chat"])
        domain = f"{t}{r.randint(1, 99)}.{vendor.lower()}-cdn.com"
        if k == 0 and "R10" in b:
            domain = f"http://{t}_{r.randint(1, 99)}"
        w(f"  - name: {t}-{k}")
        w(f"    domain: {domain}")
        if not (k == 0 and "R04" in b):
            w(f"    consent: {r.choice(['necessary', 'analytics', 'marketing', 'preferences'])}")
        if not (k == 0 and "R11" in b):
            w("    sri: sha384-" + "".join(r.choice(B64) for _ in range(64)))


def costs(r: random.Random, w: Write, b: set[str]) -> None:
    lines = [
        ("licence", 12 * r.randint(100, 1000), "yearly"),
        ("support", r.randint(50, 400), "monthly"),
        ("onboarding", r.randint(500, 5000), "once"),
    ][: r.randint(2, 3)]
    total = sum(a * (12 if rec == "monthly" else 1) for _, a, rec in lines)
    w("costs:")
    w("  currency: EUR")
    w(f"  budget: {total - 100 if 'R09' in b else total + r.randint(0, 5000)}")
    w("  lines:")
    for item, amount, rec in lines:
        w(f"    - item: {item}")
        w(f"      amount: {amount}")
        w(f"      recurrence: {rec}")


def launch(r: random.Random, w: Write, b: set[str]) -> None:
    w("launch:")
    w(f"  date: {'2022-05-01' if 'R17' in b else '2025-' + day(r)}")
    w(f"  campaign: {r.choice(['spring', 'summer', 'autumn', 'winter'])}-{r.randint(2025, 2027)}")
    if "R16" in b:
        w("justification: needed")
        return
    w("justification: >-")
    row = " "
    for word in WORDS[: r.randint(30, len(WORDS))]:
        if len(row) + len(word) > 96:
            w(row)
            row = " "
        row += " " + word
    w(row)


def plan(r: random.Random) -> list[str]:
    """Draw which rules the next manifest breaks: none for four of five."""
    if r.random() < 0.8:
        return []
    return sorted(r.sample(RULES, r.choices([1, 2, 3], [6, 3, 1])[0]))


def workspace(folder: Path) -> Path:
    """Start an empty workspace that names the benchmark's bundle; the manifests' folder comes back."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tools").mkdir(parents=True)
    source = Path(os.path.relpath(HERE / "policies", folder)).as_posix()
    (folder / "guardrails.yaml").write_text(WORKSPACE.format(source=source), encoding="utf-8")
    return folder / "tools"


def quoted(text: str) -> str:
    return re.sub(r": (\d{4}-\d\d-\d\d)$", r': "\1"', text, flags=re.MULTILINE)


def one_set(folder: Path, n: int, seed: int) -> dict[str, object]:
    """Write one set, plain and quoted, and say what it holds."""
    plain, in_quotes = workspace(folder / f"n{n}"), workspace(folder / "quoted" / f"n{n}")
    r = random.Random(seed)
    size = lines = 0
    fails: dict[str, list[str]] = {}
    for i in range(n):
        broken = [] if i == 0 else plan(r)
        text, name = manifest(r, i, broken), f"t{i:05d}.yaml"
        size += len(text)
        lines += text.count("\n")
        if broken:
            fails[name] = broken
        (plain / name).write_text(text, encoding="utf-8")
        (in_quotes / name).write_text(quoted(text), encoding="utf-8")
    return {
        "files": n,
        "bytes": size,
        "lines_per_file": round(lines / n, 1),
        "failing": len(fails),
        "findings": sum(map(len, fails.values())),
        "fails": fails,
    }


def write(folder: Path, sizes: list[int], seed: int = 7) -> dict[str, object]:
    """Write the sets of these sizes and the bad workspace; what is expected of each comes back."""
    expected: dict[str, object] = {f"n{n}": one_set(folder, n, seed) for n in sizes}
    broken = ["R03", "R06", "R16"]
    (workspace(folder / "bad") / "bad.yaml").write_text(manifest(random.Random(seed), 0, broken), encoding="utf-8")
    expected["bad"] = {"files": 1, "failing": 1, "findings": 3, "fails": {"bad.yaml": broken}}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1), encoding="utf-8")
    return expected


def main() -> None:
    ap = argparse.ArgumentParser(description="Write the benchmark's manifests.")
    ap.add_argument("folder", nargs="?", type=Path, default=HERE.parent / ".bench" / "data")
    ap.add_argument("--sizes", default="1,100,1000", help="10000 too on request")
    ap.add_argument("--seed", type=int, default=7)
    o = ap.parse_args()
    for name, what in write(o.folder, [int(s) for s in o.sizes.split(",")], o.seed).items():
        assert isinstance(what, dict)
        print(name, {k: v for k, v in what.items() if k != "fails"})


if __name__ == "__main__":
    main()
