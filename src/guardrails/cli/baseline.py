"""`guardrails check --baseline FILE --update-baseline`: what is told about the file, on standard error."""

from __future__ import annotations

import click

from guardrails.explain.sentences import say, say_counted
from guardrails.files.baseline import Became, renewed
from guardrails.files.checking import Checked


def refuse(whole: bool) -> None:
    """End with a word about the command line: an update needs a file and looks at everything."""
    raise click.UsageError(say("baseline.no_file" if whole else "baseline.whole"))


def bring_up_to_date(checked: Checked, name: str, path: str) -> Checked:
    """Write or shorten the file and say what became of it; the check with it. Nothing is written where nothing was judged."""
    if checked.report.bundle is None:
        return checked
    done = renewed(checked, name)
    if done.became is Became.REFUSED:
        raise click.UsageError(say("baseline.refused", {"file": path}))
    lines = {
        Became.NEW: lambda: say_counted("baseline.new", done.entries, {"file": path}),
        Became.SHORTER: lambda: say_counted("baseline.shorter", done.gone, {"file": path}),
        Became.SAME: lambda: say("baseline.same", {"file": path}),
    }
    click.echo(lines[done.became](), err=True)
    if done.secret:
        click.echo(say_counted("baseline.secret", done.secret), err=True)
    return done.checked
