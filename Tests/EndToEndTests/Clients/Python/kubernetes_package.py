"""The PyPI package `kubernetes` against the server of $KUBECONFIG: the life of a pod, and an ephemeral container in it."""

import threading

from kubernetes import client, config, watch
from kubernetes.client.exceptions import ApiException
from kubernetes.stream import stream

NAMESPACE = "python"
POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web", "labels": {"app": "web"}},
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


def wait_for(core, name, fits):
    """Watches the pod until it fits; gives it."""
    pods = core.list_namespaced_pod(NAMESPACE, field_selector=f"metadata.name={name}")
    for pod in pods.items:
        if fits(pod):
            return pod
    events = watch.Watch()
    for event in events.stream(
        core.list_namespaced_pod,
        NAMESPACE,
        field_selector=f"metadata.name={name}",
        resource_version=pods.metadata.resource_version,
        timeout_seconds=60,
    ):
        if event["type"] != "BOOKMARK" and fits(event["object"]):
            events.stop()
            return event["object"]
    raise AssertionError(f"{name} never came to be so")


def is_ready(pod):
    return any(c.type == "Ready" and c.status == "True" for c in pod.status.conditions or [])


def refused(code, reason, call):
    """The call is refused with that code and reason; gives the error."""
    try:
        call()
    except ApiException as error:
        assert error.status == code, error
        assert f'"reason":"{reason}"' in error.body.replace(" ", ""), error
        return error
    raise AssertionError(f"{code} {reason} was expected")


def create_and_read(core):
    core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name=NAMESPACE)))
    created = core.create_namespaced_pod(NAMESPACE, POD)
    assert created.metadata.uid and created.spec.restart_policy == "Always", created
    pod = wait_for(core, "web", is_ready)
    assert pod.status.phase == "Running" and pod.status.pod_ip, pod.status
    listed = core.list_namespaced_pod(NAMESPACE, label_selector="app=web")
    assert [p.metadata.name for p in listed.items] == ["web"], listed
    assert core.list_namespaced_pod(NAMESPACE, label_selector="app!=web").items == []
    assert any(p.metadata.name == "web" for p in core.list_pod_for_all_namespaces().items)
    refused(404, "NotFound", lambda: core.read_namespaced_pod("nosuch", NAMESPACE))
    refused(409, "AlreadyExists", lambda: core.create_namespaced_pod(NAMESPACE, POD))
    bad = {**POD, "metadata": {"name": "Bad_Name"}}
    refused(422, "Invalid", lambda: core.create_namespaced_pod(NAMESPACE, bad))


def patch(core):
    # A list is a JSON patch and a dictionary a strategic merge patch, unless told otherwise.
    pod = core.patch_namespaced_pod(
        "web", NAMESPACE, [{"op": "add", "path": "/metadata/labels/json", "value": "1"}]
    )
    assert pod.metadata.labels["json"] == "1"
    pod = core.patch_namespaced_pod(
        "web",
        NAMESPACE,
        {"metadata": {"labels": {"merge": "2", "json": None}}},
        _content_type="application/merge-patch+json",
    )
    assert pod.metadata.labels == {"app": "web", "merge": "2"}, pod.metadata.labels
    pod = core.patch_namespaced_pod(
        "web", NAMESPACE, {"spec": {"containers": [{"name": "app", "image": "docker.io/library/busybox:1.36"}]}}
    )
    assert [(c.name, c.image) for c in pod.spec.containers] == [("app", "docker.io/library/busybox:1.36")]
    assert pod.spec.containers[0].command[0] == "sh", "a strategic merge keeps what it does not name"
    refused(
        422,
        "Invalid",
        lambda: core.patch_namespaced_pod("web", NAMESPACE, {"spec": {"nodeName": "another"}}),
    )


def replace(core):
    name = "settings"
    core.create_namespaced_config_map(NAMESPACE, client.V1ConfigMap(metadata={"name": name}, data={"a": "1"}))
    first = core.read_namespaced_config_map(name, NAMESPACE)
    first.data["b"] = "2"
    second = core.replace_namespaced_config_map(name, NAMESPACE, first)
    assert second.data == {"a": "1", "b": "2"}
    refused(409, "Conflict", lambda: core.replace_namespaced_config_map(name, NAMESPACE, first))
    dry = core.delete_namespaced_config_map(name, NAMESPACE, dry_run="All")
    assert core.read_namespaced_config_map(name, NAMESPACE).data == second.data, dry


def apply(core):
    def applied(data, manager, **options):
        body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "applied"}, "data": data}
        return core.patch_namespaced_config_map(
            "applied", NAMESPACE, body, _content_type="application/apply-patch+yaml", field_manager=manager, **options
        )

    def owners(config_map):
        return {
            entry.manager: (entry.operation, sorted(entry.fields_v1["f:data"]))
            for entry in config_map.metadata.managed_fields
        }

    first = applied({"a": "1", "b": "2"}, "first")
    assert first.data == {"a": "1", "b": "2"}, first
    assert owners(first) == {"first": ("Apply", ["f:a", "f:b"])}, first.metadata.managed_fields
    same = applied({"a": "1", "b": "2"}, "first")
    assert same.metadata.resource_version == first.metadata.resource_version, same
    error = refused(409, "Conflict", lambda: applied({"a": "3"}, "second"))
    assert 'conflict with \\"first\\": .data.a' in error.body, error.body
    assert '"reason":"FieldManagerConflict"' in error.body.replace(" ", ""), error.body
    taken = applied({"a": "3"}, "second", force=True)
    assert taken.data == {"a": "3", "b": "2"}, taken
    assert owners(taken) == {"first": ("Apply", ["f:b"]), "second": ("Apply", ["f:a"])}, taken
    refused(409, "Conflict", lambda: applied({"a": "1"}, "first"))
    left = applied({}, "first")
    assert left.data == {"a": "3"}, "what its only manager no longer applies goes"
    refused(400, "BadRequest", lambda: applied({"a": 1}, "second", force=True))
    core.delete_namespaced_config_map("applied", NAMESPACE)


