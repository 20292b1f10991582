/// What `--feature-gates` switches.
public struct FeatureGates: Sendable, Equatable {
    /// Whether pods may get ephemeral containers. Off, the server behaves as one without the feature: the subresource is
    /// not there, ephemeral containers in submitted pods are dropped, and only stored ones are still served.
    public var ephemeralContainers = true

    public init() {}

    /// Reads `NAME=BOOL,…`. Throws ``FeatureGateError`` for an unknown name or a value that is no boolean.
    public init(parsing text: String) throws(FeatureGateError) {
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = sides[0]
            let values = ["true": true, "false": false, "1": true, "0": false, "t": true, "f": false]
            guard sides.count == 2, let value = values[sides[1].lowercased()] else {
                throw FeatureGateError("invalid feature gate \(part): write NAME=true or NAME=false")
            }
            guard name == "EphemeralContainers" else {
                throw FeatureGateError("unrecognized feature gate: \(name); known is EphemeralContainers")
            }
            ephemeralContainers = value
        }
    }
}

/// Why the text of `--feature-gates` cannot be used.
public struct FeatureGateError: Error, Equatable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}
