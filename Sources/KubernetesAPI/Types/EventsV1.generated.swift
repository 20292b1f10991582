// Generated from Sources/KubernetesSchema/Declarations/Schema+EventsV1.swift by `make generate`.
// Do not edit: change the declarations instead.

/// events.k8s.io/v1 Event.
public struct EventsV1Event: APIObject {
    public static let schemaType = "EventsV1Event"
    public static let apiVersion = "events.k8s.io/v1"
    public static let kind = "Event"
    public static let resource = "events"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    public var eventTime: Timestamp?
    @OptionalBoxed public var series: EventsV1EventSeries?
    public var reportingController: String = ""
    public var reportingInstance: String = ""
    public var action: String = ""
    public var reason: String = ""
    @Boxed public var regarding: ObjectReference
    @OptionalBoxed public var related: ObjectReference?
    public var note: String = ""
    public var type: String = ""
    @Boxed public var deprecatedSource: EventSource
    public var deprecatedFirstTimestamp: Timestamp?
    public var deprecatedLastTimestamp: Timestamp?
    public var deprecatedCount: Int32 = 0

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.microTime("eventTime", &eventTime, always: true)
        try fields.field("series", &series)
        try fields.field("reportingController", &reportingController)
        try fields.field("reportingInstance", &reportingInstance)
        try fields.field("action", &action)
        try fields.field("reason", &reason)
        try fields.field("regarding", &regarding, always: true)
        try fields.field("related", &related)
        try fields.field("note", &note)
        try fields.field("type", &type)
        try fields.field("deprecatedSource", &deprecatedSource, always: true)
        try fields.field("deprecatedFirstTimestamp", &deprecatedFirstTimestamp, always: true)
        try fields.field("deprecatedLastTimestamp", &deprecatedLastTimestamp, always: true)
        try fields.field("deprecatedCount", &deprecatedCount)
    }
}

/// events.k8s.io/v1 EventSeries.
public struct EventsV1EventSeries: APIType {
    public static let schemaType = "EventsV1EventSeries"

    public var count: Int32 = 0
    public var lastObservedTime: Timestamp?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("count", &count, always: true)
        try fields.microTime("lastObservedTime", &lastObservedTime, always: true)
    }
}
