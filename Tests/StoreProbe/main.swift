// A process that uses a store, for tests that kill it and for measuring.
//   store-probe write DATABASE   16 writers until killed, telling each intent before and each acknowledgement after
//   store-probe measure DATABASE figures for commits, reads, watches and the start

switch CommandLine.arguments.dropFirst().first {
case "write": try await write(to: CommandLine.arguments[2])
case "measure": try await measure(CommandLine.arguments[2])
default: print("usage: store-probe write|measure DATABASE")
}
