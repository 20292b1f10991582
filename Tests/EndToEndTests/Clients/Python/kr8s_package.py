"""The PyPI package `kr8s` against the server of $KUBECONFIG: a pod created, listed, watched, entered, read and deleted."""

import kr8s
from kr8s.objects import ConfigMap, Namespace, Node, Pod

POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web", "namespace": "default", "labels": {"app": "web"}},
    "spec": {
        "terminationGracePeriodSeconds": 0,
        "containers": [
            {
                "name": "app",
                "image": "busybox:1.36",
                "command": ["sh", "-c", "echo line one; echo line two; exec sleep 1000"],
            }
        ],
    },
}


def pods(api):
    pod = Pod(POD, api=api)
    assert not pod.exists()
    pod.create()
    assert pod.exists()
    pod.wait("condition=Ready", timeout=60)
    pod.refresh()
    assert pod.ready() and pod.status.phase == "Running", pod.status
    assert [p.name for p in kr8s.get("pods", namespace="default", label_selector={"app": "web"}, api=api)] == ["web"]
    assert Pod.get("web", namespace="default", api=api).metadata.uid == pod.metadata.uid

    ran = pod.exec(["sh", "-c", "echo out; echo err >&2"])
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"out\n", b"err\n"), ran
    failed = pod.exec(["sh", "-c", "exit 5"], check=False)
    assert failed.returncode == 5, failed
    assert len(pod.exec(["head", "-c", "3000000", "/dev/zero"]).stdout) == 3_000_000

    assert list(pod.logs(follow=False)) == ["line one", "line two"]
    followed = pod.logs(follow=True, timeout=30)
    assert [next(followed), next(followed)] == ["line one", "line two"]

    pod.label(tier="front")
    pod.annotate({"note": "seen"})
    pod.patch({"metadata": {"labels": {"patched": "yes"}}})
    pod.refresh()
    assert pod.labels["tier"] == "front" and pod.labels["patched"] == "yes", pod.labels
    assert pod.annotations["note"] == "seen", pod.annotations

    for kind, seen in api.watch("pods", namespace="default", label_selector="app=web"):
        assert (kind, seen.name) == ("ADDED", "web"), (kind, seen)
        break
    pod.delete()
    pod.wait("delete", timeout=60)
    assert not pod.exists()


def others(api):
    assert api.version()["minor"] == "32"
    assert "default" in [n.name for n in Namespace.list(api=api)]
    assert [n.name for n in Node.list(api=api)] == ["node"]
    kinds = {resource["kind"] for resource in api.api_resources()}
    assert {"Pod", "Namespace", "Node", "ConfigMap", "Secret", "Event"} <= kinds, kinds
    settings = ConfigMap(
        {"metadata": {"name": "settings", "namespace": "default"}, "data": {"a": "1"}}, api=api
    )
    settings.create()
    settings.patch([{"op": "replace", "path": "/data/a", "value": "2"}], type="json")
    settings.refresh()
    assert settings.data.a == "2", settings.data
    settings.delete()
    try:
        Pod.get("nosuch", namespace="default", api=api, timeout=1)
        raise AssertionError("NotFoundError was expected")
    except kr8s.NotFoundError:
        pass


if __name__ == "__main__":
    api = kr8s.api()
    others(api)
    pods(api)
    print("all is well")
