"""`guardrails policy update`: fetch the rules that guardrails.yaml names, and write guardrails.lock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from guardrails.files.locks import Locked
from guardrails.judge.verdict import Exit


@click.command("update")
@click.option("--check", "only_look", is_flag=True, help="Write no lock: fetch what it names, and say if it is up to date.")
@click.option("--accept-moved-tag", is_flag=True, help="Take a tag that leads to another commit than the lock says.")
@click.option("--policies-from-ref", "ref", metavar="REF", help="With --check: guardrails.yaml and lock of a commit.")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the answer.")
def update_command(only_look: bool, accept_moved_tag: bool, ref: str | None, width: int | None) -> int:
    """Fetch the rules that guardrails.yaml names, and write guardrails.lock.

    This is the one command that reaches other computers. guardrails check stays on this one and takes what was fetched.

    Exit codes. 0: all as the lock says now. 1: with --check, the lock is not up to date. 3: nothing could be taken.
    """
    from guardrails.cli.bench import show, tell_unread
    from guardrails.files.updating import update, update_from

    if ref is not None and not only_look:
        raise click.UsageError("--policies-from-ref goes with --check: the lock of a commit can't be written.")
    found = update(".", not only_look, accept_moved_tag) if ref is None else update_from(ref, ".")
    if found.problems:
        return tell_unread(found.problems, found.texts, width)
    show("\n".join(_told(found.before, found.sources, only_look)))
    return Exit.BLOCKED if only_look and found.is_news else Exit.FINE


def _told(before: Sequence[Locked], now: Sequence[Locked], only_look: bool) -> Iterator[str]:
    known = {locked.source: locked for locked in before}
    for locked in now:
        was = known.get(locked.source)
        news = "new" if was is None else "as before" if was == locked else "changed"
        yield f"{news:9}  {locked.source}  version {locked.version}{_seal(locked)}"
    yield from (f"{'gone':9}  {source}" for source in known if source not in {locked.source for locked in now})
    if tuple(before) == tuple(now):
        yield "guardrails.lock is up to date."
    elif only_look:
        yield "guardrails.lock is not up to date. Run guardrails policy update and check it in."
    else:
        yield "Wrote guardrails.lock. Check it in."


def _seal(locked: Locked) -> str:
    commit = f", commit {locked.commit[:12]}" if locked.commit else ""
    return commit + (f", signed by {locked.signed_by}" if locked.signed_by else "")
