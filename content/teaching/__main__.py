"""For maintainers: `python -m content.teaching check` reads all lessons with a hard eye and says what is open."""

from __future__ import annotations

from importlib.resources import files

import click

from content.teaching.outcomes import coverage


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Check what the lessons ask and tell."""


@cli.command()
def check() -> None:
    """Read questions, cases and classes of all lessons; say what is wrong and where, and which outcomes are open."""
    from content.teaching.schema import check as problems_of  # pydantic is needed for this command only

    problems = problems_of(files("content.lessons"))
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} found")
    click.echo("Nothing wrong.")
    for one in coverage():
        if one.lessons and one.missing:
            click.echo(f"Open: outcome {one.outcome.number} ({one.outcome.text}) still wants {', '.join(one.missing)}.")
    waiting = sum(not one.lessons for one in coverage())
    click.echo(f"{waiting} of {len(coverage())} outcomes wait for their lesson.")


@cli.command()
def outcomes() -> None:
    """Print every outcome of the course: its lessons, how often it is asked and used in a case, what it still wants."""
    for one in coverage():
        about = f"{one.outcome.number:>2} {one.outcome.text} ({one.outcome.level})"
        counted = f"lesson {', '.join(one.lessons)}; questions {len(one.questions)}; moments {len(one.moments)}"
        wants = f"still wants {', '.join(one.missing)}" if one.missing else "covered"
        click.echo(f"{about}: {f'{counted}; {wants}' if one.lessons else 'waits for its lesson'}")


if __name__ == "__main__":
    cli(prog_name="python -m content.teaching")
