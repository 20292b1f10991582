/// Holds a struct on the heap, so that the structs around it stay small and are copied cheaply. Until it is first written
/// it holds the zero value and takes no memory.
@propertyWrapper
public struct Boxed<Value: APIType>: Sendable, Equatable {
    private var box: Box<Value>?

    public init() {}
    public init(wrappedValue: Value) { box = .value(wrappedValue) }

    public var wrappedValue: Value {
        get { box?.value ?? Value() }
        _modify {
            var value = box?.value ?? Value()
            box = nil  // so that what is modified has one owner and is not copied
            defer { box = .value(value) }
            yield &value
        }
    }

    public static func == (left: Boxed, right: Boxed) -> Bool {
        (left.box == nil && right.box == nil) || left.wrappedValue == right.wrappedValue
    }
}

/// ``Boxed`` for a struct that may be absent.
@propertyWrapper
public struct OptionalBoxed<Value: APIType>: Sendable, Equatable {
    private var box: Box<Value>?

    public init() {}
    public init(wrappedValue: Value?) { box = wrappedValue.map { .value($0) } }

    public var wrappedValue: Value? {
        get { box?.value }
        _modify {
            var value = box?.value
            box = nil
            defer { box = value.map { .value($0) } }
            yield &value
        }
    }

    public static func == (left: OptionalBoxed, right: OptionalBoxed) -> Bool {
        left.wrappedValue == right.wrappedValue
    }
}

private indirect enum Box<Value: APIType>: Sendable {
    case value(Value)

    var value: Value {
        switch self {
        case .value(let value): value
        }
    }
}
