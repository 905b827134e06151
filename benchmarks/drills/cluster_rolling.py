"""The machines of a cluster renewed one after the other by the commands of the guide, the one that manages the others
last; meanwhile a generation is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import monotonic, sleep

from benchmarks.drills.cluster_installation import BUILD_SECONDS, Installation
from benchmarks.drills.guide_commands import block_of, fit, run_here
from benchmarks.drills.outcome import DrillFailed

HEADING, WORDS = "Nâng cấp lần lượt", "cluster.routing.allocation.enable"
# Where the guide has an admin do something to the machine itself.
TO_THE_MACHINE = re.compile(r"^# … .*\n", re.MULTILINE)
GREEN = re.compile(r'"status"\s*:\s*"green"')
BUILT_AT = 1  # the place of the machine during whose renewal a generation is built
LEFT_ALONE = 2.0  # seconds that a machine is away for its renewal, beside those that it takes to end and to start
JOIN_SECONDS = 300


@dataclass(frozen=True)
class Rolled:
    """Seconds from the stop of each machine until the cluster was green again; the tries that the build took; the
    releases that the machines had at last."""

    seconds: tuple[float, ...]
    tries: int
    releases: tuple[str, ...]


def roll(made: Installation, added: int) -> Rolled:
    """Renews all machines, as the release that is wanted now; a build brings so many more bulletins meanwhile."""
    before, after = TO_THE_MACHINE.split(block_of(HEADING, WORDS))
    nodes, manager = made.nodes, made.manager()
    seconds, tries = [], 0
    for place, name in enumerate(sorted(nodes.names, key=lambda name: name == manager)):
        other = next(one for one in nodes.names if one != name)
        hosts = {"os0": nodes.host(name), "os1": nodes.host(other)}
        if not GREEN.search(run_here(fit(before, hosts, nodes.shared, made.builder.root))):
            raise DrillFailed("cụm không xanh trước khi đụng tới máy kế tiếp")
        if place == BUILT_AT:
            made.write(added)
        began = monotonic()
        nodes.stop(name)
        building = made.begin() if place == BUILT_AT else None
        sleep(LEFT_ALONE)
        nodes.start(name)
        nodes.wait()
        wait_until_joined(nodes.host(other), name)
        run_here(fit(after, hosts, nodes.shared, made.builder.root))
        seconds.append(monotonic() - began)
        if building:
            building.communicate(timeout=BUILD_SECONDS)
            tries = 1 if building.returncode == 0 else 1 + made.build()
    releases = run_here(f"hoi {nodes.host(nodes.names[0])}/_cat/nodes?h=version").split()
    return Rolled(tuple(seconds), tries, tuple(releases))


def wait_until_joined(host: str, name: str) -> None:
    """Waits until a machine is one of the cluster again."""
    until = monotonic() + JOIN_SECONDS
    while name not in run_here(f"hoi {host}/_cat/nodes?h=name").split():
        if monotonic() > until:
            raise DrillFailed(f"{name} không vào lại cụm sau {JOIN_SECONDS} giây")
        sleep(.2)
