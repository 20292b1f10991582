import KubernetesAPI
import Testing

@testable import ContainerRuntime
@testable import NodeAgent

@Suite("Logs that there are not")
struct LogRefusalTests {
    func view(_ edit: (inout Simulation) -> Void) throws -> ContainerView {
        var life = Simulation(makePod())
        edit(&life)
        let slot = try #require(life.slot("app"))
        return ContainerView(slot: slot, container: makeContainer("app"), status: life.containerStatus("app"))
    }

    func refusal(_ view: ContainerView, previous: Bool = false) -> String {
        do {
            _ = try logPath(view, pod: "web", previous: previous)
            return ""
        } catch {
            return (error as? StatusError)?.status.message ?? "\(error)"
        }
    }

    @Test("A9: are refused in the kubelet's words")
    func words() throws {
        let creating = try view { _ in }
        #expect(refusal(creating) == "container \"app\" in pod \"web\" is waiting to start: ContainerCreating")
        let pulling = try view {
            $0.imageFailures["app"] = .pull("x")
            $0.start()
        }
        #expect(refusal(pulling) == "container \"app\" in pod \"web\" is waiting to start: image can't be pulled")
        let backingOff = try view {
            $0.imageFailures["app"] = .pull("x")
            $0.start()
            $0.pass(seconds: 1)
        }
        #expect(
            refusal(backingOff)
                == "container \"app\" in pod \"web\" is waiting to start: trying and failing to pull image")
        let running = try view { $0.start() }
        #expect(refusal(running) == "")
        #expect(refusal(running, previous: true) == "previous terminated container \"app\" in pod \"web\" not found")
    }

    @Test("A9: of a crashed container the last run's log is given, and the one before as previous")
    func crashed() throws {
        let view = try view {
            $0.start()
            $0.exit("app", code: 1)
            $0.exit("app", code: 1)
        }
        #expect(try logPath(view, pod: "web", previous: false).run.id.attempt == 1)
        #expect(try logPath(view, pod: "web", previous: true).run.id.attempt == 1)
        let again = try self.view {
            $0.start()
            $0.exit("app", code: 1)
        }
        #expect(try logPath(again, pod: "web", previous: false).run.id.attempt == 1)
        #expect(try logPath(again, pod: "web", previous: true).run.id.attempt == 0)
    }
}
