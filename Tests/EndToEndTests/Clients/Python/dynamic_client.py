"""The dynamic client of the PyPI package `kubernetes`: discovery, and the ordinary verbs by it."""

from kubernetes import config, dynamic
from kubernetes.client import api_client
from kubernetes.dynamic.exceptions import NotFoundError, UnprocessibleEntityError


def settings(data):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": data}


def text(error):
    return error.body if isinstance(error.body, str) else error.body.decode()


def ordinary_verbs(client, maps):
    maps.create(body=settings({"a": "1"}), namespace="default")
    maps.create(body={**settings({"x": "1"}), "metadata": {"name": "other"}}, namespace="default")
    maps.patch(
        body={"data": {"x": "2"}},
        name="other",
        namespace="default",
        content_type="application/merge-patch+json",
    )
    assert maps.get(name="other", namespace="default").data.x == "2"
    names = [item.metadata.name for item in maps.get(namespace="default").items]
    assert "other" in names and "settings" in names, names
    for event in maps.watch(namespace="default", timeout=10):
        assert event["type"] == "ADDED"
        break
    maps.delete(name="other", namespace="default")
    try:
        maps.get(name="other", namespace="default")
        raise AssertionError("it was to be gone")
    except NotFoundError:
        pass
    pods = client.resources.get(api_version="v1", kind="Pod")
    assert pods.namespaced and "ephemeralcontainers" in pods.subresources, pods.subresources
    try:
        pods.create(
            body={"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "empty"}, "spec": {"containers": []}},
            namespace="default",
        )
        raise AssertionError("a pod without containers was to be refused")
    except UnprocessibleEntityError as error:
        assert "spec.containers: Required value" in text(error), error


if __name__ == "__main__":
    client = dynamic.DynamicClient(api_client.ApiClient(configuration=config.load_kube_config()))
    maps = client.resources.get(api_version="v1", kind="ConfigMap")
    ordinary_verbs(client, maps)
    print("all is well")
