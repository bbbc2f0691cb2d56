"""The English words of the formats for people besides the terminal: annotations, Markdown and the page of a run."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Annotations on a pull request
    "annotations.more.one": "And one more like this. The summary of this job tells all of them.",
    "annotations.more.other": "And {count} more like this. The summary of this job tells all of them.",
    "runner.unwritten": "The file that {name} names can't be written, so it stays as it is.",
    # Headings and columns
    "sheet.title": "Guardrails on {day}",
    "sheet.column.about": "Tool or campaign",
    "sheet.column.stage": "Stage",
    "sheet.column.verdict": "Verdict",
    "sheet.column.waiver": "Rule",
    "sheet.column.state": "State",
    "sheet.counted": "{what}: {count}",
    "sheet.notices": "For the owners of rules and waivers",
    "sheet.waivers": "Waivers",
    "sheet.rules": "Checked by guardrails {version} against {rules} of {bundle} {bundle_version}.",
    "sheet.more_manifests.one": "And one more tool or campaign, not told here.",
    "sheet.more_manifests.other": "And {count} more tools and campaigns, not told here.",
    # The lines of a change
    "sheet.change": "The change in {file}",
    "sheet.added": "added",
    "sheet.removed": "taken out",
    # What became of a waiver
    "sheet.waiver.in-force": "in force until {day}",
    "sheet.waiver.expiring": "ends soon, on {day}",
    "sheet.waiver.expired": "ended on {day}",
    "sheet.waiver.unused": "no longer needed",
    "sheet.waiver.orphaned": "names nothing that is declared here",
    "sheet.waiver.not-yet": "counts from a later day",
}
