"""The evidence base for maintainers: `python -m content.evidence check | show ID | cite KEY`."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date

import click

from content import evidence
from content.evidence.load import package_folder


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Check the evidence base and look things up in it."""


@cli.command()
def check() -> None:
    """Read every file with a hard eye; say what is wrong and where, or how much there is of what."""
    from content.evidence.schema import check as problems_of  # pydantic is needed for this command only

    problems = problems_of(package_folder(), date.today())
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} found")
    marks = Counter(fact.checked for fact in evidence.facts())
    counts = ", ".join(f"{marks[mark]} {mark}" for mark in ("read", "secondary", "memory"))
    click.echo(f"{len(evidence.facts())} facts ({counts}), {len(evidence.references())} references, ", nl=False)
    click.echo(f"{len(evidence.misconceptions())} misconceptions: nothing wrong")


@cli.command()
def unverified() -> None:
    """List the facts that nobody has read at the original, with where they were seen instead."""
    for fact in evidence.facts():
        if fact.checked != "read":
            click.echo(f"{fact.id}: {fact.checked}, {fact.source.seen_in or 'seen by nobody'}")


@cli.command()
@click.argument("id")
def show(id: str) -> None:
    """Show the fact or misconception ID with all its fields, and where a learner would be sent."""
    try:
        record = evidence.misconception(id) if id.startswith("MC") else evidence.fact(id)
    except evidence.UnknownName as unknown:
        raise click.ClickException(str(unknown)) from None
    for field in fields(record):
        value = getattr(record, field.name)
        if value is not None:
            click.echo(f"{field.name:<11} {dict(value) if field.name == 'values' else value}")
    if isinstance(record, evidence.Fact):
        click.echo(f"{'link':<11} {evidence.reference(record.source.reference).link}")


@cli.command()
@click.argument("key")
def cite(key: str) -> None:
    """Print the reference KEY as one line with its link, and the facts that rest on it."""
    try:
        reference = evidence.reference(key)
    except evidence.UnknownName as unknown:
        raise click.ClickException(str(unknown)) from None
    click.echo(f"{reference.citation} {reference.link}")
    for fact in evidence.facts():
        if fact.source.reference == key:
            click.echo(f"  {fact.id} ({fact.checked}, {fact.source.where})")


if __name__ == "__main__":
    cli(prog_name="python -m content.evidence")
