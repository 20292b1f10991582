import KubernetesAPI
import Testing

@testable import Commands

@Suite struct OutputTests {
    static let table: JSONValue = [
        "columnDefinitions": [
            ["name": "Name", "priority": 0], ["name": "Ready", "priority": 0], ["name": "IP", "priority": 1],
        ],
        "rows": [
            [
                "cells": ["a-long-name", "1/1", "10.85.0.2"],
                "object": ["metadata": ["namespace": "default", "labels": ["b": "2", "a": "1"]]],
            ],
            ["cells": ["b", "0/1", .null], "object": ["metadata": ["namespace": "kube-system"]]],
        ],
    ]

    @Test("A table shows the columns of priority 0, and all of them when wide")
    func tables() {
        var printer = TablePrinter()
        #expect(printer.lines(of: Self.table) == ["NAME          READY", "a-long-name   1/1", "b             0/1"])
        printer = TablePrinter(wide: true, showsHeader: false)
        #expect(printer.lines(of: Self.table) == ["a-long-name   1/1   10.85.0.2", "b             0/1   <none>"])
    }

    @Test("Managed fields are shown only where they are asked for")
    func managedFields() {
        let object: JSONValue = ["metadata": ["name": "x", "managedFields": [["manager": "m"]]]]
        let list: JSONValue = ["items": [object]]
        for value in [object, list] {
            for format in [OutputFormat.yaml, .json] {
                #expect(!rendered(value, as: format, kind: nil).contains("manager"))
                #expect(rendered(value, as: format, kind: nil, showsManagedFields: true).contains("manager"))
            }
        }
        #expect(object["metadata", "managedFields"] != nil)
    }

    @Test("Namespaces and labels stand at the sides, and the header is printed once")
    func sides() {
        var printer = TablePrinter(showsNamespace: true, showsLabels: true)
        let lines = printer.lines(of: Self.table)
        #expect(lines[0] == "NAMESPACE     NAME          READY   LABELS")
        #expect(lines[1] == "default       a-long-name   1/1     a=1,b=2")
        #expect(lines[2] == "kube-system   b             0/1     <none>")
        #expect(printer.lines(of: ["rows": [["cells": ["c", "1/1", ""]]]]).count == 1)
    }

    @Test("Tabs align within runs of lines that share the column, as Go's tabwriter does")
    func tabs() {
        var out = TabWriter()
        out.write("Name:\tweb\nNamespace:\tdefault\nContainers:\n  app:\n    Image:\tx\n    Container ID:\ty\n")
        #expect(
            out.text == """
                Name:       web
                Namespace:  default
                Containers:
                  app:
                    Image:         x
                    Container ID:  y

                """)
    }

    @Test(
        "Times are written as RFC 1123 with a numeric zone",
        arguments: [
            ("2019-08-29T06:42:21Z", "Thu, 29 Aug 2019 06:42:21 +0000"),
            ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"),
            ("2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 +0000"),
            ("1969-12-31T00:00:00Z", "Wed, 31 Dec 1969 00:00:00 +0000"),
        ])
    func times(text: String, expected: String) throws {
        #expect(rfc1123(try #require(Timestamp(text))) == expected)
    }

    @Test("Errors of a server are printed as kubectl prints them")
    func errors() {
        #expect(
            describe(StatusError(code: 404, reason: "NotFound", message: "pods \"x\" not found"))
                == "Error from server (NotFound): pods \"x\" not found")
        var details = StatusDetails()
        details.kind = "Pod"
        details.name = "p"
        details.causes = [
            StatusCause(reason: "FieldValueRequired", message: "Required value", field: "spec.containers")
        ]
        #expect(
            describe(StatusError(code: 422, reason: "Invalid", message: "…", details: details))
                == "The Pod \"p\" is invalid: spec.containers: Required value")
        #expect(
            describe(StatusError(code: 401, reason: "Unauthorized", message: "Unauthorized"))
                == "error: You must be logged in to the server (Unauthorized)")
    }

    @Test("A8: describe prints the Ephemeral Containers section of the document")
    func describePod() throws {
        let pod: JSONValue = [
            "metadata": ["name": "example-pod", "namespace": "default"],
            "spec": [
                "nodeName": "node", "containers": [["name": "app", "image": "nginx"]],
                "ephemeralContainers": [["name": "debugger", "image": "busybox", "command": ["sh"]]],
            ],
            "status": [
                "phase": "Running", "hostIP": "127.0.0.1", "podIP": "10.85.0.2", "podIPs": [["ip": "10.85.0.2"]],
                "qosClass": "BestEffort",
                "ephemeralContainerStatuses": [
                    [
                        "name": "debugger", "containerID": "runc://cf81", "imageID": "busybox@sha256:9f10",
                        "ready": false,
                        "restartCount": 0, "state": ["running": ["startedAt": "2019-08-29T06:42:21Z"]],
                    ]
                ],
            ],
        ]
        let text = PodDescription(pod: pod, events: [], now: try #require(Timestamp("2019-08-29T06:43:00Z"))).text
        #expect(
            text.contains(
                """
                Ephemeral Containers:
                  debugger:
                    Container ID:  runc://cf81
                    Image:         busybox
                    Image ID:      busybox@sha256:9f10
                    Port:          <none>
                    Host Port:     <none>
                    Command:
                      sh
                    State:          Running
                      Started:      Thu, 29 Aug 2019 06:42:21 +0000
                    Ready:          False
                    Restart Count:  0
                    Environment:    <none>
                    Mounts:         <none>
                """))
    }
}
