import Diagnostics
import Reports
import SpecLanguage
import StackCompiler

/// One example of a page: a spec, perhaps with files beside it and arguments of the command line.
///
/// The line that opens a block tells the rest: ` ```yaml env=prod set=params.size=3 ` is the spec,
/// ` ```csv file=pvs.csv ` a file beside it, ` ```yaml spec=other.yaml ` a second spec of the same
/// build; with `escapes`, `\xFF` in the block stands for that byte.
struct PageExample {
  private var sources = TextSources([:])
  private var requests: [SpecRequest] = []

  /// The blocks below a heading of a page.
  init(_ page: CodePage, under heading: String) {
    var opening: [Substring]?
    var block = ""
    var isInside = false
    for line in page.body.split(separator: "\n", omittingEmptySubsequences: false) {
      if let words = opening, line == "```" {
        add(block, words)
        opening = nil
      } else if opening != nil {
        block += line + "\n"
      } else if line.hasPrefix("## ") {
        isInside = line == "## \(heading)"
      } else if isInside, line.hasPrefix("```") {
        opening = line.dropFirst(3).split(separator: " ")
        block = ""
      }
    }
  }

  private mutating func add(_ block: String, _ words: [Substring]) {
    let values = words.dropFirst().map { $0.split(separator: "=", maxSplits: 1) }
    func value(_ name: String) -> [String] {
      values.filter { $0.count == 2 && $0[0] == name }.map { String($0[1]) }
    }
    let file = value("file").first
    let path = file ?? value("spec").first ?? "spec.yaml"
    sources.texts[path] = words.contains("escapes") ? bytes(block) : Array(block.utf8)
    if file == nil {
      requests.append(
        SpecRequest(path, environment: value("env").first, settings: value("set")))
    }
  }

  /// The bytes of a text in which `\xFF` stands for a byte.
  private func bytes(_ text: String) -> [UInt8] {
    var parts = text.split(separator: "\\x", omittingEmptySubsequences: false)[...]
    var bytes = Array((parts.popFirst() ?? "").utf8)
    for part in parts {
      bytes.append(UInt8(part.prefix(2), radix: 16) ?? 0)
      bytes += part.dropFirst(2).utf8
    }
    return bytes
  }

  var isThere: Bool { !requests.isEmpty }

  func findings() async -> [Findings] {
    await compileAll(requests, from: sources).map(\.findings)
  }
}
