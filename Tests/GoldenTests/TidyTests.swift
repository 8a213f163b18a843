import Foundation
import Testing

/// The house keeps itself in order.
@Suite struct TidyTests {
  private static let sources: [(path: String, text: String)] = {
    let root = URL(fileURLWithPath: Project.folder)
    return ["Sources", "Tests", "Plugins"].flatMap { folder -> [(String, String)] in
      let files = FileManager.default.enumerator(
        at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
      return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
        .compactMap { file in
          (try? String(contentsOf: file, encoding: .utf8)).map {
            (String(file.path.dropFirst(root.path.count + 1)), $0)
          }
        }
    }
  }()

  @Test func `there is something to keep in order`() {
    #expect(Self.sources.count > 300)
  }

  @Test func `a file has at most 400 lines`() {
    let long = Self.sources.filter { $0.text.split(separator: "\n").count > 400 }
    #expect(long.map(\.path) == [])
  }

  @Test func `Foundation stays out of the compiler`() {
    let guilty = Self.sources.filter {
      $0.path.hasPrefix("Sources/") && !$0.path.hasPrefix("Sources/stackgen-dev")
        && $0.text.contains("import Foundation")
    }
    #expect(guilty.map(\.path) == [])
  }

  @Test(arguments: ["TO" + "DO", "FIX" + "ME", "try" + "!", "fatal" + "Error("])
  func `nothing is left for later`(word: String) {
    let guilty = Self.sources.filter { $0.path.hasPrefix("Sources/") && $0.text.contains(word) }
    #expect(guilty.map(\.path) == [])
  }

  @Test func `an output sees no spec, and a spec no output`() {
    let outputs = Self.sources.filter { file in
      file.path.hasPrefix("Sources/Outputs/")
        && ["SpecLanguage", "StackSpec", "YAMLTree"].contains {
          file.text.contains("import \($0)\n")
        }
    }
    let specs = Self.sources.filter {
      $0.path.hasPrefix("Sources/StackSpec/") && $0.text.contains("import Outputs\n")
    }
    #expect(outputs.map(\.path) + specs.map(\.path) == [])
  }
}
