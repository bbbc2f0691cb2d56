"""The English sentences for problems with sources, locks and signatures, and with what a bundle says about another's rules."""

from __future__ import annotations

from guardrails.explain.problem_words import ProblemWords

_SAME = "The lock makes sure that yesterday's answer is given by yesterday's rules."
_TRUST = "Whoever changes the rules decides what counts for everybody."
_LAYERS = "A bundle can add to the one that it builds on, and says openly where it asks for less."
_UPDATE = "Run guardrails policy update, and check in guardrails.lock."


def _words(headline: str, *fix: str, why: str, what: tuple[str, ...] = (), label: str = "") -> ProblemWords:
    return ProblemWords((headline,), fix, (label,) if label else (), what, why, keeper=True)


SOURCE_PROBLEMS: dict[str, ProblemWords] = {
    "source-address": _words(
        "This address of rules is not complete",
        "Write it like git+https://git.brand.example/it/policies@v3.2.0.",
        what=("We read {source}.",),
        why="Rules come from one place that everybody can look up.",
        label="an address with a tag is needed here",
    ),
    "source-address-scheme": _words(
        "We can't fetch rules from this address",
        "Start it with git+https://, git+ssh:// or git+file://.",
        "Use plain letters without blanks.",
        what=("We read {source}.",),
        why="Other ways can start programs on this computer, or can be read on the way.",
        label="this is another kind of address",
    ),
    "source-address-tag": _words(
        "The address of the rules names no tag",
        "Put the tag behind it: git+https://git.brand.example/it/policies@v3.2.0.",
        what=("We read {source}.",),
        why=_SAME,
        label="the tag is missing here",
    ),
    "source-address-folder": _words(
        "The folder behind # is not one inside the repository",
        "Write it as a path from the top, like #policies/company.",
        what=("We read {source}.",),
        why="We read what lies in that repository, and nothing beside it.",
        label="this path leads elsewhere",
    ),
    "source-address-password": _words(
        "The address of the rules holds a password",
        "Take the part before @ away, and change that password now.",
        "Let git know it instead: set up a credential helper or an ssh key.",
        why="Everybody who can read this file can use it.",
    ),
    "source-not-locked": _words(
        "Nobody has fetched these rules yet",
        _UPDATE,
        what=("guardrails.yaml names {source}.", "There is no guardrails.lock that says what it led to."),
        why=_SAME,
        label="not in guardrails.lock yet",
    ),
    "lock-other-source": _words(
        "guardrails.lock is about other rules",
        _UPDATE,
        what=("It has nothing about {source}.", "It starts with {locked}."),
        why=_SAME,
        label="not in guardrails.lock yet",
    ),
    "lock-unsigned": _words(
        "guardrails.lock names no signer for these rules",
        _UPDATE,
        what=("guardrails.yaml asks for signed tags.", "The source is {source}."),
        why=_TRUST,
        label="this source needs a signed tag",
    ),
    "source-not-here": _words(
        "These rules are not on this computer yet",
        "Run guardrails policy update --check. It fetches what the lock names.",
        "In a workflow, put that step before guardrails check.",
        what=("The source is {source}.", "A check stays on this computer, so it fetches nothing."),
        why=_SAME,
    ),
    "content-differs": _words(
        "The kept rules differ from guardrails.lock",
        "Run guardrails policy update --check. It fetches them anew.",
        what=("The source is {source}.", "Its copy on this computer has changed since it was fetched."),
        why=_SAME,
    ),
    "folder-differs": _words(
        "The rules in {source} differ from guardrails.lock",
        "To take the change, run guardrails policy update and check in guardrails.lock.",
        "To keep the old rules, undo the change in that folder.",
        what=("The lock has {locked}, the folder has {found}.",),
        why=_SAME,
        label="changed since the lock was written",
    ),
    "starter-differs": _words(
        "The starter rules differ from guardrails.lock",
        "To take the new ones, run guardrails policy update and check in guardrails.lock.",
        "To keep the old ones, install the version of guardrails from before.",
        what=("They come with guardrails, and another version of it is installed now.",),
        why=_SAME,
    ),
    "source-branch": _words(
        '"{tag}" is a branch, and a branch moves',
        "Name a tag or the id of a commit behind the @.",
        "Ask IT which tag is the newest.",
        what=("The repository is {source}.",),
        why=_SAME,
        label="a tag is needed here",
    ),
    "source-unknown-tag": ProblemWords(
        headline=('There is no tag "{tag}" in that repository',),
        fix=('Write "{nearest}", if that is the one.', "Check the name, or ask IT which tag is the newest."),
        label=('the nearest is "{nearest}"', "no such tag"),
        what=("The repository is {source}.",),
        why="Without rules nothing can be judged.",
        keeper=True,
    ),
    "source-out-of-reach": _words(
        "We can't fetch the rules",
        "Try it with git alone:  git ls-remote {source}",
        "If that works, run this once more. If not, ask IT for access.",
        what=("The repository is {source}.", "Git said: {reason}."),
        why="Without rules nothing can be judged. What was fetched before stays as it is.",
    ),
    "content-too-much": _words(
        "There is too much in {source}",
        "Put the bundle into a folder of its own, and name it behind a #.",
        what=("A bundle has at most {files} files and {size} MiB.",),
        why="The limit keeps a check quick, and keeps surprises out.",
    ),
    "tag-moved": _words(
        "The tag {tag} leads to another commit now",
        "Ask the people who publish these rules why it moved, or for a new tag.",
        "If that is fine, run guardrails policy update --accept-moved-tag.",
        what=("The source is {source}.", "The lock has commit {before}, the tag leads to {now} now."),
        why="A published tag stays where it is. One that moves can bring in rules that nobody has looked at.",
    ),
    "lock-edited": _words(
        "guardrails.lock doesn't fit its own commit",
        "Put guardrails.lock back as it was:  git checkout guardrails.lock",
        "If it was so from the start, delete it and run guardrails policy update.",
        what=("The source is {source}, the commit is {now}.", "The fingerprint in the lock belongs to something else."),
        why=_SAME,
    ),
    "tag-unsigned": _words(
        "The tag {tag} is not signed",
        "Ask the people who publish these rules for a signed tag:  git tag -s",
        what=("guardrails.yaml asks for a signature (allowed_signers).",),
        why=_TRUST,
    ),
    "tag-unknown-signer": _words(
        "We don't know who signed the tag {tag}",
        "Ask the people who publish these rules which key is theirs.",
        "If it is this one, add it to the allowed signers in a change of its own.",
        what=("The key is {key}.", "It is not among the allowed signers, or the tag was changed after it was signed."),
        why=_TRUST,
    ),
    "tag-key-expired": _words(
        "The key that signed the tag {tag} is out of date",
        "Ask the people who publish these rules for a tag with a key that is good today.",
        "If the key still counts, set a later date in the allowed signers.",
        what=("It is good at another time only, says the list of allowed signers.",),
        why=_TRUST,
    ),
    "tag-other-name": _words(
        "What lies at the tag {tag} was signed as {name}",
        "Ask the people who publish these rules for a tag of that name.",
        why="An old signed version can't stand in for a new one.",
    ),
    "signing-not-there": _words(
        "Signatures can't be checked on this computer",
        "Install git 2.34 or newer, and OpenSSH with ssh-keygen.",
        what=("guardrails.yaml asks for signed tags.",),
        why=_TRUST,
    ),
    "signers-not-there": _words(
        "We can't read the list of allowed signers",
        "Put it into the workspace, or mend its name in guardrails.yaml.",
        what=("guardrails.yaml names {list}.",),
        why=_TRUST,
    ),
    "cache-not-written": _words(
        "We can't keep the rules on this computer",
        "Make room, or point XDG_CACHE_HOME to a folder that can be written to.",
        why="A check stays on this computer, so the rules have to be here.",
    ),
    "lock-not-written": _words(
        "guardrails.lock can't be written here",
        "If it is a link, replace it with a file. Else make the folder writable.",
        why=_SAME,
    ),
    "layer-unknown-rule": ProblemWords(
        headline=('There is no rule "{rule}" below this bundle', "There is no such rule below this bundle"),
        fix=('Write "{nearest}", if that is the one.', "See all names:  guardrails policy docs"),
        label=('the nearest is "{nearest}"', "no such rule"),
        why=_LAYERS,
        keeper=True,
    ),
    "tighten-is-milder": _words(
        "This doesn't make {rule} stricter",
        "Write a severity above {before}, or take the line out.",
        'To ask for less, set a parameter and give the reason in "loosens", or retire the rule.',
        what=("At the stage {stage} it was {before}, and here it is {found}.",),
        why=_LAYERS,
        label="it was {before}",
    ),
    "waiver-rule-retired": _words(
        "The rule of this exception retires on {on}",
        "Delete this file once that day has come.",
        what=("{reason}",),
        why="An exception from a rule that nobody asks is not needed.",
    ),
}
