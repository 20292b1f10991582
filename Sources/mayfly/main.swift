internal import Commands

await Mayfly.run(arguments: Array(CommandLine.arguments.dropFirst()))
