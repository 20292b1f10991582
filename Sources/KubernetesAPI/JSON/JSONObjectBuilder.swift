/// Gathers members with the last of equal keys winning; a dictionary joins in only where there are many keys.
struct JSONObjectBuilder {
    private(set) var object = JSONObject()
    private var places: [String: Int] = [:]

    /// Returns whether the key was there before.
    @discardableResult
    mutating func add(_ key: String, _ value: JSONValue) -> Bool {
        guard let place = place(of: key) else {
            append(key, value)
            return false
        }
        object.replace(at: place, with: value)
        return true
    }

    mutating func addIfAbsent(_ key: String, _ value: JSONValue) {
        if place(of: key) == nil { append(key, value) }
    }

    private func place(of key: String) -> Int? {
        places.isEmpty ? object.members.firstIndex { $0.key == key } : places[key]
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        object.append(key: key, value: value)
        if !places.isEmpty {
            places[key] = object.count - 1
        } else if object.count == 16 {
            for (index, member) in object.members.enumerated() { places[member.key] = index }
        }
    }
}
