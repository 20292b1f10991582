import KubernetesAPI
import SeededRandom
import Testing

@Suite struct LabelMatcherTests {
    @Test(
        "a label selector is read as kubectl writes it and printed in canonical form",
        arguments: [
            ("", ""), ("app=web", "app=web"), ("app==web", "app==web"), (" app != web ", "app!=web"),
            ("app in (a,b)", "app in (a,b)"), ("app in (b,a,a)", "app in (a,b)"), ("app notin (a)", "app notin (a)"),
            ("app", "app"), ("!app", "!app"), ("x in (foo,,baz),y,z notin ()", "x in (,baz,foo),y,z notin ()"),
            ("z=1,a=2", "a=2,z=1"), ("n>5", "n>5"), ("n<5", "n<5"), ("app=", "app="), ("app=,b", "app=,b"),
            ("in in (in)", "in in (in)"), ("a in (,)", "a in ()"), ("example.com/app=web", "example.com/app=web"),
        ])
    func canonicalForm(text: String, expected: String) throws {
        #expect(try LabelMatcher(parsing: text).description == expected)
    }

    @Test(
        "a wrong label selector is refused with Kubernetes' message",
        arguments: [
            (",", "found ',', expected: !, identifier, or 'end of string'"),
            ("a,", "found '', expected: identifier after ','"),
            ("a=b,,c", "found ',', expected: identifier after ','"),
            ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
            ("a in b", "unable to parse requirement: found 'b' expected: '('"),
            ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
            ("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"),
            ("!", "unable to parse requirement: found '', expected: identifier"),
            ("!a=b", "found '=', expected: ',' or 'end of string'"),
            ("a=b=c", "found '=', expected: ',' or 'end of string'"),
            ("a==)", "unable to parse requirement: found ')', expected: identifier"),
            (
                "n>x",
                "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer"
            ),
            (
                "a@b=c",
                "unable to parse requirement: <nil>: Invalid value: \"a@b\": name part must consist of alphanumeric characters, "
                    + "'-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or "
                    + "'123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
            ),
            (
                "a=b@",
                "unable to parse requirement: values[0][a]: Invalid value: \"b@\": a valid label must be an empty string or consist "
                    + "of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. "
                    + "'MyValue',  or 'my_value',  or '12345', regex used for validation is "
                    + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
            ),
        ])
    func refusals(text: String, message: String) {
        #expect(throws: SelectorError(message)) { try LabelMatcher(parsing: text) }
    }

    @Test(
        "labels match",
        arguments: [
            ("", true), ("app=web", true), ("app=db", false), ("app!=db", true), ("app!=web", false), ("none!=x", true),
            ("app in (web,db)", true), ("app notin (web)", false), ("none notin (x)", true), ("app", true),
            ("none", false),
            ("!none", true), ("!app", false), ("n>4", true), ("n>5", false), ("n<6", true), ("app>1", false),
            ("app=web,tier=front", true), ("app=web,tier=back", false),
        ])
    func matching(text: String, expected: Bool) throws {
        let labels = ["app": "web", "tier": "front", "n": "5"]
        let matcher = try LabelMatcher(parsing: text)
        #expect(matcher.matches(labels) == expected)
        let tree = JSONValue.object(JSONObject(labels.map { (key: $0.key, value: .string($0.value)) }))
        #expect(matcher.matches(object: ["metadata": ["labels": tree]]) == expected)
    }

    @Test("a LabelSelector's labels and expressions must all match")
    func structured() throws {
        let selector: JSONValue = [
            "matchLabels": ["app": "web"],
            "matchExpressions": [
                ["key": "tier", "operator": "In", "values": ["front", "back"]],
                ["key": "old", "operator": "DoesNotExist"],
            ],
        ]
        let matcher = try LabelMatcher(selector: selector)
        #expect(matcher.matches(["app": "web", "tier": "back"]))
        #expect(!matcher.matches(["app": "web", "tier": "back", "old": ""]))
        #expect(throws: SelectorError("\"Near\" is not a valid label selector operator")) {
            try LabelMatcher(selector: ["matchExpressions": [["key": "a", "operator": "Near"]]])
        }
        #expect(
            throws: SelectorError("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty")
        ) {
            try LabelMatcher(selector: ["matchExpressions": [["key": "a", "operator": "In"]]])
        }
    }

    @Test("no text makes the parser fail otherwise than by its error")
    func fuzz() {
        var random = SeededRandom(seed: 2)
        let pieces = ["a", "in", "notin", "(", ")", ",", "=", "!", ">", "<", " ", "b-1", "x/y", "é", "\n", "=="]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            guard let matcher = try? LabelMatcher(parsing: text) else { continue }  // a refusal is an answer too
            // The printed form selects the same.
            let again = try? LabelMatcher(parsing: matcher.description)
            #expect(again == matcher, "\(text)")
        }
    }
}
