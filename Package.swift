// swift-tools-version: 6.2
import PackageDescription

// A warning is a mistake in CI, and a hint at the desk.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + strict

func product(_ name: String, _ package: String) -> Target.Dependency { .product(name: name, package: package) }

let nio: [Target.Dependency] = [
    product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"), product("NIOConcurrencyHelpers", "swift-nio"),
    product("NIOHTTP1", "swift-nio"), product("NIOWebSocket", "swift-nio"), product("NIOTLS", "swift-nio"),
    product("NIOSSL", "swift-nio-ssl"),
]
let logging = product("Logging", "swift-log")
let lifecycle = product("ServiceLifecycle", "swift-service-lifecycle")

let package = Package(
    name: "mayfly",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "mayfly", targets: ["mayfly"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Leaves: no knowledge of servers, sockets or processes.
        .target(name: "KubernetesSchema", swiftSettings: settings),
        .target(
            name: "KubernetesAPI", dependencies: ["KubernetesSchema", product("Yams", "Yams")], swiftSettings: settings),
        .executableTarget(name: "generate-api", dependencies: ["KubernetesSchema"], swiftSettings: settings),
        .target(
            name: "ResourceStore",
            dependencies: [
                "CSQLiteConfig", product("GRDB", "GRDB.swift"), product("GRDBSQLite", "GRDB.swift"), logging,
            ], swiftSettings: settings),
        .target(name: "CSQLiteConfig", linkerSettings: [.linkedLibrary("sqlite3")]),

        // The wire.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "StreamProtocols", dependencies: ["CZlib", "KubernetesAPI"] + nio + [logging], swiftSettings: settings
        ),
        .target(
            name: "KubernetesClient",
            dependencies: ["KubernetesAPI", "StreamProtocols", logging] + nio, swiftSettings: settings),

        // The API server.
        .target(
            name: "APIServer",
            dependencies: [
                "CZlib",
                "KubernetesAPI", "KubernetesSchema", "ResourceStore", "StreamProtocols", logging, lifecycle,
                product("NIOHTTP2", "swift-nio-http2"), product("X509", "swift-certificates"),
                product("SwiftASN1", "swift-asn1"), product("Crypto", "swift-crypto"),
                product("SystemPackage", "swift-system"),
            ] + nio, swiftSettings: settings),

        // Containers on this machine.
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .target(name: "CLinux"),
        .target(
            name: "ContainerRuntime",
            dependencies: [
                "CArchive", "CLinux", "KubernetesAPI", logging, product("Subprocess", "swift-subprocess"),
                product("SystemPackage", "swift-system"), product("Crypto", "swift-crypto"),
            ], swiftSettings: settings),
        .target(
            name: "NodeAgent",
            dependencies: [
                "KubernetesClient", "ContainerRuntime", "StreamProtocols", "KubernetesAPI", logging, lifecycle,
            ] + nio,
            swiftSettings: settings),
        .target(
            name: "Controllers", dependencies: ["KubernetesClient", "KubernetesAPI", logging, lifecycle],
            swiftSettings: settings),

        // The command line.
        .target(
            name: "Commands",
            dependencies: [
                "KubernetesAPI", "KubernetesSchema", "ResourceStore", "APIServer", "ContainerRuntime", "NodeAgent",
                "Controllers", "CLinux",
                "KubernetesClient", "StreamProtocols", logging, lifecycle,
                product("ArgumentParser", "swift-argument-parser"),
                product("UnixSignals", "swift-service-lifecycle"),
            ] + nio, swiftSettings: settings),
        .executableTarget(name: "mayfly", dependencies: ["Commands"], swiftSettings: settings),

        // Tests.
        .target(
            name: "MayflyTestSupport",
            dependencies: [
                "KubernetesAPI", product("Subprocess", "swift-subprocess"), product("SystemPackage", "swift-system"),
            ],
            swiftSettings: settings),
        .target(
            name: "LoneAPIServer", dependencies: ["APIServer", "ResourceStore", "KubernetesAPI", logging],
            path: "Tests/LoneAPIServer", swiftSettings: settings),
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: settings),
        .testTarget(
            name: "KubernetesAPITests",
            dependencies: ["KubernetesAPI", "KubernetesSchema", "SeededRandom", "generate-api"],
            exclude: ["Goldens"],
            swiftSettings: settings),
        .executableTarget(
            name: "store-probe", dependencies: ["ResourceStore"], path: "Tests/StoreProbe", swiftSettings: settings),
        .testTarget(
            name: "ResourceStoreTests",
            dependencies: [
                "ResourceStore", "store-probe", product("GRDB", "GRDB.swift"),
                product("Subprocess", "swift-subprocess"), product("SystemPackage", "swift-system"),
            ], swiftSettings: settings),
        .testTarget(
            name: "StreamProtocolsTests",
            dependencies: ["StreamProtocols", "SeededRandom", product("NIOEmbedded", "swift-nio")],
            swiftSettings: settings),
        .testTarget(
            name: "KubernetesClientTests", dependencies: ["KubernetesClient", "KubernetesAPI", "StreamProtocols"],
            swiftSettings: settings),
        .testTarget(
            name: "APIServerTests",
            dependencies: [
                "APIServer", "ResourceStore", "SeededRandom", product("Subprocess", "swift-subprocess"),
                product("Crypto", "swift-crypto"),
            ],
            exclude: ["Resources/Tables"],
            swiftSettings: settings),
        .testTarget(
            name: "ContainerRuntimeTests",
            dependencies: [
                "ContainerRuntime", "KubernetesAPI", logging, product("Subprocess", "swift-subprocess"),
                product("SystemPackage", "swift-system"),
            ], exclude: ["Goldens"], swiftSettings: settings),
        .testTarget(
            name: "NodeAgentTests",
            dependencies: [
                "NodeAgent", "ContainerRuntime", "KubernetesAPI", "KubernetesClient", "StreamProtocols", logging,
            ] + nio, swiftSettings: settings),
        .testTarget(
            name: "ControllersTests",
            dependencies: ["Controllers", "APIServer", "ResourceStore", "KubernetesClient", "KubernetesAPI", logging],
            swiftSettings: settings),
        .testTarget(
            name: "CommandsTests",
            dependencies: ["Commands", "KubernetesAPI", product("ArgumentParser", "swift-argument-parser")],
            swiftSettings: settings),
        .testTarget(
            name: "DifferentialTests",
            dependencies: ["LoneAPIServer", "KubernetesClient", "KubernetesAPI", logging],
            swiftSettings: settings),
        .executableTarget(
            name: "api-fuzz",
            dependencies: [
                "LoneAPIServer", "KubernetesAPI", "KubernetesSchema", "SeededRandom",
                product("ArgumentParser", "swift-argument-parser"),
            ] + nio, path: "Tests/APIFuzz", swiftSettings: settings),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "api-fuzz", product("Subprocess", "swift-subprocess"), product("SystemPackage", "swift-system"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests", dependencies: ["MayflyTestSupport", "KubernetesAPI"], exclude: ["Clients/Python"],
            swiftSettings: settings),
    ]
)
