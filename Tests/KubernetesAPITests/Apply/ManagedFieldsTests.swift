import KubernetesSchema
import Testing

@testable import KubernetesAPI

private func manager(_ name: String, kind: String = "ConfigMap", subresource: String = "") -> FieldManager {
    FieldManager(
        name: name, kind: Schema.shared[kind], subresource: subresource,
        resetFields: subresource == "status" ? .all([["spec"]]) : .all([["status"]]))
}

private func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_800_000_000 + seconds) }

/// `{manager: fields}` of an object's entries, in their order.
func owners(_ fields: JSONValue?) -> [String] {
    (fields?.array ?? []).map { entry in
        let subresource = entry["subresource"]?.string.map { "/\($0)" } ?? ""
        let set = String(decoding: (entry["fieldsV1"] ?? .null).encoded(), as: UTF8.self)
        return "\(entry["manager"]?.string ?? "")\(subresource) \(entry["operation"]?.string ?? "") \(set)"
    }
}

@Suite("Managed fields of updates") struct ManagedFieldsTests {
    /// Writes versions one after the other, each by a manager.
    private func history(_ versions: [(String, JSONValue)]) -> JSONValue {
        var object: JSONValue?
        for (index, (name, version)) in versions.enumerated() {
            var new = version
            let fields = manager(name).managedFields(updating: object, to: new, now: time(Int64(index)))
            new["metadata"]?["managedFields"] = fields
            object = new
        }
        return object ?? .null
    }

    private func map(_ data: JSONValue, labels: JSONValue? = nil) -> JSONValue {
        var map: JSONValue = ["kind": "ConfigMap", "apiVersion": "v1", "metadata": ["name": "c"], "data": data]
        map["metadata"]?["labels"] = labels
        return map
    }

