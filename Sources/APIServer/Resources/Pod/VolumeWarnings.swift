import KubernetesAPI

/// What a client is warned of in a pod's volumes.
enum VolumeWarnings {
    private static let deprecated = [
        ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"), ("gitRepo", "deprecated in v1.11"),
        ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ]

    static func of(_ volumes: Field) -> [String] {
        var warnings: [String] = []
        for volume in volumes.items {
            for (name, message) in deprecated where volume[name].isSet {
                warnings.append("\(volume[name == "storageos" ? "storageOS" : name].path): \(message)")
            }
        }
        return warnings + tokenPaths(volumes)
    }

    /// Files that lie where a service account's token is to be.
    private static func tokenPaths(_ volumes: Field) -> [String] {
        let projections = volumes.items.flatMap { $0["projected"]["sources"].items }
        let tokens = Set(
            projections.map { $0["serviceAccountToken"] }.filter(\.isSet).map(\.["path"].text))
        if tokens.isEmpty { return [] }
        var warnings: [String] = []
        for volume in volumes.items {
            for source in volume["projected"]["sources"].items {
                for (name, shown) in [
                    ("configMap", "configMap"), ("secret", "secrets"), ("downwardAPI", "downwardAPI"),
                ] {
                    for (index, item) in source[name]["items"].items.enumerated()
                    where tokens.contains(item["path"].text) {
                        warnings.append(
                            "\(volume.path).projected.sources.\(shown)[\(index)]: has duplicated path with "
                                + "ServiceAccountToken \(quoted(item["path"].text))")
                    }
                }
                let bundle = source["clusterTrustBundle"]
                if bundle.isSet, tokens.contains(bundle["path"].text) {
                    warnings.append(
                        "\(volume.path).projected.sources.ClusterTrustBundle: has duplicated path with "
                            + "ServiceAccountToken \(quoted(bundle["path"].text))")
                }
            }
        }
        return warnings
    }
}
