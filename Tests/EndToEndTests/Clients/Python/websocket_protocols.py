"""Every WebSocket subprotocol of remote commands, as programs that are older than kubectl's speak them.

usage: websocket_protocols.py POD; the pod runs a shell's programs.
"""

import base64
import json
import ssl
import sys
import urllib.parse

import websocket
from kubernetes import client, config


def connect(protocols, pod, command, **flags):
    settings = client.Configuration.get_default_copy()
    query = urllib.parse.urlencode(
        [("command", word) for word in command] + [(name, "true") for name in flags], doseq=True
    )
    url = settings.host.replace("https:", "wss:") + f"/api/v1/namespaces/default/pods/{pod}/exec?{query}"
    return websocket.create_connection(
        url,
        subprotocols=protocols,
        timeout=30,
        sslopt={
            "ca_certs": settings.ssl_ca_cert,
            "certfile": settings.cert_file,
            "keyfile": settings.key_file,
            "cert_reqs": ssl.CERT_REQUIRED,
        },
    )


def read_all(session, is_base64):
    """What came on each channel, until the server closes."""
    channels = {}
    while True:
        opcode, message = session.recv_data()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            return channels
        if is_base64:
            assert opcode == websocket.ABNF.OPCODE_TEXT, opcode
            channel, payload = message[0] - ord("0"), base64.b64decode(message[1:], validate=True)
        else:
            assert opcode == websocket.ABNF.OPCODE_BINARY, opcode
            channel, payload = message[0], message[1:]
        channels[channel] = channels.get(channel, b"") + payload


def check(protocol, pod):
    is_base64 = "base64" in (protocol or "")
    protocols = [protocol] if protocol else None
    output = connect(protocols, pod, ["sh", "-c", "echo out; echo err >&2; exit 3"], stdout=True, stderr=True)
    assert output.getsubprotocol() == protocol, output.getsubprotocol()
    channels = read_all(output, is_base64)
    assert channels[1] == b"out\n" and channels[2] == b"err\n", channels
    if protocol and protocol.startswith("v"):
        status = json.loads(channels[3])
        assert status["details"]["causes"] == [{"reason": "ExitCode", "message": "3"}], status
    else:
        assert channels[3] == b"command terminated with non-zero exit code: exit status 3", channels

    session = connect(protocols, pod, ["head", "-c", "300000"], stdin=True, stdout=True)
    sent = bytes(range(256)) * 1200
    for start in range(0, len(sent), 30000):
        piece = sent[start : start + 30000]
        if is_base64:
            session.send("0" + base64.b64encode(piece).decode())
        else:
            session.send_binary(b"\0" + piece)
    channels = read_all(session, is_base64)
    assert channels[1] == sent[:300000], f"{protocol}: {len(channels[1])} bytes"


if __name__ == "__main__":
    config.load_kube_config()
    for protocol in [
        "v5.channel.k8s.io",
        "v4.channel.k8s.io",
        "v4.base64.channel.k8s.io",
        "channel.k8s.io",
        "base64.channel.k8s.io",
        None,
    ]:
        check(protocol, sys.argv[1])
    print("all is well")
