extension JSONValue {
    func value(at pointer: JSONPointer) throws(PatchError) -> JSONValue {
        var value = self
        for token in pointer.tokens {
            switch value {
            case .object(let object):
                guard let member = object[token] else { throw missing(pointer) }
                value = member
            case .array(let items):
                guard let index = arrayIndex(token, items.count) else { throw missing(pointer) }
                value = items[index]
            default: throw missing(pointer)
            }
        }
        return value
    }

    /// The same, where a member that an object does not have is null.
    func member(at pointer: JSONPointer) throws(PatchError) -> JSONValue {
        var parent = pointer
        guard let last = parent.tokens.popLast(), case .object(let object) = try value(at: parent) else {
            return try value(at: pointer)
        }
        return object[last] ?? .null
    }

    mutating func add(_ value: JSONValue, at path: ArraySlice<String>) throws(PatchError) {
        guard let token = path.first else {
            self = value
            return
        }
        try descend(path) { (container: inout JSONValue) throws(PatchError) in
            switch container {
            case .object: container[token] = value
            case .array(var items):
                let index = token == "-" ? items.count : arrayIndex(token, items.count + 1)
                guard let index else { throw missing(token) }
                container = .null  // so that the items are moved, not copied
                items.insert(value, at: index)
                container = .array(items)
            default: throw missing(token)
            }
        } into: { (child: inout JSONValue, rest) throws(PatchError) in
            try child.add(value, at: rest)
        }
    }

    mutating func remove(at path: ArraySlice<String>) throws(PatchError) {
        guard let token = path.first else {
            self = .null
            return
        }
        try descend(path) { (container: inout JSONValue) throws(PatchError) in
            switch container {
            case .object(let object):
                guard object[token] != nil else { throw missing(token) }
                container[token] = nil
            case .array(var items):
                guard let index = arrayIndex(token, items.count) else { throw missing(token) }
                items.remove(at: index)
                container = .array(items)
            default: throw missing(token)
            }
        } into: { (child: inout JSONValue, rest) throws(PatchError) in
            try child.remove(at: rest)
        }
    }

    mutating func replace(with value: JSONValue, at path: ArraySlice<String>) throws(PatchError) {
        guard let token = path.first else {
            self = value
            return
        }
        try descend(path) { (container: inout JSONValue) throws(PatchError) in
            switch container {
            // As in Kubernetes a member need not be there to be replaced.
            case .object: container[token] = value
            case .array(var items):
                guard let index = arrayIndex(token, items.count) else { throw missing(token) }
                items[index] = value
                container = .array(items)
            default: throw missing(token)
            }
        } into: { (child: inout JSONValue, rest) throws(PatchError) in
            try child.replace(with: value, at: rest)
        }
    }

    /// Does `last` here if the path ends with its first token, else `inner` one step below.
    private mutating func descend(
        _ path: ArraySlice<String>, last: (inout JSONValue) throws(PatchError) -> Void,
        into inner: (inout JSONValue, ArraySlice<String>) throws(PatchError) -> Void
    ) throws(PatchError) {
        guard path.count > 1, let token = path.first else { return try last(&self) }
        switch self {
        case .object(var object):
            guard var child = object[token] else { throw missing(token) }
            self = .null
            object[token] = .null
            defer { self = .object(object) }
            try inner(&child, path.dropFirst())
            object[token] = child
        case .array(var items):
            guard let index = arrayIndex(token, items.count) else { throw missing(token) }
            self = .null
            defer { self = .array(items) }
            try inner(&items[index], path.dropFirst())
        default: throw missing(token)
        }
    }

    /// Equality in which `1` and `1.0` are the same number.
    func equalsAsJSON(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)):
            if let left = left.int64, let right = right.int64 {
                left == right
            } else {
                left == right || left.double == right.double
            }
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.equalsAsJSON($1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.members.allSatisfy { member in right[member.key].map(member.value.equalsAsJSON) ?? false }
        default: self == other
        }
    }

    /// How many values there are in this one, itself counted.
    var countOfValues: Int {
        switch self {
        case .array(let items): items.reduce(1) { $0 + $1.countOfValues }
        case .object(let object): object.members.reduce(1) { $0 + $1.value.countOfValues }
        default: 1
        }
    }
}

private func missing(_ pointer: JSONPointer) -> PatchError {
    .unprocessable("the path \(quoted(pointer.text)) does not exist")
}

private func missing(_ token: String) -> PatchError { .unprocessable("\(quoted(token)) does not exist in its parent") }
