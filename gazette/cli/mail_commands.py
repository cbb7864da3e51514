"""The commands about mail: `digest` and `subscribers`."""

from __future__ import annotations

import argparse

from gazette.cli import commands
from gazette.cli.build_options import Build
from gazette.cli.command import Add, Command, day
from gazette.core.errors import BadValue, Refusal, Report


def _run_digest(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import digest  # a build does not need it

    try:
        return digest.digest(args, make, report)
    except BadValue as error:
        raise Refusal(str(error)) from None


def _run_subscribers(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import subscribers

    try:
        status = subscribers.subscribers(args, report)
    except BadValue as error:
        raise Refusal(str(error)) from None
    report.raise_errors()  # the caller prints the warnings too
    commands.print_warnings(report)
    return status


def _digest_options(add: Add) -> None:
    add("--date", type=day, metavar="DAY", help="The digest of this day, such as 2025-03-12 (default: the latest).")
    add("--weekly", action="store_true", help="The digest of a week: that of --date, or the latest complete one.")
    add("--html", action="store_true", help="Print the HTML part instead of the text.")
    add("--send", action="store_true", help="Send it to the list or the subscribers in site.yaml.")
    add("--to", metavar="ADDRESS", help="Send it only to this address. The ledger is not used.")
    add("--dry-run", action="store_true", help="Print how many mails --send would send.")
    add(
        "--first-send",
        action="store_true",
        help="Create the ledger, which must not exist. Nobody has received a mail before.",
    )


def _subscribers_options(add: Add) -> None:
    actions = ("import", "list", "add", "remove", "export")
    help = "import, list (default), add, remove or export."
    add("action", nargs="?", choices=actions, default="list", metavar="ACTION", help=help)
    add("values", nargs="*", metavar="VALUE", help="CSV files to import, or addresses to add or remove.")
    text = "With add: the subjects, separated by semicolons (default: everything)."
    add("--subjects", metavar="NAMES", help=text)
    text = "With add: daily or weekly (default: daily)."
    add("--frequency", choices=("daily", "weekly"), metavar="WORD", help=text)


COMMANDS = {
    "digest": Command(
        _run_digest,
        "Print or send the digest of a day or a week.",
        "Print the digest of the latest day. With --send, send it by mail to everybody who has not received it. The "
        "password is in the environment variable GAZETTE_SMTP_PASSWORD.",
        ("source", "content", "output", "quiet"),
        _digest_options,
    ),
    "subscribers": Command(
        _run_subscribers,
        "Import, list, add, remove or export subscribers.",
        "Change the file that mail.subscribers in site.yaml names. `import FILE.csv` adds the addresses of a file, "
        "`add ADDRESS` and `remove ADDRESS` single ones, `list` shows them, `export` prints them as CSV.",
        ("source", "output", "quiet"),
        _subscribers_options,
    ),
}
