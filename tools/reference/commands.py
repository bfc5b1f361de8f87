"""The commands, as click knows them → the page about them."""

from importlib import import_module

import click

from reference.fields import cell

module = import_module("deckgen.cli.main")

TOP = """\
# Commands

`deckgen` and `python -m deckgen` are the same. Where unknown programs are blocked, the second works.

"""


def commands_page() -> str:
    group: click.Group = module.main
    parts = [TOP, f"{(module.__doc__ or '').partition('. ')[2].strip()}\n"]
    top = click.Context(group, info_name="deckgen", **group.context_settings)
    parts.append(_options(group, top))
    for name, command in sorted(group.commands.items()):
        context = click.Context(command, info_name=name, parent=top)
        usage = " ".join(["deckgen", name, *command.collect_usage_pieces(context)])
        parts.append(f"## {name}\n\n```\n{usage}\n```\n\n{(command.help or '').strip()}\n")
        parts.append(_options(command, context))
    return "\n".join(part for part in parts if part)


def _options(command: click.Command, context: click.Context) -> str:
    rows = [_row(each, context) for each in command.get_params(context) if isinstance(each, click.Option)]
    return "\n".join(["| option | |", "|---|---|", *rows]) + "\n" if rows else ""


def _row(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    value = "" if option.is_flag or option.count else f" `{option.make_metavar(context)}`"
    many = " May be given several times." if option.multiple and "again" not in (option.help or "") else ""
    usual = f" Usually `{option.default}`." if isinstance(option.default, (str, int)) and not option.is_flag else ""
    return f"| {names}{cell(value)} | {cell(option.help or '')}{many}{usual} |"
