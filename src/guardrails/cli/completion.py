"""`guardrails completion`: the lines that teach a shell our commands."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from guardrails.judge.verdict import Exit

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print what teaches a SHELL to complete commands, options, rules and files.

    bash: put  eval "$(guardrails completion bash)"  into ~/.bashrc.
    zsh: put  eval "$(guardrails completion zsh)"  into ~/.zshrc, below compinit.
    fish: guardrails completion fish > ~/.config/fish/completions/guardrails.fish
    """
    from guardrails.cli.terminal import write

    root = ctx.find_root().command
    # `ShellComplete.source` and not the class's own: that of bash starts a bash to ask for its version.
    write(ShellComplete.source(_SHELLS[shell](root, {}, "guardrails", "_GUARDRAILS_COMPLETE")))
    return Exit.FINE
