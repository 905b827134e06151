"""The drills by name, each a module with add_options() and run()."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from benchmarks.drills.outcome import Drill

# In the order of the flow: what arrives, what breaks below, who asks, all of it for long.
NAMES = {
    "nights": "nights", "hostile-pages": "hostile_pages", "hostile-files": "hostile_files", "kills": "kills",
    "damage": "damage", "disk-full": "disk_full",
    "slow-clients": "slow_clients", "fuzz": "fuzz", "swaps": "swaps", "soak": "soak",
    "cluster": "cluster_kills", "cluster-builds": "cluster_builds", "cluster-care": "cluster_care",
    "store": "store_kills", "store-failover": "store_failover",
}


def load_drills() -> dict[str, Drill]:
    """The drills that there are."""
    places = {name: f"{__package__}.{module}" for name, module in NAMES.items()}
    return {name: cast(Drill, import_module(place)) for name, place in places.items() if find_spec(place)}
