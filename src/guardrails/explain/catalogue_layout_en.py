"""The English words around explanations: labels of parts, status words, stages, kinds, units, what `fix` says."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # How serious it is
    "status.must-fix": "Must fix",
    "status.should-fix": "Should fix",
    "status.good-to-know": "Good to know",
    "status.unchecked": "Could not check",
    # The names of parts
    "part.why": "Why",
    "part.fix": "Fix",
    "part.faster": "Faster",
    "part.ask": "Ask",
    "part.when": "When",
    "part.note": "Note",
    "part.more": "More",
    "part.lane": "Lane",
    "part.next": "Next",
    "part.instead": "Instead",
    # Places
    "place.line": "{file}, line {line}",
    "place.lines": "{file}, lines {lines} and {last}",
    "place.line_only": "line {line}",
    # Lists that were cut
    "quiet.more": "{verdict}: {count} more.",
    "untold": "{count} more, not told here.",
    "untold.more": "And {count} more, not told here.",
    # Formats that machines read
    "junit.held.one": "{count} rule holds",
    "junit.held.other": "{count} rules hold",
    "sarif.root": "The top of the repository.",
    # Tools and campaigns
    "manifest.head": "{title} ({kind}, {stage}), {file}",
    "stage.idea": "idea",
    "stage.pilot": "pilot",
    "stage.live": "live",
    "stage.retiring": "retiring",
    "stage.retired": "retired",
    "stage.before.pilot": "the pilot",
    "stage.before.live": "launch",
    "kind.tool.one": "tool",
    "kind.tool.other": "tools",
    "kind.campaign.one": "campaign",
    "kind.campaign.other": "campaigns",
    "counted.tool.one": "{count} tool",
    "counted.tool.other": "{count} tools",
    "counted.campaign.one": "{count} campaign",
    "counted.campaign.other": "{count} campaigns",
    "counted.rule.one": "{count} rule",
    "counted.rule.other": "{count} rules",
    "counted.change.one": "{count} change",
    "counted.change.other": "{count} changes",
    "counted.file.one": "{count} file",
    "counted.file.other": "{count} files",
    # Days and time spans
    "day.time": "{day}, {time}",
    "span.day.one": "{count} day",
    "span.day.other": "{count} days",
    "span.workday.one": "{count} workday",
    "span.workday.other": "{count} workdays",
    "span.week.one": "{count} week",
    "span.week.other": "{count} weeks",
    "span.month.one": "{count} month",
    "span.month.other": "{count} months",
    # While it runs
    "progress": "Checking, {done} of {total}",
    # Numbers and lists
    "list.all": "{items} and {last}",
    "number.unit": "{number} {unit}",
    "hidden": "…({count} characters)",
    # Mending
    "mend.no_manifest": "There is no manifest here.",
    "mend.unusable": "The rules can't be used yet. To see why:  {command} check",
    "mend.nothing": "There is nothing to mend.",
    "mend.changed": "{changes} in {files}; what the answers say stays the same.",
    "mend.left.one": "{count} thing is left for you, in {files}. To see what:  {command} check {names}",
    "mend.left.other": "{count} things are left for you, in {files}. To see what:  {command} check {names}",
    "mend.stuck": "{file} stays as it was: it has changed meanwhile, or may not be written.",
    "mend.done": "Done.",
    "mend.ask": "Make these changes?",
}
