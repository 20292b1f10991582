import SystemPackage

/// The output of pipes or of a terminal, until each is at its end. Read only as fast as it is asked for, so that the
/// process feels a slow reader.
struct PipeOutput: AsyncSequence, Sendable {
    typealias Element = ProcessOutput
    typealias Failure = any Error

    struct Source: Sendable {
        let descriptor: Descriptor
        let isError: Bool
    }

    let sources: [Source]
    let reactor: Reactor

    func makeAsyncIterator() -> Iterator { Iterator(open: sources, reactor: reactor) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate(set) var open: [Source]
        let reactor: Reactor
        private var turn = 0

        init(open: [Source], reactor: Reactor) {
            self.open = open
            self.reactor = reactor
        }

        mutating func next() async throws -> ProcessOutput? { try await next(isolation: nil) }

        mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> ProcessOutput? {
            while !open.isEmpty {
                // In turns, so that neither stream waits for a busy other one.
                turn += 1
                var isIdle = true
                for step in open.indices {
                    let index = (turn + step) % open.count
                    let source = open[index]
                    guard let bytes = try Self.read(source.descriptor) else { continue }
                    if !bytes.isEmpty { return source.isError ? .stderr(bytes) : .stdout(bytes) }
                    open.remove(at: index)
                    isIdle = false
                    break
                }
                if isIdle { try await reactor.wait(open.map(\.descriptor), .readable) }
            }
            return nil
        }

        private static func read(_ descriptor: Descriptor) throws -> [UInt8]? {
            do {
                return try descriptor.read(upTo: 1 << 17)
            } catch {
                guard error.errno == .ioError else { throw error }
                return []  // a terminal whose other end is closed
            }
        }
    }
}
