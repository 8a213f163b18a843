import Diagnostics
import SpecLanguage
import StackCompiler
import StackSpec
import Testing
import YAMLTree

/// No small mistake in a spec goes unnoticed: each is reported on its line, and for a misspelt key
/// the right one is suggested.
@Suite struct MutationTests {
  @Test func `every misspelt key and every value of another type is found on its line`()
    async throws
  {
    var found: [Mutation.Kind: Int] = [:]
    var total: [Mutation.Kind: Int] = [:]
    var missed: [String] = []
    for spec in try Project.smallSpecs() {
      for (mutation, problem) in try await problems(in: spec) {
        total[mutation.kind, default: 0] += 1
        if let problem {
          missed.append("\(spec): \(problem)")
        } else {
          found[mutation.kind, default: 0] += 1
        }
      }
    }
    for kind in Mutation.Kind.allCases {
      let share = Double(found[kind] ?? 0) / Double(max(1, total[kind] ?? 0)) * 100
      print("\(kind.rawValue): \(found[kind] ?? 0) of \(total[kind] ?? 0) found, \(share) %")
      #expect(share >= 99)
    }
    for line in missed { print(line) }
  }

  private func problems(in spec: String) async throws -> [(Mutation, String?)] {
    let text = try Project().read(spec)
    let diagnostics = Diagnostics()
    let source = diagnostics.sources.add(name: spec, text: text)
    let tree = try #require(parseYAML(source, diagnostics))
    let environments: [String?] =
      [nil] + (tree["environments"]?.entries ?? []).map { .some($0.key.name) }
    let mutations = Mutation.all(in: tree, Stack.shape)
    return await withTaskGroup(of: (Int, String?).self) { group in
      for (index, mutation) in mutations.enumerated() {
        group.addTask { (index, problem(of: mutation, in: spec, text, environments)) }
      }
      var problems = [String?](repeating: nil, count: mutations.count)
      for await (index, problem) in group { problems[index] = problem }
      return Array(zip(mutations, problems))
    }
  }
}

/// What is not said about a mistake as it should be; nothing when all is well.
private func problem(
  of mutation: Mutation, in spec: String, _ text: [UInt8], _ environments: [String?]
) -> String? {
  let changed = mutation.applied(to: text)
  let sources = Changed(path: spec, text: changed)
  let line = text[..<mutation.bytes.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
  var said: [String] = []
  for environment in environments {
    let diagnostics = Diagnostics()
    _ = compile(SpecRequest(spec, environment: environment), from: sources, diagnostics)
    for finding in diagnostics.sorted {
      let ranges = [finding.range].compactMap { $0 } + finding.related.map(\.range)
      let isThere = ranges.contains { range in
        diagnostics.sources[range.source].name == spec
          && diagnostics.sources.position(of: range).line == line
      }
      guard isThere else { continue }
      guard let key = mutation.suggestion else { return nil }
      if finding.suggests(key) { return nil }
      said.append("\(finding.code.rawValue) \(finding.message), help: \(finding.help ?? "none")")
    }
  }
  let before = String(decoding: text[mutation.bytes].prefix(40), as: UTF8.self)
  let words = said.isEmpty ? "nothing is said" : said.joined(separator: "; ")
  return "line \(line): '\(before)' → '\(mutation.replacement)': \(words)"
}

extension Diagnostic {
  /// Whether the help names a key as what to write, not as one of all that are known.
  fileprivate func suggests(_ key: String) -> Bool {
    guard let help, !help.hasPrefix("known here") else { return false }
    let words = help.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    return words.contains { $0 == key }
  }
}

/// The files of the project, one of them changed.
private struct Changed: SourceProvider {
  let path: String
  let text: [UInt8]

  func read(_ path: String) throws(SourceError) -> [UInt8] {
    path == self.path ? text : try Project().read(path)
  }

  func list(_ folder: String) throws(SourceError) -> [String] { try Project().list(folder) }
}
