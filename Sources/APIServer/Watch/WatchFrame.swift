internal import KubernetesAPI

/// The types of events in a watch.
enum WatchEventType: String, Sendable {
    case added = "ADDED"
    case modified = "MODIFIED"
    case deleted = "DELETED"
    case bookmark = "BOOKMARK"
    case error = "ERROR"
}

/// The frames of a watch: one JSON document a line.
enum WatchFrame {
    static func bytes(_ type: WatchEventType, _ object: [UInt8]) -> [UInt8] {
        let head = "{\"type\":\"\(type.rawValue)\",\"object\":"
        var frame: [UInt8] = []
        frame.reserveCapacity(head.utf8.count + object.count + 2)
        frame += head.utf8
        frame += object
        frame += "}\n".utf8
        return frame
    }
}
