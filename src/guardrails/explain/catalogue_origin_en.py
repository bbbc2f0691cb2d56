"""English sentences about the rules of a commit, and about what a change touches."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "origin.rules": "The rules are those of {commit}, not of this change.",
    "origin.edited": "Preview, not in force: this change also edits {files}. It counts once it is merged.",
    "origin.unusable": "With the rules of this change nothing can be judged, so it is not ready to merge yet.",
    "origin.same": "With the rules of this change every answer stays the same.",
    "origin.fails": "Preview, not in force: {manifest} would newly have to look at {rules}.",
    "origin.passes": "Preview, not in force: {rules} would no longer come up for {manifest}.",
    "origin.waived": "Preview, not in force: a waiver would cover {rules} for {manifest}.",
    "origin.softer": "Preview, not in force: {rules} would count less for {manifest}.",
    "origin.stricter": "Preview, not in force: {rules} would count more for {manifest}.",
    "origin.dropped": "Preview, not in force: nobody would look at {files} any more.",
    "origin.taken_up": "Preview, not in force: {files} would be looked at, too.",
    "origin.more.one": "1 more answer would change; the JSON answer lists all.",
    "origin.more.other": "{count} more answers would change; the JSON answer lists all.",
    "origin.since": "This is about what differs from {commit} ({ref}), and what names it.",
    "origin.left_out.one": "1 other was read and left out.",
    "origin.left_out.other": "{count} others were read and left out.",
    "origin.everything": "The rules differ from {commit} ({ref}), so everything is told.",
}
