"""What is done to the search on purpose, and what it loses: nothing. scripts/drill.py runs these.

options.py        kinds of options
outcome.py        what a drill is, and what it comes to
changing_site.py  a portal whose bulletins grow in number and are revised while it is read
probe.py          readers that ask all the while
losses.py         what must be there when a drill is over
sample_data.py    bulletins of the sample, stored and indexed
served.py         the pages over a data folder
jobs.py           the scripts that an admin runs
registry.py       the drills by name; the modules below, and any other that is named there

nights.py           a large portal (large_site.py, held_site.py), night by night
kills.py          SIGKILL for crawls and reindexes
hostile_answers.py  answers that are made to hang or to break who reads them; hostile_pages.py crawls them
hostile_files.py    files that are; hostile_file_rules.py makes them
slow_clients.py   rude clients (rude_clients.py), then too many readers (crowd.py)
swaps.py          new generations under load
soak.py           everyday life, hurried; what processes hold (processes.py)
fuzz.py           strange requests (strange_requests.py) to every route
damage.py         files spoilt, closed and open
cluster_kills.py  the machines of a cluster, one after the other
cluster_builds.py who builds on one, and who manages it, while readers follow (cluster_readers.py)
cluster_care.py   a cluster looked after by the commands of its guide (guide_commands.py): machines renewed in turn
                  (cluster_rolling.py), a snapshot put back (cluster_restoring.py); both on cluster_installation.py
store_kills.py    crawlers that share a store on a server, and the server (shared_store.py)
store_failover.py a server whose standby takes its place
disk_full.py      a disk that takes no more, in a load and in a build
"""
