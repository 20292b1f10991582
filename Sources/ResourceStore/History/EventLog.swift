/// The kept changes, oldest first, one for each revision without a gap.
struct EventLog: Sendable {
    /// Forgotten entries are cleared at once and their slots dropped now and then, so that both ends are cheap.
    private var slots: [StoreEvent?] = []
    private var head = 0
    /// What the log keeps alive beyond the current objects, in bytes.
    private(set) var bytes = 0

    var count: Int { slots.count - head }

    /// The change at `offset` from the oldest.
    subscript(offset: Int) -> StoreEvent {
        guard let event = slots[head + offset] else { preconditionFailure("a forgotten change was asked for") }
        return event
    }

    mutating func append(_ event: StoreEvent) {
        slots.append(event)
        bytes += Self.cost(event)
    }

    mutating func removeFirst(_ count: Int) {
        for _ in 0..<count {
            bytes -= Self.cost(self[0])
            slots[head] = nil
            head += 1
        }
        if head > 1024, head > slots.count / 2 {
            slots.removeFirst(head)
            head = 0
        }
    }

    /// Creations and updates share their bytes with the current object, or with the change that replaced it.
    static func cost(_ event: StoreEvent) -> Int {
        (event.previous?.value.count ?? 0) + (event.kind == .deleted ? event.object.value.count : 0)
    }
}
