"""What came of a bundle's situations, as text: a line for each file, and in full what did not come as expected."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from guardrails.workshop.proving import Proof
from guardrails.workshop.situation_trial import SituationTrial

_LABEL = 10


def file_lines(proof: Proof) -> Iterator[str]:
    """The test files, each with how its situations came out."""
    widest = max((len(name) for name in proof.situations), default=0)
    for name, trials in proof.situations.items():
        odd = sum(not trial.as_expected for trial in trials)
        came = f"{odd} not as expected" if odd else "as expected"
        yield f"{name:<{widest}}  {counted(len(trials), 'situation'):>13}  {came}"


def situation_lines(trial: SituationTrial, width: int) -> Iterator[str]:
    """One situation that is not as expected: for each thing what was expected, what came, and what the finding said."""
    yield trial.situation.name
    for unmet in trial.unmet:
        yield f"  {trial.situation.place(unmet.path)}"
        yield from part("About", unmet.about, width)
        yield from part("Expected", unmet.expected, width)
        yield from part("Came", unmet.came, width)
        for number, text in enumerate(unmet.said):
            yield from part("" if number else "It said", text, width)


def counted(count: int, word: str) -> str:
    """A number with its noun."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def part(label: str, text: str, width: int) -> list[str]:
    """A text behind its label, in as many lines as it takes."""
    start = f"  {label:<{_LABEL}}"
    return wrap(text, width, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False)
