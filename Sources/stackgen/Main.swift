import Diagnostics
import Documents
import Glibc
import SpecLanguage
import StackCompiler

/// Compiles the specs named and prints the files they become.
@main
struct Main {
  static func main() {
    for path in CommandLine.arguments.dropFirst() {
      let diagnostics = Diagnostics()
      let compilation = compile(SpecRequest(path), from: DiskSources(), diagnostics)
      for finding in diagnostics.sorted {
        let place = finding.range.map { range in
          let position = diagnostics.sources.position(of: range)
          return "\(diagnostics.sources[range.source].name):\(position.line):\(position.column)"
        }
        print("\(finding.severity)[\(finding.code.rawValue)] \(place ?? ""): \(finding.message)")
        if let help = finding.help { print("  help: \(help)") }
      }
      for file in compilation?.files ?? [] {
        print("==== \(file.path)\n\(String(decoding: file.bytes, as: UTF8.self))")
      }
    }
  }
}
