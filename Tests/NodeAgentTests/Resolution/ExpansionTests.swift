import Testing

@testable import NodeAgent

@Suite("References to variables")
struct ExpansionTests {
    @Test(
        "are replaced as Kubernetes does",
        arguments: [
            ("plain", "plain"), ("$(A)", "1"), ("x$(A)y$(B)z", "x1y2z"), ("$(NO)", "$(NO)"), ("$$(A)", "$(A)"),
            ("$$$(A)", "$1"), ("$", "$"), ("$A", "$A"), ("$(A", "$(A"), ("$()", "$()"), ("$(A)$(A)", "11"), ("$$", "$"),
            ("ü$(A)ü", "ü1ü"), ("$(EMPTY)", ""),
        ])
    func expands(_ text: String, _ expected: String) {
        let values = ["A": "1", "B": "2", "EMPTY": ""]
        #expect(expandReferences(text) { values[$0] } == expected)
    }
}
