"""The English sentences for every problem: an input that could not be read or used.

A sentence with a slot that nobody filled is left out; of several headlines and labels the first complete one is taken.
Slots from the problem itself are listed with each entry's id in docs; `line`, `typed`, `like`, `question`, `file` and
`command` are filled by `guardrails.explain.problems`.
"""

from __future__ import annotations

from guardrails.explain.catalogue_problems_git_en import GIT_PROBLEMS, STEPS_ASIDE
from guardrails.explain.catalogue_problems_policy_en import POLICY_PROBLEMS
from guardrails.explain.catalogue_problems_situations_en import SITUATION_PROBLEMS
from guardrails.explain.catalogue_problems_sources_en import SOURCE_PROBLEMS
from guardrails.explain.problem_words import ProblemWords

_TWICE = "We can't tell which one you mean, so we did not pick one."
_SPACES = "These files use spaces to show what belongs to what."

FILE_PROBLEMS: dict[str, ProblemWords] = {
    "file-too-large": ProblemWords(
        headline=("{file} is larger than {limit}", "{file} is too large to check"),
        what=("It is {size} large.",),
        why="A size limit keeps one file from holding up everybody's check.",
        fix=("Split it into smaller files, one tool or campaign each.",),
    ),
    "file-not-utf8": ProblemWords(
        headline=("Line {line} holds letters we can't read", "{file} holds letters we can't read"),
        label=("this is not UTF-8",),
        why="The file was saved in an older text format, so accents and symbols get lost.",
        fix=("Open the file, choose Save As, and pick the encoding UTF-8.",),
    ),
    "file-nul": ProblemWords(
        headline=("{file} is not a text file",),
        label=("an empty byte",),
        why="It holds bytes that only programs, images and documents have.",
        fix=("Save it as plain text (UTF-8), with a name that ends in .yaml.",),
    ),
    "file-control-character": ProblemWords(
        headline=("Line {line} holds a character nobody can see", "{file} holds a character nobody can see"),
        label=(
            "{name} ({character})",
            "{character}, often left over from copying",
            "often left over from copying",
        ),
        why="Hidden characters can make a line mean something else than it shows.",
        fix=("Delete line {line} and type it anew, without copying.",),
    ),
    "file-hidden-character": ProblemWords(
        headline=("Line {line} holds a character nobody can see", "{file} holds a character nobody can see"),
        label=("{name} ({character})", "{character}, which nobody can see", "nobody can see it"),
        why="Hidden characters can make a line mean something else than it shows.",
        fix=("Delete line {line} and type it anew, without copying.",),
    ),
    "file-too-deep": ProblemWords(
        headline=("Line {line} sits more than {limit} levels deep", "Line {line} sits too many levels deep"),
        label=("too many steps to the right",),
        why="No tool or campaign needs so many levels, so this is likely a slip.",
        fix=("Move the line to the left, below the field it belongs to.",),
    ),
    "file-too-many-values": ProblemWords(
        headline=("{file} holds more than {limit} values", "{file} holds too many values"),
        why="A limit keeps one file from holding up everybody's check.",
        fix=("Split it into smaller files, one tool or campaign each.",),
    ),
    "file-more-problems": ProblemWords(
        headline=("We stopped after {limit} things in {file}",),
        why="The rest of the file has not been looked at, so nothing in it counts as fine.",
        fix=("Mend the ones above, then run the check anew.",),
    ),
    "file-alias": ProblemWords(
        headline=("Line {line} uses a shortcut to another line",),
        label=("we need the value itself",),
        why="With & and * the file means more than it shows, and nobody can review that.",
        fix=(
            "Write the value out in full on line {line}.",
            'If it is text that starts with "&" or "*", put it in straight quotes.',
        ),
    ),
    "file-tag": ProblemWords(
        headline=("Line {line} holds the type mark {tag}", "Line {line} holds a type mark"),
        label=("we need the value alone",),
        why="Type marks can make a program do more than read, so we read none.",
        fix=(
            "Delete the mark and keep the value.",
            'If it is text that starts with "!", put it in straight quotes.',
        ),
    ),
    "file-duplicate-key": ProblemWords(
        headline=('"{key}" is written twice',),
        label=(
            "first written on line {first_line}",
            "first written on line {first}",
            "written once before",
        ),
        why=_TWICE,
        fix=("Keep the right line and delete the other.",),
    ),
    "file-key-not-text": ProblemWords(
        headline=("Line {line} has a field name that is not text",),
        label=("we need a name here, like owner",),
        fix=(
            "Write a plain field name before the colon.",
            "Put a list below the name, one line each, with a dash.",
        ),
    ),
    "file-comma-in-number": ProblemWords(
        headline=("Line {line} has a comma inside a number: {found}",),
        label=("we need {whole}",),
        why="Inside brackets a comma ends the value, so what comes after it is read as the next field.",
        fix=("Write {whole}.", "Write the number without a comma."),
        one_fix=True,
    ),
    "file-number-too-long": ProblemWords(
        headline=(
            "Line {line} has a number with more than {limit} digits",
            "Line {line} has a very long number",
        ),
        label=("too many digits for a number",),
        fix=(
            "If it is a number you calculate with, shorten it.",
            "If it is an account or order number, put it in straight quotes.",
        ),
    ),
    "file-number-not-finite": ProblemWords(
        headline=("Line {line} needs an ordinary number",),
        label=("we need digits, like 1200",),
        fix=("Write the number in digits. If nobody knows it yet, write: unknown",),
    ),
    "file-empty": ProblemWords(
        headline=("{file} is empty",),
        why="There is nothing to check yet.",
        fix=("Write the file with: {command} new tool", "If nobody needs it, delete it."),
    ),
    "file-tab": ProblemWords(
        headline=("Line {line} starts with a tab",),
        label=("a tab. These files use spaces to show what belongs to what",),
        why="A tab is as wide as each program likes, so we can't tell where the line belongs.",
        fix=("Delete the tab and type two spaces.",),
    ),
    "file-missing-blank-after-colon": ProblemWords(
        headline=("Line {line} needs a space after the colon",),
        label=("we need a space after this colon",),
        fix=(
            "Change line {line} to:  {write}",
            "Change line {line} to:  {key}: {value}",
            "Type one space after the colon.",
        ),
        one_fix=True,
    ),
    "file-unclosed-quote": ProblemWords(
        headline=("A quote that starts on line {line} never ends",),
        label=("the quote starts here",),
        fix=(
            "Change line {line} to:  {write}",
            "Type the closing quote ({quote}) at the end of the text.",
            "Type the closing quote at the end.",
        ),
        one_fix=True,
    ),
    "file-wrong-indent": ProblemWords(
        headline=("Line {line} does not line up with its neighbours",),
        label=(
            "{found} spaces in front; we need {wanted}",
            "this starts at another column than the lines around it",
        ),
        why=_SPACES,
        fix=(
            "Put {wanted} spaces in front of line {line}.",
            "Add or delete spaces so it starts below the field it belongs with.",
        ),
        one_fix=True,
    ),
    "file-list-under-value": ProblemWords(
        headline=('"{key}" has a value and a list', "Line {line} starts a list below a value"),
        label=("the value stands on line {above}", "it already has a value above"),
        why="A field can hold one value or a list. We can't tell which one you mean.",
        fix=("Delete the value after the colon, or delete the list.",),
    ),
    "file-smart-quotes": ProblemWords(
        headline=("Line {line} has curly quotes",),
        label=("we need straight quotes here",),
        why="Word processors turn straight quotes into curly ones. We read those as letters.",
        fix=("Change line {line} to:  {write}", 'Replace the curly quotes with straight ones: "'),
        one_fix=True,
    ),
    "file-two-colons": ProblemWords(
        headline=("Line {line} has two colons, so we can't read it",),
        label=("this colon may be part of the text",),
        fix=("Change line {line} to:  {write}", "Put everything after the first colon in straight quotes."),
        one_fix=True,
    ),
    "file-nonbreaking-space": ProblemWords(
        headline=("Line {line} has a special space copied from a document",),
        label=("{name}, not an ordinary space", "it looks like a space, but it isn't one"),
        fix=("Change line {line} to:  {write}", "Delete it and type an ordinary space."),
        one_fix=True,
    ),
    "file-second-document": ProblemWords(
        headline=("{file} holds more than one document",),
        label=("a second document starts here",),
        why="This kind of file holds one document only.",
        fix=("Move everything below line {line} to a file of its own.",),
    ),
    "file-unreadable": ProblemWords(
        headline=("We can't read {file} from line {line} on", "We can't read {file}"),
        label=("we can't make sense of this part",),
        fix=(
            "Compare line {line} with the lines around it: spaces, colons and quotes.",
            "If it is text, put it in straight quotes.",
        ),
    ),
    "file-unreadable-open-bracket": ProblemWords(
        headline=("A bracket that opens on line {line} never closes",),
        label=("it opens here",),
        fix=("Close it with } or ] after the last value.", "If it is text, put it in straight quotes."),
    ),
    "file-unreadable-no-colon": ProblemWords(
        headline=("Line {line} has no colon",),
        label=("we need a name, a colon, a space, a value",),
        fix=(
            "Write it like this:  owner: mia@brand.example",
            "If it belongs to the text above, add spaces in front.",
        ),
    ),
    "file-unreadable-character": ProblemWords(
        headline=("A text on line {line} starts with a special sign",),
        label=("{name}, which means something else in these files", "this sign means something else in these files"),
        fix=("Change line {line} to:  {write}", "Put the text in straight quotes."),
        one_fix=True,
    ),
    "file-unreadable-escape": ProblemWords(
        headline=("A backslash on line {line} can't be read",),
        label=("the text stops making sense here",),
        why="In double quotes a backslash starts a special sign.",
        fix=("Use single quotes around this text, or type the backslash twice.",),
    ),
    "file-not-found": ProblemWords(
        headline=("There is no file {file}",),
        fix=("Check the name and the folder you are in, then run it anew.",),
        unread_note=False,
    ),
    "file-link": ProblemWords(
        headline=("{file} is a link to another file",),
        why="A link can point outside this folder, where nobody reviews the change.",
        fix=("Replace the link with a copy of the file.",),
    ),
    "file-outside": ProblemWords(
        headline=("{file} lies outside this workspace",),
        why="We only read what belongs to this workspace.",
        fix=("Move the file into the workspace folder.",),
    ),
    "file-not-regular": ProblemWords(
        headline=("{file} is not an ordinary file",),
        fix=("Save the content as a plain text file with this name.",),
    ),
}

