package import Diagnostics
package import SpecLanguage

/// One spec of a build and what became of it.
package struct CompiledSpec: Sendable {
  package let path: String
  package let compilation: Compilation?
  package let findings: Findings

  /// The same with warnings of some codes as errors.
  package func raising(_ codes: Set<DiagnosticCode>) -> CompiledSpec {
    CompiledSpec(path: path, compilation: compilation, findings: findings.raising(codes))
  }
}

/// Compiles specs side by side; the results have the order of the requests.
package func compileAll(
  _ requests: [SpecRequest], from sources: some SourceProvider,
  whenDone: (_ count: Int) -> Void = { _ in }
) async -> [CompiledSpec] {
  let drafts = await withTaskGroup(of: (Int, Draft).self) { group in
    for (index, request) in requests.enumerated() {
      group.addTask { (index, Draft(request, from: sources)) }
    }
    var drafts: [(Int, Draft)] = []
    for await draft in group {
      drafts.append(draft)
      whenDone(drafts.count)
    }
    return drafts.sorted { $0.0 < $1.0 }.map(\.1)
  }
  var owners: [String: String] = [:]
  return drafts.map { $0.finished(owners: &owners) }
}

/// What is found in a spec when nobody wants its files.
private func compileAlone(
  _ request: SpecRequest, from provider: some SourceProvider
) -> Diagnostics {
  let diagnostics = Diagnostics()
  _ = compile(request, from: provider, diagnostics)
  return diagnostics
}

/// A compiled spec before it is known which folders the others want.
private struct Draft: Sendable {
  let path: String
  let compilation: Compilation?
  let list: [Diagnostic]
  let sources: SourceMap

  init(_ request: SpecRequest, from provider: some SourceProvider) {
    let diagnostics = Diagnostics()
    path = request.path
    compilation = compile(request, from: provider, diagnostics)
    if request.coversEnvironments, let compilation {
      for name in compilation.environments where name != request.environment {
        var other = request
        other.environment = name
        diagnostics.addNew(of: compileAlone(other, from: provider), note: "with --env \(name)")
      }
    }
    list = diagnostics.list
    sources = diagnostics.sources
  }

  /// Two specs that want the same folder clash; the first keeps it.
  func finished(owners: inout [String: String]) -> CompiledSpec {
    let diagnostics = Diagnostics()
    diagnostics.sources = sources
    diagnostics.replaceAll(list)
    guard let compilation, let other = owners[compilation.name] else {
      if let compilation { owners[compilation.name] = path }
      return CompiledSpec(
        path: path, compilation: compilation, findings: Findings(diagnostics))
    }
    diagnostics.report(
      Diagnostic(
        .sameOutput, .error, "'\(other)' builds into the folder '\(compilation.name)' too",
        at: compilation.nameRange
      ).help("give one of them another name"))
    return CompiledSpec(path: path, compilation: nil, findings: Findings(diagnostics))
  }
}
