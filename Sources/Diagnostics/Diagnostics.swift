/// What one build found so far, and the texts it is about.
package final class Diagnostics {
  package var sources = SourceMap()
  package private(set) var list: [Diagnostic] = []

  package init() {}

  /// Other findings about the same texts, for reading something a second time in silence.
  package var unheard: Diagnostics {
    let other = Diagnostics()
    other.sources = sources
    return other
  }

  package var hasErrors: Bool { list.contains { $0.severity == .error } }

  package func report(_ diagnostic: Diagnostic) { list.append(diagnostic) }

  package func error(_ code: DiagnosticCode, _ message: String, at range: SourceRange?) {
    report(Diagnostic(code, .error, message, at: range))
  }

  package func warning(_ code: DiagnosticCode, _ message: String, at range: SourceRange?) {
    report(Diagnostic(code, .warning, message, at: range))
  }

  package func replaceAll(_ diagnostics: [Diagnostic]) { list = diagnostics }

  /// Takes over the findings of another reading of the same files that are not known here yet.
  package func addNew(of other: Diagnostics, note: String) {
    let places = other.sources.sources.map { sources.place(of: $0) }
    var known = Set(list.map(Key.init))
    for finding in other.list {
      let finding = finding.moved { range in
        SourceRange(places[Int(range.source.index)], range.bytes.lowerBound, range.bytes.upperBound)
      }
      if known.insert(Key(finding)).inserted { report(finding.note(note)) }
    }
  }

  /// Sorted by place, each finding once.
  package var sorted: [Diagnostic] {
    var seen: Set<Key> = []
    return list.enumerated()
      .sorted { ($0.element.sortKey, $0.offset) < ($1.element.sortKey, $1.offset) }
      .map(\.element)
      .filter { seen.insert(Key($0)).inserted }
  }

  private struct Key: Hashable {
    let code: DiagnosticCode
    let range: SourceRange?
    let message: String

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      range = diagnostic.range
      message = diagnostic.message
    }
  }
}

extension Diagnostic {
  /// Findings without a place come last.
  fileprivate var sortKey: Int {
    guard let range else { return Int.max }
    return Int(range.source.index) << 32 | Int(range.start)
  }
}
