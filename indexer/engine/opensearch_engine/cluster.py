"""Requests to a cluster: what comes back is whole, or an error says what is missing. opensearch-py lives here alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import sleep
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NotReached
from opensearchpy.exceptions import (
    ImproperlyConfigured, NotFoundError, OpenSearchException, SerializationError, TransportError)

from indexer.engine.base import EngineError, EngineUnavailable, IndexAbsent
from indexer.engine.opensearch_engine.access import Access

Body = dict[str, Any]
Answer = TypeVar("Answer")

# A search that takes longer is no answer to a reader, and the next one finds the cluster less busy.
SEARCH_SECONDS = 10
# What is written may wait for a node that is away, and what was written for it to be made visible.
WRITE_SECONDS = 60
RETRIES = 3
# Statuses that another try, or another node, may mend: too busy, or a part of the cluster is away. A search whose shard
# was on a machine that just left ends with 500 (node_not_connected_exception), one whose shard moves with 404.
BUSY, AWAY = 429, (500, 502, 503, 504)
ABSENT = "index_not_found_exception"
MOVING = 404
# Seconds before what a busy cluster refused is sent again, doubled each time.
FIRST_PAUSE, PAUSES = 0.2, 8
# Seconds before a search is asked again of which a part did not answer.
STAND_IN = (0.1, 0.4)
BATCH_BYTES = 4_000_000


class Cluster:
    """The requests that an engine makes. `pause` waits between tries of what was refused. Threads may share it."""

    def __init__(self, access: Access, pause: Callable[[float], None] = sleep):
        self.index = access.index
        self._pause = pause
        secured: dict[str, Any] = {"http_auth": (access.user, access.password)} if access.user else {}
        for name, value in (("ca_certs", access.authorities), ("client_cert", access.certificate),
                            ("client_key", access.key)):
            secured |= {name: value} if value else {}
        try:
            self._client = OpenSearch(list(access.hosts), timeout=SEARCH_SECONDS, max_retries=RETRIES,
                                      retry_on_status=AWAY, **secured)
        except (ImproperlyConfigured, OSError) as error:
            raise EngineError(f"opensearch: chứng chỉ không dùng được ({type(error).__name__})") from error

    def search(self, bodies: Sequence[Body]) -> list[Body]:
        """The whole answers to some searches. EngineUnavailable where any part of the index did not answer."""
        if not bodies:
            return []
        asked = to_lines(line for body in bodies for line in ({"allow_partial_search_results": False}, body))
        return self._whole(lambda: self._client.msearch(body=asked, index=self.index)["responses"])

    def search_told(self, body: Body) -> Body:
        """The whole answer to a search whose hits say under `matched_queries` what each named clause gave."""
        answer, = self._whole(lambda: [self._client.search(
            body=body, index=self.index,
            params={"include_named_queries_score": "true", "allow_partial_search_results": "false"})])
        return answer

    def _whole(self, request: Callable[[], list[Body]]) -> list[Body]:
        """Answers of which no part is missing. Where some are, they are asked for again a moment later: when a machine
        fails, the others need that long to know who stands in for it."""
        for seconds in STAND_IN:
            try:
                return self._checked(request)
            except EngineUnavailable:
                self._pause(seconds)
        return self._checked(request)

    def _checked(self, request: Callable[[], list[Body]]) -> list[Body]:
        answers = self._ask(request)
        for answer in answers:
            self._check(answer)
        return answers

    def _check(self, answer: Mapping[str, Any]) -> None:
        if "error" in answer:
            kind = f"{answer['error'].get('type')}: {first_cause(answer['error'])}"
            status = answer.get("status")
            if answer["error"].get("type") == ABSENT:
                raise self._absent()
            raise self._unavailable(kind) if status in (BUSY, MOVING, *AWAY) else self._failed(status, kind)
        shards = answer["_shards"]
        if answer["timed_out"] or shards["failed"] or shards["successful"] < shards["total"]:
            raise self._unavailable(f"{shards['successful']}/{shards['total']}")

    def exists(self) -> bool:
        """Whether the index is there."""
        return bool(self._ask(lambda: self._client.indices.exists(index=self.index)))

    def create(self, body: Body) -> None:
        """Makes the index. EngineError where it cannot be."""
        self._ask(lambda: self._client.indices.create(
            index=self.index, body=body, request_timeout=WRITE_SECONDS))

    def drop(self) -> None:
        """Removes the index, where it is there."""
        self._ask(lambda: self._client.indices.delete(
            index=self.index, ignore_unavailable=True, request_timeout=WRITE_SECONDS))

    def described(self) -> dict[str, Any]:
        """What the index's mapping says of itself; nothing where it says nothing. IndexAbsent without an index."""
        answer = self._ask(lambda: self._client.indices.get_mapping(index=self.index))
        return next((dict(found["mappings"].get("_meta", {})) for found in answer.values()), {})

    def refresh(self) -> None:
        """Makes what was written visible. EngineUnavailable where a shard did not see to it."""
        shards = self._ask(lambda: self._client.indices.refresh(
            index=self.index, request_timeout=WRITE_SECONDS))["_shards"]
        if shards["failed"]:
            raise self._unavailable(f"{shards['successful']}/{shards['total']}")

    def write(self, changes: Iterable[str]) -> None:
        """Carries changes out, each a few lines as the bulk interface takes them, batch by batch."""
        batch: list[str] = []
        size = 0
        for change in changes:
            batch.append(change)
            size += len(change)
            if size >= BATCH_BYTES:
                self._write(batch)
                batch, size = [], 0
        self._write(batch)

    def _write(self, changes: list[str]) -> None:
        """Sends a batch until all of it was taken: what the cluster was too busy for is sent again, later each time."""
        seconds = FIRST_PAUSE
        for _ in range(PAUSES):
            if not changes:
                return
            changes = self._refused(changes)
            if changes:
                self._pause(seconds)
                seconds *= 2
        if changes:
            raise self._unavailable(f"{len(changes)} thay đổi bị từ chối vì quá tải")

    def _refused(self, changes: list[str]) -> list[str]:
        """Sends changes, and gives back those that the cluster was too busy for. A refusal hides in an answer of 200:
        every item is looked at."""
        body = "".join(changes)
        try:
            answer = self._client.bulk(body=body, index=self.index, request_timeout=WRITE_SECONDS)
        except NotReached:
            return changes  # done or not: names are ours, and to repeat it changes nothing
        except TransportError as error:
            if error.status_code in (BUSY, *AWAY):
                return changes
            raise self._translate(error) from error
        except OpenSearchException as error:
            raise self._translate(error) from error
        if not answer["errors"]:
            return []
        refused = []
        for change, item in zip(changes, answer["items"], strict=True):
            (action, told), = item.items()
            status = told["status"]
            if status in (BUSY, *AWAY):
                refused.append(change)
            elif status >= 300 and (action, status) != ("delete", 404):
                raise self._failed(status, f"{told['_id']}: {told['error'].get('type')}: {first_cause(told['error'])}")
        return refused

    def close(self) -> None:
        """Lets go of connections."""
        self._client.close()

    def _ask(self, request: Callable[[], Answer]) -> Answer:
        try:
            return request()
        except OpenSearchException as error:
            raise self._translate(error) from error

    def _translate(self, error: OpenSearchException) -> EngineError:
        """An error of the client as one of the engine's, without a word of what was asked."""
        if isinstance(error, NotReached):
            return self._unavailable(type(error).__name__)
        if isinstance(error, NotFoundError):
            return self._absent()
        if isinstance(error, TransportError):
            status = error.status_code
            return self._unavailable(f"HTTP {status}") if status in (BUSY, *AWAY) else self._failed(
                status, str(error.error))
        if isinstance(error, SerializationError):
            return self._unavailable("câu trả lời không đọc được")
        return self._failed("", type(error).__name__)

    def _unavailable(self, why: str) -> EngineUnavailable:
        return EngineUnavailable(f"opensearch {self.index}: cụm máy chưa trả lời trọn vẹn ({why})")

    def _absent(self) -> IndexAbsent:
        return IndexAbsent(f"opensearch {self.index}: chưa có chỉ mục này")

    def _failed(self, status: object, why: str) -> EngineError:
        return EngineError(f"opensearch {self.index}: cụm máy không làm được ({status} {why})")


def to_lines(bodies: Iterable[Body]) -> str:
    """Bodies as a line of JSON each."""
    return "".join(f"{json.dumps(body, ensure_ascii=False)}\n" for body in bodies)


def first_cause(error: Mapping[str, Any]) -> str:
    """What an error says it came from first."""
    cause = next(iter(error.get("root_cause") or ()), error)
    while isinstance(cause.get("caused_by"), dict):
        cause = cause["caused_by"]
    return f"{cause.get('type')}: {cause.get('reason')}"
