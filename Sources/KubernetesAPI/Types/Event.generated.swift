// Generated from Sources/KubernetesSchema/Declarations/Schema+Event.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Event.
public struct Event: APIObject {
    public static let schemaType = "Event"
    public static let apiVersion = "v1"
    public static let kind = "Event"
    public static let resource = "events"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    @Boxed public var involvedObject: ObjectReference
    public var reason: String = ""
    public var message: String = ""
    @Boxed public var source: EventSource
    public var firstTimestamp: Timestamp?
    public var lastTimestamp: Timestamp?
    public var count: Int32 = 0
    public var type: String = ""
    public var eventTime: Timestamp?
    @OptionalBoxed public var series: EventSeries?
    public var action: String = ""
    @OptionalBoxed public var related: ObjectReference?
    public var reportingComponent: String = ""
    public var reportingInstance: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("involvedObject", &involvedObject, always: true)
        try fields.field("reason", &reason)
        try fields.field("message", &message)
        try fields.field("source", &source, always: true)
        try fields.field("firstTimestamp", &firstTimestamp, always: true)
        try fields.field("lastTimestamp", &lastTimestamp, always: true)
        try fields.field("count", &count)
        try fields.field("type", &type)
        try fields.microTime("eventTime", &eventTime, always: true)
        try fields.field("series", &series)
        try fields.field("action", &action)
        try fields.field("related", &related)
        try fields.field("reportingComponent", &reportingComponent, always: true)
        try fields.field("reportingInstance", &reportingInstance, always: true)
    }
}

/// v1 EventSeries.
public struct EventSeries: APIType {
    public static let schemaType = "EventSeries"

    public var count: Int32 = 0
    public var lastObservedTime: Timestamp?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("count", &count)
        try fields.microTime("lastObservedTime", &lastObservedTime, always: true)
    }
}

/// v1 EventSource.
public struct EventSource: APIType {
    public static let schemaType = "EventSource"

    public var component: String = ""
    public var host: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("component", &component)
        try fields.field("host", &host)
    }
}
