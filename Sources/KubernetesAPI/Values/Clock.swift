#if canImport(Glibc)
    internal import Glibc
#endif

extension Timestamp {
    /// The wall clock's time.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
    }
}
