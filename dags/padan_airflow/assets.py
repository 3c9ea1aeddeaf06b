"""The tables that DAGs hand to one another, as assets partitioned by month (`2026-10`)."""

from airflow.sdk import Asset, AssetWatcher, StartOfMonthMapper

from padan_airflow.landing import LandingTrigger
from pipelines.settings import Settings

P3KE = Asset("p3ke", uri="padan://staging/p3ke", group="sources")
DTKS = Asset("dtks", uri="padan://staging/dtks", group="sources")
SOURCES = {"p3ke": P3KE, "dtks": DTKS}
REGISTRY = Asset("registry", uri="padan://registry", group="warehouse")
VILLAGES = Asset("villages", uri="padan://mart/villages", group="warehouse")
# What anybody may take away, once pages and tables of a release are written.
DELIVERED = Asset("delivered", uri="padan://out/delivered", group="delivered")

# UTC, although the regency lives by Makassar's time: a month is a label here, and with the
# local zone the partition's date would read as the last day of the month before.
BY_MONTH = StartOfMonthMapper(input_format="%Y-%m", timezone="UTC")


def landing_asset() -> Asset:
    """Return the landing folder as an asset whose watcher fires once files have settled."""
    settings = Settings()
    trigger = LandingTrigger(str(settings.landing.resolve()), settings.settle_seconds)
    watcher = AssetWatcher(name="landing", trigger=trigger)
    return Asset("landing", uri="padan://landing", group="sources", watchers=[watcher])
