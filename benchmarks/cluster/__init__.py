"""Real OpenSearch nodes and PostgreSQL servers on this machine, for tests, drills and measurements. No OpenSearch is
installed: a node is its jars.

pom.xml        what a node needs, for Maven; jars.lock has every jar of it with its SHA-256, jars-3.9.0.lock those of
               the release that machines are renewed to
Node.java      one node in one process, as root too, which ends with the process that wanted it
jars.py        the jars, fetched once, checked, kept between runs
node.py        nodes, started on loopback and stopped; three.py: several that know each other
ports.py       where they listen
postgres.py    a PostgreSQL server, from what the machine has installed; standby.py: two, of which one takes
               the other's place
"""
