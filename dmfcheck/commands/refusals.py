"""Whatever is wrong with a command line, as one :class:`~dmfcheck.base.validation.BadInput`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

import typer

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.options import NEEDED_UNLESS

UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""The base of every complaint about a command line: a private class in some releases of typer."""


def from_usage_error(
    error: Exception, commands: Iterable[str], arguments: Iterable[str] = ()
) -> BadInput:
    """The refusal that an unknown option or command, or a missing one, amounts to.

    Of what is missing from ``arguments`` all is named, not what was looked for first alone.

    >>> print(from_usage_error(UsageError("No such command 'prdict'."), ["predict", "check"]))
    COMMAND is 'prdict', which is unknown; accepted: predict, check
    """
    message = " ".join(str(getattr(error, "message", error)).split())
    context = getattr(error, "ctx", None)
    help_line = f"see `{context.command_path if context else 'dmfcheck'} --help`"
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        near = ", ".join(sorted(error.possibilities or ())) or help_line
        return BadInput(option, "is unknown", near)
    if option is not None:
        return BadInput(option, "has no value" if "requires" in message else message, help_line)
    parameter = getattr(error, "param", None)
    if parameter is not None:
        name = _name(parameter)
        if message:
            return BadInput(name, f"is wrong: {message}", help_line)
        names = _missing(context, parameter, arguments) or [name]
        return BadInput(
            ", ".join(names), "is missing" if len(names) == 1 else "are missing", help_line
        )
    commands = getattr(getattr(context, "command", None), "commands", commands)
    unknown = re.search(r"No such command '(.*?)'", message)
    if unknown:
        return BadInput("COMMAND", f"is {unknown[1]!r}, which is unknown", ", ".join(commands))
    if "Missing command" in message:
        return BadInput("COMMAND", "is missing", ", ".join(commands))
    extra = re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", message)
    if extra:
        return BadInput("command line", f"has the superfluous {extra[1]!r}", help_line)
    return BadInput("command line", f"is wrong: {message}", help_line)


def _name(parameter: Any) -> str:
    name: str = max(parameter.opts, key=len) if parameter.opts else parameter.name
    # An argument has no option; help calls it by its metavar.
    return name if name.startswith("-") else (parameter.metavar or name).strip("[].")


def _missing(context: Any, first: Any, arguments: Iterable[str]) -> list[str]:
    """What a command needs and was not typed: an argument or option, and all the other options."""
    typed = {argument.partition("=")[0] for argument in arguments}
    if context is None:
        return []

    def needed(part: Any) -> bool:
        if part.param_type_name != "option" or typed & set(part.opts):
            return False
        others = [NEEDED_UNLESS.get((context.command.name, option)) for option in part.opts]
        return part.required or any(other and other not in typed for other in others)

    return [_name(part) for part in context.command.params if part is first or needed(part)]


def with_option_name(refusal: BadInput, options: Iterable[str]) -> BadInput:
    """The refusal naming the option as it is typed: ``--eta``, not ``eta``.

    >>> refusal = BadInput("spectrum entry 2", "is 'a'", "a number")
    >>> with_option_name(refusal, ["--spectrum"]).argument
    '--spectrum entry 2'
    """
    name = re.match(r"\w*", refusal.argument)
    option = f"--{name[0]}" if name else ""
    if option not in set(options):
        return refusal
    return BadInput(f"--{refusal.argument}", refusal.wrong, refusal.accepted)
