/// Bounds on what one archive may unpack to, far above real images and below what hurts a machine.
struct UnpackLimits: Sendable {
    /// Entries of one archive: each costs an inode.
    var entries = 4_000_000
    /// Bytes of one archive, expanded.
    var bytes: Int64 = 64 << 30
    /// Bytes that stay free on the file system, so that a load never fills the disk of the node.
    var reserve: Int64 = 256 << 20
    /// Layers of one image; overlayfs takes 500.
    var layers = 500
}