def watch_changes(core):
    listed = core.list_namespaced_config_map(NAMESPACE)
    seen, begun = [], threading.Event()

    def change():
        begun.wait(30)
        core.create_namespaced_config_map(NAMESPACE, client.V1ConfigMap(metadata={"name": "seen"}, data={}))
        core.patch_namespaced_config_map("seen", NAMESPACE, {"data": {"x": "y"}})
        core.delete_namespaced_config_map("seen", NAMESPACE)

    writer = threading.Thread(target=change)
    writer.start()
    events = watch.Watch()
    begun.set()
    for event in events.stream(
        core.list_namespaced_config_map,
        NAMESPACE,
        resource_version=listed.metadata.resource_version,
        timeout_seconds=30,
    ):
        seen.append((event["type"], event["object"].data))
        if event["type"] == "DELETED":
            events.stop()
    writer.join()
    assert seen == [("ADDED", None), ("MODIFIED", {"x": "y"}), ("DELETED", {"x": "y"})], seen


def debug(core):
    body = {
        "spec": {
            "ephemeralContainers": [
                {"name": "debugger", "image": "busybox:1.36", "stdin": True, "tty": False, "command": ["sh"]}
            ]
        }
    }
    pod = core.patch_namespaced_pod_ephemeralcontainers("web", NAMESPACE, body)
    assert [c.name for c in pod.spec.ephemeral_containers] == ["debugger"], pod.spec
    wait_for(
        core,
        "web",
        lambda p: any(s.state.running for s in p.status.ephemeral_container_statuses or []),
    )
    assert core.read_namespaced_pod_ephemeralcontainers("web", NAMESPACE).metadata.name == "web"
    removed = {"spec": {"ephemeralContainers": [{"name": "debugger", "$patch": "delete"}]}}
    refused(
        422, "Invalid", lambda: core.patch_namespaced_pod_ephemeralcontainers("web", NAMESPACE, removed)
    )


def execute(core, container):
    def run(command, **options):
        return stream(
            core.connect_get_namespaced_pod_exec,
            "web",
            NAMESPACE,
            container=container,
            command=command,
            stdout=True,
            stderr=True,
            **options,
        )

    assert run(["echo", "hello"]) == "hello\n"
    session = run(["sh", "-c", "echo out; echo err >&2; exit 7"], _preload_content=False)
    session.run_forever(timeout=30)
    assert session.read_stdout() == "out\n", "stdout"
    assert session.read_stderr() == "err\n", "stderr"
    assert session.returncode == 7, session.returncode

    session = run(["sh"], stdin=True, tty=False, _preload_content=False)
    session.write_stdin("echo $((6 * 7))\n")
    assert session.readline_stdout(timeout=30) == "42"
    session.write_stdin("exit 3\n")
    session.run_forever(timeout=30)
    assert session.returncode == 3, session.returncode
    session.close()

    many = run(["seq", "1", "100000"])
    assert many.splitlines() == [str(n) for n in range(1, 100001)], len(many)


def logs(core):
    assert core.read_namespaced_pod_log("web", NAMESPACE, container="app") == "line one\nline two\n"
    assert core.read_namespaced_pod_log("web", NAMESPACE, container="app", tail_lines=1) == "line two\n"
    followed = watch.Watch().stream(core.read_namespaced_pod_log, "web", NAMESPACE, container="app", follow=True)
    assert [next(followed), next(followed)] == ["line one", "line two"]
    followed.close()


def others(api):
    version = client.VersionApi(api).get_code()
    assert (version.major, version.minor) == ("1", "32"), version
    groups = [group.name for group in client.ApisApi(api).get_api_versions().groups]
    assert "events.k8s.io" in groups or "authorization.k8s.io" in groups, groups
    review = client.AuthorizationV1Api(api).create_self_subject_access_review(
        {"spec": {"resourceAttributes": {"verb": "create", "resource": "pods", "namespace": NAMESPACE}}}
    )
    assert review.status.allowed, review


def delete(core):
    core.delete_namespaced_pod("web", NAMESPACE)
    events = watch.Watch()
    for event in events.stream(core.list_namespaced_pod, NAMESPACE, timeout_seconds=60):
        if event["type"] == "DELETED":
            events.stop()
    refused(404, "NotFound", lambda: core.read_namespaced_pod("web", NAMESPACE))
    core.delete_namespace(NAMESPACE)


if __name__ == "__main__":
    config.load_kube_config()
    core = client.CoreV1Api()
    create_and_read(core)
    patch(core)
    replace(core)
    apply(core)
    watch_changes(core)
    debug(core)
    execute(core, "app")
    execute(core, "debugger")
    logs(core)
    others(core.api_client)
    delete(core)
    print("all is well")
