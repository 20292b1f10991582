import KubernetesSchema
import Testing

@testable import KubernetesAPI

/// A set in the text form of FieldsV1.
func fieldSet(_ text: String) throws -> FieldSet { try FieldSet(parsing: JSONValue.parse(text.utf8)) }

extension FieldSet {
    var text: String { String(decoding: json.encoded(), as: UTF8.self) }
}

@Suite("Sets of fields (FieldsV1)") struct FieldSetTests {
    static let samples = [
        "{}",
        #"{"f:data":{".":{},"f:a":{},"f:b.c":{}}}"#,
        #"{"f:metadata":{"f:annotations":{".":{},"f:kubectl.kubernetes.io/last-applied-configuration":{}},"f:labels":{".":{},"f:app":{}}}}"#,
        #"{"f:metadata":{"f:finalizers":{".":{},"v:\"example.com/a\"":{},"v:\"example.com/b\"":{}},"f:ownerReferences":{".":{},"k:{\"uid\":\"5f0d\"}":{}}}}"#,
        #"{"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:image":{},"f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}},"k:{\"containerPort\":443,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}},"k:{\"containerPort\":443,\"protocol\":\"UDP\"}":{}},"f:resources":{}}}}}"#,
        #"{"f:status":{"f:conditions":{".":{},"k:{\"type\":\"Ready\"}":{".":{},"f:status":{}}},"f:phase":{}}}"#,
        #"{"f:x":{},"k:{\"a\":1}":{},"v:1":{},"v:20":{},"v:\"a\"":{},"v:true":{},"v:[1]":{},"i:0":{},"i:11":{}}"#,
    ]

    @Test("what Kubernetes writes is read and written the same", arguments: samples)
    func roundTrip(text: String) throws {
        let set = try fieldSet(text)
        #expect(set.text == text)
        #expect(FieldSet(trusted: set.json) == set)
    }

    @Test(
        "any order and spelling becomes one form",
        arguments: [
            (#"{"v:2":{},"f:b":{},"f:a":{}}"#, #"{"f:a":{},"f:b":{},"v:2":{}}"#),
            (#"{"k:{ \"b\": 1, \"a\" :\"x\"}":{}}"#, #"{"k:{\"a\":\"x\",\"b\":1}":{}}"#),
            (#"{"f:a":{"f:b":{},".":{}}}"#, #"{"f:a":{".":{},"f:b":{}}}"#),
            (#"{"f:a":{".":{}}}"#, #"{"f:a":{}}"#), (#"{"f:a":null}"#, #"{"f:a":{}}"#),
            (#"{"z:later":{},"f:a":{"z:later":{}}}"#, #"{"f:a":{}}"#),
            (
                #"{"k:{\"a\":1}":{"f:x":{}},"k:{\"a\": 1}":{".":{},"f:y":{}}}"#,
                #"{"k:{\"a\":1}":{".":{},"f:x":{},"f:y":{}}}"#
            ),
        ])
    func canonical(text: String, expected: String) throws { #expect(try fieldSet(text).text == expected) }

    @Test(
        "what is no set is refused",
        arguments: [
            "[]", "1", #"{"f":{}}"#, #"{"fa":{}}"#, #"{"k:1":{}}"#, #"{"v:x":{}}"#, #"{"i:x":{}}"#, #"{"f:a":[]}"#,
        ])
    func malformed(text: String) { #expect(throws: FieldSetError.self) { try fieldSet(text) } }

    struct Operation: Sendable {
        var left: String
        var right: String
        var union: String
        var intersection: String
        var difference: String
        var trees: String
    }

    static let operations = [
        Operation(
            left: #"{"f:a":{},"f:b":{}}"#, right: #"{"f:b":{},"f:c":{}}"#, union: #"{"f:a":{},"f:b":{},"f:c":{}}"#,
            intersection: #"{"f:b":{}}"#, difference: #"{"f:a":{}}"#, trees: #"{"f:a":{}}"#),
        Operation(
            left: #"{"f:a":{".":{},"f:b":{}}}"#, right: #"{"f:a":{}}"#, union: #"{"f:a":{".":{},"f:b":{}}}"#,
            intersection: #"{"f:a":{}}"#, difference: #"{"f:a":{"f:b":{}}}"#, trees: "{}"),
        Operation(
            left: #"{"f:a":{}}"#, right: #"{"f:a":{"f:b":{}}}"#, union: #"{"f:a":{".":{},"f:b":{}}}"#,
            intersection: "{}", difference: #"{"f:a":{}}"#, trees: #"{"f:a":{}}"#),
        Operation(
            left: #"{"k:{\"n\":2}":{},"k:{\"n\":10}":{"f:x":{}}}"#,
            right: #"{"k:{\"n\":10}":{"f:x":{},"f:y":{}},"v:1":{}}"#,
            union: #"{"k:{\"n\":2}":{},"k:{\"n\":10}":{"f:x":{},"f:y":{}},"v:1":{}}"#,
            intersection: #"{"k:{\"n\":10}":{"f:x":{}}}"#, difference: #"{"k:{\"n\":2}":{}}"#,
            trees: #"{"k:{\"n\":2}":{}}"#),
        Operation(
            left: "{}", right: #"{"f:a":{}}"#, union: #"{"f:a":{}}"#, intersection: "{}", difference: "{}", trees: "{}"),
    ]

    @Test("sets are united, intersected and subtracted", arguments: operations)
    func operation(_ test: Operation) throws {
        let (left, right) = (try fieldSet(test.left), try fieldSet(test.right))
        #expect(left.union(right).text == test.union)
        #expect(right.union(left).text == test.union)
        #expect(left.intersection(right).text == test.intersection)
        #expect(right.intersection(left).text == test.intersection)
        #expect(left.subtracting(right).text == test.difference)
        #expect(left.subtractingTrees(right).text == test.trees)
    }

    @Test("a set is cut to one field and what is below it")
    func restriction() throws {
        let set = try fieldSet(#"{"f:spec":{".":{},"f:a":{},"f:b":{".":{},"f:c":{}}},"f:status":{}}"#)
        #expect(set.restricted(to: ["f:spec", "f:b"]).text == #"{"f:spec":{".":{},"f:b":{".":{},"f:c":{}}}}"#)
        #expect(set.restricted(to: ["f:other"]).isEmpty)
    }

    @Test("paths are those of messages, a node's own members first")
    func paths() throws {
        let set = try fieldSet(
            #"{"f:data":{".":{},"f:a":{}},"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{"f:image":{}}},"f:list":{"v:\"x\"":{},"v:1":{},"i:3":{}}},"f:z":{}}"#
        )
        #expect(
            set.paths == [
                ".data", ".z", ".data.a", #".spec.containers[name="app"].image"#, ".spec.list[=1]",
                #".spec.list[="x"]"#, ".spec.list[3]",
            ])
    }

    /// What an applied configuration owns: no `.` at what the type declares, one at items and entries.
    static let configurations: [(String, JSONValue, String)] = [
        ("ConfigMap", ["data": ["a": "1"], "immutable": nil], #"{"f:data":{"f:a":{}},"f:immutable":{}}"#),
        ("ConfigMap", ["data": [:]], #"{"f:data":{}}"#), ("ConfigMap", ["data": nil], #"{"f:data":{}}"#),
        (
            "ConfigMap", ["metadata": ["labels": ["x": "y"], "finalizers": ["b", "a"]]],
            #"{"f:metadata":{"f:finalizers":{"v:\"a\"":{},"v:\"b\"":{}},"f:labels":{"f:x":{}}}}"#
        ),
        (
            "ConfigMap", ["metadata": ["ownerReferences": [["uid": "u", "name": "n"]]]],
            #"{"f:metadata":{"f:ownerReferences":{"k:{\"uid\":\"u\"}":{}}}}"#
        ),
        (
            "Pod", ["spec": ["nodeSelector": ["a": "b"], "tolerations": [["key": "x"]], "containers": []]],
            #"{"f:spec":{"f:nodeSelector":{},"f:tolerations":{}}}"#
        ),
        (
            "Pod",
            [
                "spec": [
                    "containers": [
                        [
                            "name": "app", "ports": [["containerPort": 80]],
                            "env": [["name": "E", "valueFrom": ["fieldRef": ["fieldPath": "x"]]]],
                        ]
                    ]
                ]
            ],
            #"{"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:env":{"k:{\"name\":\"E\"}":{".":{},"f:name":{},"f:valueFrom":{"f:fieldRef":{}}}},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}}}}}"#
        ),
        (
            "Pod", ["status": ["podIPs": [["ip": "1.2.3.4"]], "conditions": [["type": "Ready", "status": "True"]]]],
            #"{"f:status":{"f:conditions":{"k:{\"type\":\"Ready\"}":{".":{},"f:status":{},"f:type":{}}},"f:podIPs":{"k:{\"ip\":\"1.2.3.4\"}":{".":{},"f:ip":{}}}}}"#
        ),
        (
            "Pod",
            [
                "spec": [
                    "securityContext": ["sysctls": []],
                    "containers": [["name": "a", "env": [["name": "X"], ["name": "X"]]]],
                ]
            ],
            #"{"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:env":{"k:{\"name\":\"X\"}":{}},"f:name":{}}},"f:securityContext":{"f:sysctls":{}}}}"#
        ),
    ]

    @Test("a configuration names the fields its schema says", arguments: configurations)
    func configuration(kind: String, config: JSONValue, expected: String) {
        #expect(FieldSet(of: config, .structure(Schema.shared[kind])).text == expected)
    }

    static let comparisons: [(JSONValue, JSONValue, String, String, String)] = [
        (["data": ["a": "1"]], ["data": ["a": "1"]], "{}", "{}", "{}"),
        (
            ["data": ["a": "1", "b": "1"]], ["data": ["a": "2", "c": "1"]],
            #"{"f:data":{"f:c":{}}}"#, #"{"f:data":{"f:b":{}}}"#, #"{"f:data":{"f:a":{}}}"#
        ),
        ([:], ["data": ["a": "1"]], #"{"f:data":{".":{},"f:a":{}}}"#, "{}", "{}"),
        (["data": ["a": "1"]], [:], "{}", #"{"f:data":{".":{},"f:a":{}}}"#, "{}"),
        (
            ["metadata": ["finalizers": ["a", "b"]]], ["metadata": ["finalizers": ["b", "c"]]],
            #"{"f:metadata":{"f:finalizers":{"v:\"c\"":{}}}}"#, #"{"f:metadata":{"f:finalizers":{"v:\"a\"":{}}}}"#, "{}"
        ),
        (
            ["metadata": ["name": "a", "uid": "1", "resourceVersion": "1", "labels": [:]]], ["metadata": ["name": "b"]],
            "{}", #"{"f:metadata":{"f:labels":{}}}"#, "{}"
        ),
        (
            ["metadata": ["ownerReferences": [["uid": "1", "name": "a"]]]],
            ["metadata": ["ownerReferences": [["uid": "1", "name": "b"]]]],
            "{}", "{}", #"{"f:metadata":{"f:ownerReferences":{"k:{\"uid\":\"1\"}":{}}}}"#
        ),
    ]

    @Test("two versions differ in what was added, removed and modified", arguments: comparisons)
    func comparison(old: JSONValue, new: JSONValue, added: String, removed: String, modified: String) {
        let comparison = FieldComparison(old, new, kind: Schema.shared["ConfigMap"])
        #expect(comparison.added.text == added)
        #expect(comparison.removed.text == removed)
        #expect(comparison.modified.text == modified)
    }

    @Test("items that share their keys are compared as one")
    func duplicates() {
        func pod(_ values: [String]) -> JSONValue {
            [
                "spec": [
                    "containers": [["name": "a", "env": .array(values.map { ["name": "X", "value": .string($0)] })]]
                ]
            ]
        }
        let shape = FieldShape.structure(Schema.shared["Pod"])
        let item = #"{"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{"f:env":{"k:{\"name\":\"X\"}":{}}}}}}"#
        let changed = FieldComparison(pod(["1", "2"]), pod(["1", "3"]), shape)
        #expect(changed.modified.text == item)
        let doubled = FieldComparison(pod(["1"]), pod(["1", "2"]), shape)
        #expect(doubled.added.text == item)
        #expect(!doubled.removed.isEmpty)
    }
}
