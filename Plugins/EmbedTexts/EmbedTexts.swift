import Foundation
import PackagePlugin

/// Builds the texts of `packs/`, `stacks/` and `docs/diagnostics/` into the targets that name this
/// plugin.
@main
struct EmbedTexts: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    try [
      ("builtInPacks", "packs", "yaml"), ("exampleSpecs", "stacks", "yaml"),
      ("codePages", "docs/diagnostics", "md"),
    ].map { (constant, folder, ending) in
      let path = context.package.directoryURL.appending(path: folder)
      let files = try FileManager.default
        .contentsOfDirectory(at: path, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == ending }
        .sorted { $0.path < $1.path }
      let output = context.pluginWorkDirectoryURL.appending(path: "\(constant).swift")
      // The folder is an input too: a file that comes or goes must be noticed.
      return .buildCommand(
        displayName: "Embedding \(folder)",
        executable: try context.tool(named: "embed-texts").url,
        arguments: [output.path, constant, path.path, ending],
        inputFiles: files + [path], outputFiles: [output])
    }
  }
}
