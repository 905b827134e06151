"""The manifests: they fit together, and every pod is fenced in, bounded and looked at."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from search_app.settings_file import SettingsFile
from tests.deploy.named import DEPLOY, ROOT, check_command, commands_of

FOLDER = DEPLOY / "kubernetes"
Document = dict[str, Any]
WITHOUT_OBJECTS = ("kustomization.yaml",)
# Settings of OpenSearch itself, which are no objects of Kubernetes.
SERVED = FOLDER / "services" / "opensearch"
KUBECTL = shutil.which("kubectl")
GUIDE = ROOT / "docs" / "van-hanh-cum.md"


def documents() -> list[Document]:
    """All objects, as they are written."""
    return [document for path in sorted(FOLDER.rglob("*.yaml")) if path.name not in WITHOUT_OBJECTS
            and SERVED not in path.parents for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def named(kind: str) -> dict[str, Document]:
    """The objects of a kind, by name."""
    return {one["metadata"]["name"]: one for one in documents() if one["kind"] == kind}


def pods() -> dict[str, Document]:
    """What each object that starts pods starts: labels and containers."""
    found = {}
    for one in documents():
        if one["kind"] in ("Deployment", "StatefulSet"):
            found[one["metadata"]["name"]] = one["spec"]["template"]
        elif one["kind"] == "CronJob":
            found[one["metadata"]["name"]] = one["spec"]["jobTemplate"]["spec"]["template"]
    return found


def containers(pod: Document) -> Iterator[Document]:
    """All containers of a pod, those before it too."""
    yield from pod["spec"].get("initContainers", ())
    yield from pod["spec"]["containers"]


PODS = pods()
SERVERS = ("web", "opensearch", "postgres")


def test_who_is_there() -> None:
    assert {"web", "opensearch", "postgres", "reindex", "verify", "crawl-so-y-te"} == set(PODS)


@pytest.mark.parametrize("name", sorted(PODS))
def test_a_pod_is_fenced_in_and_bounded(name: str) -> None:
    spec = PODS[name]["spec"]
    fence = spec["securityContext"]
    assert fence["runAsNonRoot"] is True and fence["runAsUser"] >= 100 and fence["seccompProfile"] == {
        "type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(spec)
    volumes = {volume["name"]: volume for volume in spec["volumes"]}
    assert not any("hostPath" in volume for volume in volumes.values())
    claims = {"data"} if name in ("opensearch", "postgres") else set()
    for one in containers(PODS[name]):
        own = one["securityContext"]
        assert own["readOnlyRootFilesystem"] is True and own["allowPrivilegeEscalation"] is False
        assert own["capabilities"] == {"drop": ["ALL"]}
        assert {"cpu", "memory"} <= set(one["resources"]["requests"]) & set(one["resources"]["limits"])
        mounted = {mount["name"] for mount in one["volumeMounts"]}
        assert mounted <= set(volumes) | claims, one["name"]
        # All that a program may write to is bounded.
        for mount in mounted & set(volumes):
            assert "emptyDir" not in volumes[mount] or "sizeLimit" in volumes[mount]["emptyDir"], mount


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_is_looked_at(name: str) -> None:
    one = PODS[name]["spec"]["containers"][0]
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(one)
    ports = {port["name"] for port in one["ports"]}
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        for how in ("httpGet", "tcpSocket"):
            assert how not in one[probe] or one[probe][how]["port"] in ports


def test_the_web_begins_when_it_can_search_and_stays_while_it_lives() -> None:
    web = PODS["web"]["spec"]["containers"][0]
    asked = {probe: web[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert asked == {"startupProbe": "/readyz", "readinessProbe": "/healthz", "livenessProbe": "/healthz"}
    rolled = named("Deployment")["web"]["spec"]
    assert rolled["replicas"] >= 2 and rolled["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    data = {one["name"]: next(mount for mount in one["volumeMounts"] if mount["name"] == "data")
            for one in PODS["web"]["spec"]["containers"]}
    assert data["web"]["readOnly"] is True and "readOnly" not in data["follow"]


def test_what_may_be_taken_away_is_bounded() -> None:
    budgets = {name: one["spec"] for name, one in named("PodDisruptionBudget").items()}
    assert set(budgets) == {"web", "opensearch"}
    for name, spec in budgets.items():
        assert spec["selector"]["matchLabels"].items() <= PODS[name]["metadata"]["labels"].items()
        assert spec.get("minAvailable", 1) == 1 and spec.get("maxUnavailable", 1) == 1


def test_jobs_wait_for_each_other_and_end() -> None:
    jobs = named("CronJob")
    assert set(jobs) == {"crawl-so-y-te", "reindex", "verify"}
    for one in jobs.values():
        spec = one["spec"]
        assert spec["concurrencyPolicy"] == "Forbid" and spec["timeZone"] == "Asia/Ho_Chi_Minh"
        job = spec["jobTemplate"]["spec"]
        assert job["activeDeadlineSeconds"] <= 6 * 3600 and job["template"]["spec"]["restartPolicy"] == "Never"


@pytest.mark.parametrize("name", [name for name in sorted(PODS) if name not in ("opensearch", "postgres")])
def test_commands_are_the_program_s(name: str) -> None:
    for one in containers(PODS[name]):
        words = one.get("command", [])
        for command in [words] if words[:1] and words[0].startswith("scripts/") else commands_of(
                words[-1] if words else ""):
            check_command(command)


def test_selectors_select() -> None:
    labels = [pod["metadata"]["labels"] for pod in PODS.values()]
    ports = {port["name"]: port["containerPort"] for pod in PODS.values()
             for one in pod["spec"]["containers"] for port in one.get("ports", ())}
    assert len(ports) == 4
    for one in documents():
        if one["kind"] == "Service" and one["metadata"]["name"] != "nobody":
            assert any(one["spec"]["selector"].items() <= each.items() for each in labels)
            for port in one["spec"]["ports"]:
                assert port.get("targetPort", port["port"]) in {*ports, *ports.values()}
        if one["kind"] == "StatefulSet":
            assert one["spec"]["serviceName"] in named("Service")
    names = {each["app.kubernetes.io/name"] for each in labels}
    for text in re.findall(r"values: \[([^]]+)\]", (FOLDER / "program" / "network.yaml").read_text(encoding="utf-8")):
        assert set(text.split(", ")) <= names


def test_nobody_speaks_who_is_not_let() -> None:
    policies = named("NetworkPolicy")
    assert policies["nobody"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    out = [name for name, one in policies.items() for rule in one["spec"].get("egress", ())
           for to in rule.get("to", ()) if "ipBlock" in to]
    assert out == ["crawl"]
    (block,) = (to["ipBlock"] for to in policies["crawl"]["spec"]["egress"][0]["to"])
    assert {"10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"} <= set(block["except"])


def test_secrets_are_made_by_commands_of_the_guide() -> None:
    assert not named("Secret"), "no secret is written down"
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.yaml"))
    wanted = set(re.findall(r"(?:secretName|secretKeyRef: \{name): ([a-z-]+)", text))
    said = set(re.findall(r"kubectl .*create secret \S+ ([a-z-]+)", GUIDE.read_text(encoding="utf-8")))
    assert wanted and wanted == said


def test_settings_can_be_read(tmp_path: Path) -> None:
    from corpus.crawling.sources import load_sources
    from corpus.data_dir import DataDir
    from search_app.settings_file import read_settings
    for name in ("bantin.toml", "sources.toml"):
        shutil.copy(FOLDER / "program" / "settings" / name, tmp_path)
    settings = read_settings(DataDir(tmp_path))
    assert settings.unset == () and settings.proxies == 1 and settings.metrics_from
    assert "so-y-te" in load_sources(tmp_path / "sources.toml")
    for line in (FOLDER / "program" / "environment.env").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        assert value and "PASSWORD" not in key and not re.search(r"://[^/@]*:[^/@]*@", value), line
    assert SettingsFile.model_fields["metrics_from"]


@pytest.fixture(scope="module")
def made() -> str:
    """What kubectl makes of the folder."""
    if KUBECTL is None:
        pytest.skip("kubectl is not here: kustomizations are not made")
    done = subprocess.run([KUBECTL, "kustomize", str(FOLDER)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_kubectl_makes_all_of_it(made: str) -> None:
    objects = list(yaml.safe_load_all(made))
    kinds = [(one["kind"], one["metadata"]["name"]) for one in objects if one["kind"] != "ConfigMap"]
    assert sorted(kinds) == sorted((one["kind"], one["metadata"]["name"]) for one in documents())
    assert all(one["metadata"].get("namespace") == "bantin" for one in objects if one["kind"] != "Namespace")
    maps = {one["metadata"]["name"] for one in objects if one["kind"] == "ConfigMap"}
    used = set(re.findall(r"(?:configMap|configMapRef):\n\s+name: (\S+)", made))
    assert used == maps and len(maps) == 4, "each by its name with the hash of what it holds"


def test_the_schema_of_kubernetes_is_kept(made: str) -> None:
    validate = pytest.importorskip("kubernetes_validate", reason="without kubernetes-validate no schema is here")
    for one in yaml.safe_load_all(made):
        validate.validate(one, "1.33", strict=True)
