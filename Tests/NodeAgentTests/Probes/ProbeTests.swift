import ContainerRuntime
import KubernetesAPI
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

@testable import NodeAgent

@Suite("Probes")
struct ProbeTests {
    @Test(
        "A threshold is reached by results in a row",
        arguments: [
            (1, 3, "++", "++"), (1, 3, "---", "..-"), (1, 3, "--+--", "..+.."), (2, 1, "+-++", ".-.+"),
            (0, 0, "+---", "+..-"),
        ])
    func thresholds(_ success: Int, _ failure: Int, _ results: String, _ expected: String) {
        var counter = ProbeCounter(successThreshold: success, failureThreshold: failure)
        let verdicts = results.map { result in counter.count(result == "+").map { $0 ? "+" : "-" } ?? "." }.joined()
        #expect(verdicts == expected)
    }

    func runner(_ runtime: FakeRuntime = FakeRuntime(), ports: [(String, Int)] = []) -> ProbeRunner {
        var container = makeContainer("app")
        container.ports = ports.map { name, number in
            var port = ContainerPort()
            port.name = name
            port.containerPort = Int32(number)
            return port
        }
        return ProbeRunner(
            runtime: runtime, id: ContainerID(podUID: "u", name: "app", attempt: 0), container: container,
            address: "127.0.0.1")
    }

    @Test("A command is asked by its exit code")
    func command() async {
        let runtime = FakeRuntime()
        runtime.state.withLock { $0.execCodes["bad"] = 1 }
        var probe = Probe()
        probe.exec = ExecAction()
        probe.exec?.command = ["good"]
        #expect(await runner(runtime).run(probe) == .success)
        probe.exec?.command = ["bad"]
        #expect(await runner(runtime).run(probe) == .failure("said\n"))
    }

    @Test("A server is asked by TCP and by HTTP", arguments: [(200, true), (302, true), (404, false), (500, false)])
    func server(status: Int, isWell: Bool) async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(FixedAnswer(status: status))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        var probe = Probe()
        probe.httpGet = HTTPGetAction()
        probe.httpGet?.port = .string("web")
        probe.httpGet?.path = "/health"
        let runner = runner(ports: [("web", port)])
        #expect(
            await runner.run(probe) == (isWell ? .success : .failure("HTTP probe failed with statuscode: \(status)")))
        var tcp = Probe()
        tcp.tcpSocket = TCPSocketAction()
        tcp.tcpSocket?.port = .int(Int32(port))
        #expect(await runner.run(tcp) == .success)
        try await server.close()
        #expect(await runner.run(tcp) == .failure("dial tcp 127.0.0.1:\(port): connect: connection refused"))
        #expect(
            await runner.run(probe)
                == .failure(
                    "Get \"http://127.0.0.1:\(port)/health\": dial tcp 127.0.0.1:\(port): connect: connection refused"))
    }

    @Test("A port that is named and not there is told")
    func unknownPort() async {
        var probe = Probe()
        probe.tcpSocket = TCPSocketAction()
        probe.tcpSocket?.port = .string("none")
        #expect(await runner().run(probe) == .failure("couldn't find port \"none\" in container app"))
    }

    @Test("A container with a readiness probe is ready when the probe says so, and no longer when it says no")
    func readiness() {
        var pod = makePod()
        pod.spec.containers[0].readinessProbe = Probe()
        var life = Simulation(pod)
        life.start()
        #expect(life.steps.last == "probes app")
        #expect(!life.containerStatus("app").ready)
        #expect(
            life.status().conditions.first { $0.type == "Ready" }?.message == "containers with unready status: [app]")
        life.send(.probed("app", attempt: 0, .ready(true)))
        #expect(life.containerStatus("app").ready)
        life.send(.probed("app", attempt: 0, .ready(false)))
        #expect(!life.containerStatus("app").ready)
        life.send(.probed("app", attempt: 7, .ready(true)))
        #expect(!life.containerStatus("app").ready)
    }

    @Test("A container with a startup probe has started when the probe says so")
    func startup() {
        var pod = makePod()
        pod.spec.containers[0].startupProbe = Probe()
        var life = Simulation(pod)
        life.start()
        #expect(life.containerStatus("app").started == false)
        #expect(!life.containerStatus("app").ready)
        life.send(.probed("app", attempt: 0, .started))
        #expect(life.containerStatus("app").started == true)
        #expect(life.containerStatus("app").ready)
    }

    @Test("A container that its liveness probe finds dead is stopped and restarted")
    func liveness() {
        var pod = makePod()
        pod.spec.containers[0].livenessProbe = Probe()
        var life = Simulation(pod)
        life.start()
        life.send(.probed("app", attempt: 0, .unhealthy("Container app failed liveness probe, will be restarted")))
        #expect(life.steps.suffix(3) == ["stop app", "launch app 1", "probes app"])
        #expect(life.notes.contains("Normal Killing Container app failed liveness probe, will be restarted"))
    }
}

/// Answers every request with one status.
private final class FixedAnswer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    let status: Int
    init(status: Int) { self.status = status }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status), headers: ["Content-Length": "0"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