FIELD_PROBLEMS: dict[str, ProblemWords] = {
    "field-unknown": ProblemWords(
        headline=('We don\'t know the field "{key}"',),
        label=("the field is called {nearest}", "not a field we know here"),
        what=("Fields we know here: {known}.",),
        why="Until the name matches, we read that answer as missing.",
        fix=("Change line {line} to:  {typed}", "Change the name to one we know, or delete the line."),
        one_fix=True,
        unread_note=False,
        drop_what_with="nearest",
    ),
    "field-wrong-kind": ProblemWords(
        headline=('"{label}" is {found}; we need {wanted}', '"{label}" needs another kind of value'),
        label=("we need {wanted}",),
        what=("{question}",),
        fix=("Change line {line} to something like:  {like}", "Change it to {wanted}."),
        one_fix=True,
        unread_note=False,
    ),
    "field-thousands": ProblemWords(
        headline=('"{label}" can be read in two ways: {found}',),
        label=("we need {whole} or {small}",),
        what=("A point is for what comes behind the whole number here, so {found} counts as {small}.",),
        why="A sum that is a thousand times too small stays below every limit.",
        fix=("If you mean {whole}, write {whole}. If you mean {small}, write {small}.", "Write thousands without a point."),
        one_fix=True,
        unread_note=False,
    ),
    "field-not-a-choice": ProblemWords(
        headline=('"{found}" is not a choice we know yet',),
        label=("we need: {choices}",),
        what=('The question is "{question}"',),
        fix=(
            "Change line {line} to:  {typed}",
            "Choose one of: {choices}",
            "Choose one of the answers this field knows.",
        ),
        one_fix=True,
        unread_note=False,
    ),
    "field-format": ProblemWords(
        headline=('"{label}" needs another shape',),
        label=("we need {wanted}",),
        what=("It is {found} now.",),
        fix=("Change line {line} to something like:  {like}", "Write it as {wanted}."),
        one_fix=True,
        unread_note=False,
    ),
    "field-range": ProblemWords(
        headline=('"{label}" is {found}; we need {wanted}',),
        label=("we need {wanted}",),
        what=('The question is "{question}"',),
        fix=("Check the number. If it is right, talk to IT about this limit.",),
        unread_note=False,
    ),
    "field-too-long": ProblemWords(
        headline=('"{label}" has {found} letters; we need at most {limit}',),
        label=("shorten this to {limit} letters",),
        fix=("Shorten it, and put the details behind a link.",),
        unread_note=False,
    ),
    "field-repeated": ProblemWords(
        headline=('"{found}" is in the list twice',),
        label=("written once before",),
        why="A double entry may count twice in a total.",
        fix=("Delete one of the two lines.",),
        unread_note=False,
    ),
    "field-missing": ProblemWords(
        headline=('Add "{label}" to this file',),
        label=("add it here",),
        what=("{question}",),
        why="It tells us what this file is about.",
        fix=("Add a line like:  {like}", "Add a line that starts with:  {key}:", "Add it to the file."),
        one_fix=True,
        unread_note=False,
    ),
    "kind-unknown": ProblemWords(
        headline=('We don\'t know files of kind "{found}"', "Say what kind of file this is"),
        label=("we need: {choices}",),
        why="The kind tells us which questions belong to this file.",
        fix=(
            "Change line {line} to:  {typed}",
            "Write one of these as kind: {choices}",
            "Write the kind, such as:  kind: Tool",
        ),
        one_fix=True,
    ),
    "api-version": ProblemWords(
        headline=('We don\'t know the file version "{found}"', "Say which file version this is"),
        label=("we need {wanted}",),
        why="The version tells us how to read the file.",
        fix=(
            "Write as the first line:  apiVersion: {wanted}",
            "Write as the first line:  apiVersion: guardrails/v1",
        ),
        one_fix=True,
    ),
    "name-taken": ProblemWords(
        headline=('Two files use the name "{name}"',),
        label=("also the name in {other}, line {other_line}", "also the name in {other}"),
        why="Rules, waivers and other files point at a name, so it has to be unique.",
        fix=("Give one of the two another name.",),
        unread_note=False,
    ),
}

