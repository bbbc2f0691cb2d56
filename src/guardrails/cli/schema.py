"""`guardrails schema`: schemas for editors."""

from __future__ import annotations

import click

from guardrails.judge.verdict import Exit


@click.command()
@click.argument("kind", required=False)
@click.option("--out", metavar="FOLDER", type=click.Path(file_okay=False), help="Write the schemas of all kinds to this folder.")
@click.option("--policies", metavar="SOURCE", help="Take the kinds of this bundle: 'starter' or a folder.")
def schema(kind: str | None, out: str | None, policies: str | None) -> int:
    """Print the schema of a KIND of file for editors (draft-07, in one piece). Without KIND, list the kinds.

    With it an editor offers the choices, shows the questions, and marks what the stage still asks for.
    """
    from guardrails.cli.terminal import style_here, write
    from guardrails.files.checking import load_policies
    from guardrails.files.setting_up import write_schemas
    from guardrails.files.writing import Written
    from guardrails.render.outline import outline_lines
    from guardrails.text.nearest import nearest
    from guardrails.workshop import editor_schemas

    schemas = load_policies(".", policies).schemas
    kinds = editor_schemas.kinds(schemas)
    if kind and kind.casefold() not in map(str.casefold, kinds):
        near = nearest(kind, kinds)
        hint = f"The nearest name is {near}." if near else f"There are: {', '.join(kinds)}."
        raise click.UsageError(f"There is no kind '{kind}'. {hint}")
    if out:
        steps = write_schemas(out, schemas)
        write("\n".join(f"{step.outcome.value:<8}  {out}/{step.name}" for step in steps))
        return Exit.FINE if all(s.outcome not in (Written.KEPT, Written.REFUSED) for s in steps) else Exit.BLOCKED
    if kind:
        name = next(k for k in kinds if k.casefold() == kind.casefold())
        write(editor_schemas.as_text(editor_schemas.editor_schema(schemas, name)))
        return Exit.FINE
    lines = editor_schemas.listed(schemas)
    write("\n".join(outline_lines(lines, style_here())))
    return Exit.FINE
