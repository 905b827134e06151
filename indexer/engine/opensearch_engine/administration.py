"""What a build does to a cluster besides writing: indexes that go on from others, are sealed, and are pointed at."""

from __future__ import annotations

import json
from typing import Any

from indexer.engine.opensearch_engine.cluster import WRITE_SECONDS, Body, Cluster

# A copy on another machine is made as soon as there is one.
COPIED = {"index.auto_expand_replicas": "0-1"}
ALONE = {"index.auto_expand_replicas": "false", "index.number_of_replicas": 0}
SEALED, OPEN = {"index.blocks.write": True}, {"index.blocks.write": None}
COPY_SECONDS = 600
# Pieces of files that are forgotten at a time.
MOST_PIECES = 1000


class Administration(Cluster):
    """Requests for one index that change what it is."""

    def clone(self, source: str) -> None:
        """Makes the index as a copy of a sealed one, to be written to. The files are linked, not copied."""
        self._ask(lambda: self._client.indices.clone(
            index=source, target=self.index, body={"settings": {**OPEN, **ALONE}}, request_timeout=WRITE_SECONDS))

    def seal(self) -> None:
        """Ends all writing: what was replaced is tidied away, copies are made, and waited for."""
        self._ask(lambda: self._client.indices.forcemerge(
            index=self.index, only_expunge_deletes=True, request_timeout=COPY_SECONDS))
        self.refresh()
        self._set({**SEALED, **COPIED})
        self.wait_for_copies(COPY_SECONDS)

    def wait_for_copies(self, seconds: int) -> None:
        """Waits until every part of the index has its copy. EngineUnavailable where that takes longer."""
        told = self._ask(lambda: self._client.cluster.health(
            index=self.index, wait_for_status="green", timeout=f"{seconds}s", request_timeout=seconds + 5, ignore=408))
        if told["timed_out"]:
            raise self._unavailable(f"bản sao chưa đủ sau {seconds} giây")

    def manager(self) -> str:
        """The name of the machine that manages the others."""
        told = self._ask(lambda: self._client.cluster.state(metric="nodes,cluster_manager_node"))
        return str(told["nodes"][told["cluster_manager_node"]]["name"])

    def point(self, alias: str) -> None:
        """Makes an alias name this index and no other, at once for all who ask."""
        others = self._ask(lambda: self._client.indices.get_alias(name=alias, ignore=404))
        held = [name for name, told in others.items() if isinstance(told, dict) and "aliases" in told]
        actions: list[Body] = [{"remove": {"index": name, "alias": alias}} for name in held if name != self.index]
        actions.append({"add": {"index": self.index, "alias": alias}})
        self._ask(lambda: self._client.indices.update_aliases(
            body={"actions": actions}, request_timeout=WRITE_SECONDS))

    def aliased(self, alias: str) -> str | None:
        """The index that an alias names, or None."""
        found = self._ask(lambda: self._client.indices.get_alias(name=alias, ignore=404))
        return next((name for name, told in found.items() if isinstance(told, dict) and "aliases" in told), None)

    def names(self) -> set[str]:
        """The indexes that there are of this name, which may be a pattern."""
        return set(self._ask(lambda: self._client.indices.get(index=self.index, ignore=404)))

    def start_files(self) -> None:
        """Makes the index one that keeps files, where it is not there yet."""
        if not self.exists():
            self.create({"settings": {"number_of_shards": 1, **COPIED}, "mappings": {"dynamic": "false", "properties": {
                "generation": {"type": "keyword"}}}})

    def put_file(self, name: str, kept: Body) -> None:
        """Keeps a document under a name."""
        self._ask(lambda: self._client.index(
            index=self.index, id=name, body=kept, request_timeout=WRITE_SECONDS))

    def get_file(self, name: str) -> Body | None:
        """The document that was kept under a name, or None."""
        found: dict[str, Any] = self._ask(lambda: self._client.get(
            index=self.index, id=name, ignore=404, request_timeout=WRITE_SECONDS))
        return found["_source"] if found.get("found") else None

    def drop_files(self, generation: str) -> None:
        """Forgets what was kept of a generation."""
        if not self.exists():
            return
        self.refresh()
        pieces: Body = {"size": MOST_PIECES, "_source": False, "query": {"term": {"generation": generation}}}
        while held := self.search([pieces])[0]["hits"]["hits"]:
            self.write(f"{json.dumps({'delete': {'_id': piece['_id']}})}\n" for piece in held)
            self.refresh()

    def _set(self, settings: dict[str, Any]) -> None:
        self._ask(lambda: self._client.indices.put_settings(
            index=self.index, body=settings, request_timeout=WRITE_SECONDS))