_PARTS = ("headline", "label", "what", "fix")
PROBLEMS: dict[str, ProblemWords] = {
    **FILE_PROBLEMS,
    **FIELD_PROBLEMS,
    **POLICY_PROBLEMS,
    **GIT_PROBLEMS,
    **SOURCE_PROBLEMS,
    **SITUATION_PROBLEMS,
}


WITHOUT_NOTE = ("file-not-found", "name-taken", "no-manifests", "nothing-matched", *STEPS_ASIDE)
"""Problems that leave nothing unread."""

_AROUND = {
    "problems.unread": "We have not checked the rest of this file yet.",
    "problems.rules_wait": "The rules have not looked at this file yet.",
    "problems.nothing_judged": "Nothing is checked before this is done.",
    "problems.unknown.headline": "We can't use {file} yet",
    "problems.unknown.fix": "Ask IT what to change, and send them the id {id}.",
    "problems.author": "The author of this file can change it. Your IT partner can help.",
    "problems.keeper": "IT, who keeps these rules. Marketing has nothing to change here.",
}


def _sentences() -> dict[str, str]:
    """Every sentence by its catalogue id: problem.file-tab.headline.1"""
    texts = {
        f"problem.{id}.{part}.{number}": text
        for id, words in PROBLEMS.items()
        for part in _PARTS
        for number, text in enumerate(getattr(words, part), 1)
    }
    return texts | {f"problem.{id}.why": words.why for id, words in PROBLEMS.items() if words.why}


SENTENCES: dict[str, str] = {**_AROUND, **_sentences()}
