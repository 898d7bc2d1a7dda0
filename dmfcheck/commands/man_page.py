"""The manual page, from the help of the commands: ``python -m dmfcheck.commands.man_page``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["man_page"]

SECTION = 1

EXIT_CODES = {
    0: "holds, or done",
    1: "refuted by a certified counterexample; of verify: a certificate is rejected",
    2: "bad input: one line says which argument, what is wrong and what is accepted",
    3: "undecided, with the reason",
    70: "an error inside dmfcheck, or doctor found something broken",
    74: "the output cannot be written",
    130: "interrupted",
    141: "the reader of a pipe has gone",
}


def man_page() -> str:
    r"""The page in roff: every command with its arguments and options, and the exit codes.

    >>> man_page().splitlines()[0]
    '.TH DMFCHECK 1 "" "dmfcheck ..." "User commands"'
    """
    import typer

    from dmfcheck.base.version import __version__
    from dmfcheck.commands.main import app

    group: Any = typer.main.get_command(app)
    lines = [
        f'.TH DMFCHECK {SECTION} "" "dmfcheck {__version__}" "User commands"',
        ".SH NAME",
        f"dmfcheck \\- {_text(group.help).rstrip('.')}",
        ".SH SYNOPSIS",
        ".B dmfcheck",
        "[OPTIONS] COMMAND [ARGUMENTS]",
        ".SH OPTIONS",
        *_parameters(group),
        ".SH COMMANDS",
        *(line for name, command in _commands(group, "") for line in _command(name, command)),
        ".SH EXIT STATUS",
    ]
    for code, meaning in EXIT_CODES.items():
        lines += [".TP", f".B {code}", _text(meaning)]
    return "\n".join(lines) + "\n"


def _commands(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    """(name, command) of all commands, those of groups too."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")


def _command(name: str, command: Any) -> list[str]:
    # What precedes a form feed is all that its own help shows.
    said = [_text(part) for part in str(command.help or "").partition("\f")[0].split("\n\n")]
    return [f".SS dmfcheck {_text(name)}", "\n.PP\n".join(said), *_parameters(command)]


def _parameters(command: Any) -> list[str]:
    lines = []
    for parameter in command.params:
        spelled = [*parameter.opts, *parameter.secondary_opts]
        metavar = parameter.metavar or ""
        if parameter.param_type_name == "argument":
            spelled, metavar = [metavar or parameter.name], ""
        marked = ", ".join(f"\\fB{_text(one)}\\fR" for one in spelled)
        lines += [".TP", f"{marked} \\fI{_text(metavar)}\\fR" if metavar else marked]
        lines.append(_text(getattr(parameter, "help", None) or ""))
    return lines


def _text(words: str) -> str:
    r"""Words on one line, with what roff would read otherwise escaped.

    >>> print(_text(".5 of a\\b\n  'c' --d"))
    \&.5 of a\eb 'c' \-\-d
    """
    line = " ".join(words.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line.startswith((".", "'")) else line


if __name__ == "__main__":
    print(man_page(), end="")
