"""A synthetic regency with truth: months of drops, errors as in reality."""

from pipelines.simulate.profile import Profile, load_profile
from pipelines.simulate.simulation import SimulationSummary, simulate_regency

__all__ = ["Profile", "SimulationSummary", "load_profile", "simulate_regency"]
