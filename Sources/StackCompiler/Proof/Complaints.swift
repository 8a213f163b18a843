package import Diagnostics
internal import Documents
internal import StackModel
internal import StackSpec

/// What a tool says of a build, with the places of the spec that it is about.
package struct Complaints {
  private let compilation: Compilation
  private let sources: SourceMap

  package init(of compilation: Compilation, _ sources: SourceMap) {
    self.compilation = compilation
    self.sources = sources
  }

  /// Every line of the tool, each followed by the places that it speaks of.
  ///
  /// `files` are those that it was given; paths in its words begin in the stack's folder.
  package func text(_ answer: String, about files: [String]) -> String {
    var file = files.count == 1 ? files.first : nil
    var text = ""
    var shown: Set<SourceRange> = []
    let origins = Origins(compilation.resolution.origins, sources)
    for line in answer.split(separator: "\n") where !line.contains("SUCCESS") {
      text += "  \(line)\n"
      if let named = files.first(where: { line.contains($0) }) { file = named }
      guard let file else { continue }
      for place in places(String(line), file) {
        guard let range = origins.range(place.origin), shown.insert(range).inserted else {
          continue
        }
        let start = sources[range.source].line(startingAt: sources.position(of: range).lineStart)
        text += "    --> \(origins.place(range)): \(place.title)\n        \(start)\n"
      }
    }
    return text
  }

  private func places(_ line: String, _ file: String) -> [OutputPlace] {
    let named = Self.quoted(line).flatMap { compilation.places(file, named: $0) }
    if !named.isEmpty { return [named[0]] }
    guard let number = Self.lineNumber(line, file) else { return [] }
    return compilation.places(file, line: number).suffix(1)
  }

  /// Whatever stands in double quotes.
  private static func quoted(_ line: String) -> [String] {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 && $0 < parts.count - 1 }.map { String(parts[$0]) }
  }

  /// `line 12`, `FILE:12`, `FILE: 12:5`.
  private static func lineNumber(_ line: String, _ file: String) -> Int? {
    for start in ["line ", "\(file):", "\(file): "] {
      for rest in line.split(separator: start).dropFirst(line.hasPrefix(start) ? 0 : 1) {
        let digits = rest.utf8.prefix { (0x30...0x39).contains($0) }
        if let number = Int(String(decoding: Array(digits), as: UTF8.self)) { return number }
      }
    }
    return nil
  }
}
