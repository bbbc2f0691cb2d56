"""The English sentences for problems with commits, and with manifests that step aside in a change."""

from __future__ import annotations

from guardrails.explain.problem_words import ProblemWords

STEPS_ASIDE = ("no-longer-checked", "kind-changed", "stage-went-back")
"""Problems of a change: everything was read, and something has to be put right."""

_RULES = "We judge by the rules that were asked for, or not at all."
_STAYS = "What is in use stays in the check, so that nobody is surprised later."

GIT_PROBLEMS: dict[str, ProblemWords] = {
    "git-not-there": ProblemWords(
        headline=("Git is not installed here",),
        fix=("Install Git, or leave out --policies-from-ref and --changed-since.",),
        why=_RULES,
        keeper=True,
    ),
    "git-no-repository": ProblemWords(
        headline=("This folder does not belong to a Git repository",),
        fix=("Go to the folder that you got with git clone, then run it anew.",),
        why=_RULES,
        keeper=True,
    ),
    "git-not-trusted": ProblemWords(
        headline=("Git does not open this folder, because it belongs to somebody else",),
        what=("Git asks first, so that nobody else's settings start programs in your name.",),
        fix=("If you trust the folder, tell Git:  git config --global --add safe.directory FOLDER",),
        why=_RULES,
        keeper=True,
    ),
    "git-unknown-ref": ProblemWords(
        headline=('Git knows no commit "{ref}" here', "Git knows no commit of that name here"),
        what=('There is one called "{nearest}".',),
        fix=(
            "Check the name, or fetch it first:  git fetch origin",
            "In GitHub Actions, give actions/checkout fetch-depth: 2 for HEAD^1, and 0 for a branch.",
        ),
        why=_RULES,
        keeper=True,
    ),
    "git-no-common": ProblemWords(
        headline=('This change and "{ref}" have no common start here', "Two commits have no common start here"),
        fix=(
            "Fetch the older commits:  git fetch --unshallow",
            "In GitHub Actions, give actions/checkout fetch-depth: 0.",
        ),
        why="Without it nobody can tell what this change adds.",
        keeper=True,
    ),
    "git-stopped": ProblemWords(
        headline=("Git gave no answer that we can use",),
        what=("It said: {reason}.",),
        fix=("Run git status in this folder, and mend what it tells you.",),
        why=_RULES,
        keeper=True,
    ),
    "ref-without-workspace": ProblemWords(
        headline=('There is no guardrails.yaml in "{ref}" ({commit})', "There is no guardrails.yaml in that commit"),
        fix=(
            "Merge guardrails.yaml first. From then on every change is judged by the rules before it.",
            "For that first change, leave out --policies-from-ref.",
        ),
        why=_RULES,
        keeper=True,
    ),
    "ref-brings-rules": ProblemWords(
        headline=("This change brings the first rules, so they count for it already",),
        fix=("Look at guardrails.yaml and the rules with both sides before you merge.",),
        why='There are none in "{ref}" ({commit}) that it could loosen.',
        unread_note=False,
    ),
    "file-submodule": ProblemWords(
        headline=("{file} is another repository",),
        fix=("Put the files themselves there.",),
        why="What it holds can change without anybody here seeing it.",
        keeper=True,
    ),
    "no-longer-checked": ProblemWords(
        headline=('"{name}" is no longer checked', "Something in use is no longer checked"),
        what=("Its stage was {stage}.", "It lies in {place} now, where nobody looks for it."),
        fix=(
            "Put the file back: {file}.",
            "If it has ended, set its stage to retired first. After that it can go.",
        ),
        why=_STAYS,
        unread_note=False,
    ),
    "kind-changed": ProblemWords(
        headline=('"{name}" was {before} and is {now} now', "A file is of another kind now"),
        label=("this was {before}",),
        fix=("Set the kind back to what it was.", "If there is also a {now}, write a file of its own for it."),
        why="Other rules look at each kind, so a new kind would leave the old ones behind.",
        unread_note=False,
    ),
    "stage-went-back": ProblemWords(
        headline=('"{name}" went back from {before} to {now}', "A stage went back"),
        label=("this was {before}",),
        fix=(
            "Set the stage back to {before}.",
            "If it is on its way out, set it to retiring or retired.",
            "If it does go back, ask IT to merge this change.",
        ),
        why="An earlier stage asks for less, while people may still use it.",
        unread_note=False,
    ),
}