    @Test("who creates an object manages what it has")
    func create() {
        let object = history([("a", map(["k": "v"], labels: ["x": "y"]))])
        #expect(
            object["metadata", "managedFields"] == [
                [
                    "manager": "a", "operation": "Update", "apiVersion": "v1", "time": "2027-01-15T08:00:00Z",
                    "fieldsType": "FieldsV1",
                    "fieldsV1": [
                        "f:data": [".": [:], "f:k": [:]], "f:metadata": ["f:labels": [".": [:], "f:x": [:]]],
                    ],
                ]
            ])
    }

    static let pod = #"""
        {"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:livenessProbe":{".":{},"f:httpGet":{".":{},"f:path":{},"f:port":{}}},"f:name":{},"f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},"f:resources":{}}},"f:restartPolicy":{},"f:securityContext":{},"f:tolerations":{}}}
        """#

    @Test(
        "a created pod's fields are told as Kubernetes tells them: without its status, with a dot at what was not there"
    )
    func createPod() throws {
        let sent: JSONValue = [
            "metadata": ["name": "p", "labels": ["app": "x"]],
            "spec": [
                "containers": [
                    [
                        "name": "app", "image": "i", "imagePullPolicy": "Always", "resources": [:],
                        "ports": [["containerPort": 80, "protocol": "TCP"]],
                        "livenessProbe": ["httpGet": ["path": "/", "port": 80]],
                    ]
                ], "restartPolicy": "Always", "securityContext": [:], "tolerations": [["key": "x"]],
            ], "status": ["phase": "Pending"],
        ]
        let new = try Schema.shared.canonical(sent, as: "Pod").value
        let fields = manager("kubectl", kind: "Pod").managedFields(updating: nil, to: new, now: time(0))
        #expect(owners(fields) == ["kubectl Update \(Self.pod)"])
    }

    @Test("who changes a field takes it; who had it loses it, and with the last one its entry")
    func take() {
        let object = history([
            ("a", map(["k": "v", "l": "v"])), ("b", map(["k": "w", "l": "v"])), ("c", map(["k": "w"])),
        ])
        #expect(
            owners(object["metadata", "managedFields"]) == [
                #"a Update {"f:data":{}}"#, #"b Update {"f:data":{"f:k":{}}}"#,
            ])
        let gone = history([("a", map(["k": "v"])), ("b", ["metadata": ["name": "c"]])])
        #expect(gone["metadata", "managedFields"] == nil)
    }

    @Test("an update that changes nothing changes no entry and no time")
    func nothing() {
        let once = history([("a", map(["k": "v"]))])
        let again = history([("a", map(["k": "v"])), ("b", map(["k": "v"]))])
        #expect(again == once)
    }

    @Test("a manager's later changes join its entry and bring its time up to date")
    func join() {
        let object = history([
            ("a", map(["k": "v"])), ("b", map(["k": "v", "l": "v"])), ("a", map(["k": "v", "l": "v", "m": "v"])),
        ])
        #expect(
            owners(object["metadata", "managedFields"]) == [
                #"b Update {"f:data":{"f:l":{}}}"#, #"a Update {"f:data":{".":{},"f:k":{},"f:m":{}}}"#,
            ])
        #expect(
            object["metadata", "managedFields"]?.array?.map { $0["time"] } == [
                "2027-01-15T08:00:01Z", "2027-01-15T08:00:02Z",
            ])
    }

    @Test("subresources have entries of their own, and only of what they change")
    func subresources() {
        let old: JSONValue = ["metadata": ["name": "p"], "spec": ["nodeName": "n"], "status": [:]]
        var created = old
        created["metadata"]?["managedFields"] = manager("a", kind: "Pod").managedFields(
            updating: nil, to: old, now: time(0))
        var new = created
        new["spec"] = ["nodeName": "other"]
        new["status"] = ["phase": "Running"]
        let status = manager("a", kind: "Pod", subresource: "status")
        #expect(
            owners(status.managedFields(updating: created, to: new, now: time(1))) == [
                #"a Update {"f:spec":{"f:nodeName":{}}}"#, #"a/status Update {"f:status":{"f:phase":{}}}"#,
            ])
        let ephemeral = FieldManager(
            name: "dbg", kind: Schema.shared["Pod"], subresource: "ephemeralcontainers",
            resetFields: .allBut(["spec", "ephemeralContainers"]))
        new["spec"]?["ephemeralContainers"] = [["name": "d", "image": "i"]]
        #expect(
            owners(ephemeral.managedFields(updating: created, to: new, now: time(1))).last
                == #"dbg/ephemeralcontainers Update {"f:spec":{"f:ephemeralContainers":{".":{},"k:{\"name\":\"d\"}":{".":{},"f:image":{},"f:name":{}}}}}"#
        )
    }

    @Test("an empty list or an empty entry has managed fields forgotten, for good")
    func reset() {
        let object = history([("a", map(["k": "v"]))])
        var new = map(["k": "w"])
        let forgotten = manager("a").managedFields(
            updating: object, to: new, requested: FieldManager.reset, now: time(1))
        #expect(forgotten == nil)
        new["data"] = ["k": "x"]
        #expect(manager("a").managedFields(updating: map(["k": "w"]), to: new, now: time(1)) == nil)
    }

    static let requests: [(JSONValue, [String])] = [
        (
            [
                [
                    "manager": "x", "operation": "Apply", "apiVersion": "v1", "fieldsType": "FieldsV1",
                    "fieldsV1": ["f:data": ["f:k": [:]]],
                ]
            ],
            [#"x Apply {"f:data":{"f:k":{}}}"#]
        ),
        ([["manager": "x"]], [#"a Update {"f:data":{".":{},"f:k":{}}}"#]),
        (
            [["manager": "x", "operation": "Delete", "apiVersion": "v1", "fieldsType": "FieldsV1"]],
            [#"a Update {"f:data":{".":{},"f:k":{}}}"#]
        ),
        (
            [["manager": "x", "operation": "Update", "fieldsType": "FieldsV1"]],
            [#"a Update {"f:data":{".":{},"f:k":{}}}"#]
        ),
        ([["manager": "x", "operation": "Update", "apiVersion": "v1"]], [#"a Update {"f:data":{".":{},"f:k":{}}}"#]),
        (
            [
                [
                    "manager": "x", "operation": "Update", "apiVersion": "v1", "fieldsType": "FieldsV1",
                    "fieldsV1": ["data": [:]],
                ]
            ], [#"a Update {"f:data":{".":{},"f:k":{}}}"#]
        ),
        ("x", [#"a Update {"f:data":{".":{},"f:k":{}}}"#]),
    ]

    @Test("a client may set entries; nonsense leaves those that are stored", arguments: requests)
    func requested(entries: JSONValue, expected: [String]) {
        let object = history([("a", map(["k": "v"]))])
        let fields = manager("b").managedFields(updating: object, to: map(["k": "v"]), requested: entries, now: time(1))
        #expect(owners(fields) == expected)
    }

    @Test("beyond ten the oldest entries of updates are united, those of applies never")
    func cap() throws {
        var versions: [(String, JSONValue)] = []
        var data: JSONValue = [:]
        for index in 10..<25 {
            data["k\(index)"] = "v"
            versions.append(("m\(index)", map(data)))
        }
        let entries = try #require(history(versions)["metadata", "managedFields"]?.array)
        #expect(entries.count == 10)
        #expect(entries[0]["manager"] == "ancient-changes")
        #expect(entries[0]["time"] == "2027-01-15T08:00:05Z")
        #expect(
            entries[0]["fieldsV1", "f:data"]?.object?.keys == [
                ".", "f:k10", "f:k11", "f:k12", "f:k13", "f:k14", "f:k15",
            ])
        #expect(entries.dropFirst().map { $0["manager"] } == (16..<25).map { .string("m\($0)") })
    }

    @Test("entries are in the order of operation, time, name, version and subresource")
    func order() throws {
        func entry(_ name: String, _ operation: String, _ time: JSONValue, _ subresource: String = "") -> JSONValue {
            [
                "manager": .string(name), "operation": .string(operation), "apiVersion": "v1", "time": time,
                "fieldsType": "FieldsV1", "fieldsV1": ["f:data": [:]], "subresource": .string(subresource),
            ]
        }
        let (early, late) = (JSONValue.string("2027-01-15T08:00:00Z"), JSONValue.string("2027-01-15T08:00:01Z"))
        let entries: JSONValue = [
            entry("b", "Update", early), entry("c", "Update", late), entry("a", "Update", early, "status"),
            entry("a", "Update", early), entry("z", "Apply", late), entry("y", "Apply", nil),
        ]
        #expect(
            owners(try ManagedFields(parsing: entries).json).map { $0.split(separator: "{")[0] } == [
                "y Apply ", "z Apply ", "a Update ", "a/status Update ", "b Update ", "c Update ",
            ])
    }
}
