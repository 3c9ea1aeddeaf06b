"""Great Expectations comes without what no rule uses, and with it where something does."""

import subprocess
import sys

LOADED = (
    "import sys, pipelines.validate.engine;"
    "print([name for name in ('altair', 'scipy.stats') if name in sys.modules])"
)
USED = (
    "import pipelines.validate.engine;"
    "from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than"
    " as of_distributions;"
    "print(of_distributions.stats.norm.cdf(0), of_distributions.alt.Chart.__name__)"
)


def printed(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_packages_that_no_rule_uses_are_not_loaded() -> None:
    assert printed(LOADED) == "[]"


def test_what_uses_one_of_them_finds_it_loaded() -> None:
    assert printed(USED) == "0.5 Chart"
