import Testing

@testable import APIServer

@Suite("Recent values") struct RecentValuesTests {
    @Test("The oldest goes when there are too many")
    func tooMany() {
        var values = RecentValues<Int, String>(count: 3, bytes: 1000)
        for key in 1...100 { values.insert("v\(key)", for: key, bytes: 1) }
        #expect(values.count == 3)
        #expect(values.bytes == 3)
        #expect(values[97] == nil)
        #expect((98...100).map { values[$0] } == ["v98", "v99", "v100"])
    }

    @Test("The oldest go when they are too large together")
    func tooLarge() {
        var values = RecentValues<Int, String>(count: 100, bytes: 100)
        for key in 1...10 { values.insert("v\(key)", for: key, bytes: 40) }
        #expect(values.count == 2)
        #expect(values.bytes == 80)
        #expect(values[8] == nil)
        #expect(values[9] == "v9")
    }

    @Test("One value larger than the bound is kept until the next comes")
    func oneLarge() {
        var values = RecentValues<Int, String>(count: 100, bytes: 100)
        values.insert("large", for: 1, bytes: 5000)
        #expect(values[1] == "large")
        values.insert("small", for: 2, bytes: 10)
        #expect(values[1] == nil)
        #expect(values[2] == "small")
        #expect(values.bytes == 10)
    }

    @Test("A value that is there is replaced, and its size with it")
    func replaced() {
        var values = RecentValues<Int, String>(count: 2, bytes: 100)
        values.insert("first", for: 1, bytes: 60)
        values.insert("second", for: 1, bytes: 20)
        #expect(values[1] == "second")
        #expect(values.bytes == 20)
        values.insert("third", for: 2, bytes: 30)
        #expect(values.count == 2)
    }
}
