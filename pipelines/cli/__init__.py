"""The command `padan`: one app, its groups in one file each, and how failures are shown."""

from __future__ import annotations

import gc
import sys
import traceback

import typer

from pipelines.cli import (
    books,
    deliver,
    flow,
    linkage,
    look,
    manage,
    reference,
    registry,
    releases,
    review,
)
from pipelines.cli.screen import complain, configure_logging
from pipelines.errors import (
    PadanError,
    UsageError,
    WarehouseUnreachableError,
)

FAILED, USAGE, UNREACHABLE = 1, 2, 3
# Modules, which stay, are most of what Python's collector looks through; rows lie in Arrow and in
# the server. At its usual 700 a month spends a second on it.
OBJECTS_UNTIL_COLLECTION = 50_000

app = typer.Typer(
    name="padan",
    help="Poverty registries in, one registry of people and families, village tables out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _options(
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log each step's work."),
) -> None:
    configure_logging(verbose=verbose)


flow.register(app)
look.register(app)
books.register(app)
linkage.register(app)
review.register(app)
registry.register(app)
reference.register(app)
releases.register(app)
deliver.register(app)
manage.register(app)


def main() -> None:
    """Run the command; foreseen failures end in one message and an exit code, never a traceback.

    Exit codes: 0 done; 1 a file was refused or a balance does not close; 2 usage; 3 the warehouse
    cannot be reached.
    """
    gc.set_threshold(OBJECTS_UNTIL_COLLECTION)
    try:
        app()
    except WarehouseUnreachableError as error:
        complain(error)
        sys.exit(UNREACHABLE)
    except UsageError as error:
        complain(error)
        sys.exit(USAGE)
    except PadanError as error:
        complain(error)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        # Where, not what: the message of an unforeseen error may quote a person's values.
        frames = traceback.format_tb(error.__traceback__)
        sys.stderr.write("".join(frames))
        sys.stderr.write(f"{type(error).__name__} (message withheld: it may quote personal data)\n")
        sys.exit(FAILED)
