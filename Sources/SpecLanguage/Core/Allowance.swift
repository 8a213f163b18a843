package import Diagnostics
package import YAMLTree

/// One item of `allow:`, a warning the author of a spec accepts, and why.
package struct Allowance: SpecRecord {
  package static let name = "allow"
  package static let summary = "Accepts a warning, everywhere or at one place of the spec."

  package var code = Located(AllowedCode(.unusedAllow), .nothing)
  package var at: Located<SpecPath>?
  package var because = ""

  package init() {}

  package mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("code", &code, .required, "Code of the warning.")
    key("at", &at, "Path of the spec the warning is about; without it, the whole spec.")
    key("because", &because, .required, "Why the warning is accepted.")
  }
}

/// The code of a diagnostic, as `allow:` names it.
package struct AllowedCode: TextValue, Hashable {
  package var code: DiagnosticCode

  package init(_ code: DiagnosticCode) { self.code = code }

  package static var textShape: TextShape {
    TextShape("code", example: "SG0209", pattern: "^SG[0-9]{4}$")
  }
  package var text: String { code.rawValue }
  package var specText: String? { code.rawValue }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> AllowedCode? {
    if let code = DiagnosticCode(rawValue: text) { return AllowedCode(code) }
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    reading.diagnostics.report(
      Diagnostic(.unknownChoice, .error, "no diagnostic has the code '\(text)'", at: node.range)
        .help(suggestion(for: text, among: codes) ?? "a code is written like \(codes[0])"))
    return nil
  }
}

/// The findings that are left when the allowed warnings are gone. Errors are never allowed.
///
/// An allowance that allowed nothing becomes a warning itself, unless errors may have hidden
/// what it is for.
package func applyAllowances(
  _ allowances: [Allowance], to findings: [Diagnostic], of spec: Node, _ diagnostics: Diagnostics
) -> [Diagnostic] {
  var left = findings
  var added: [Diagnostic] = []
  let hasErrors = findings.contains { $0.severity == .error }
  for allowance in allowances {
    var places: [SourceRange]?
    if let path = allowance.at {
      switch path.value.find(in: spec) {
      case .node(let node, let whole): places = node.ranges(within: whole)
      case .missing(let step, let known):
        added.append(diagnostics.unknownPath(path.value, step: step, known: known, in: path.node))
        continue
      }
    }
    let count = left.count
    left.removeAll { allowance.allows($0, in: places) }
    if left.count == count, !hasErrors { added.append(allowance.unused) }
  }
  return left + added
}

extension Allowance {
  /// `places` are the ranges of the path; nothing stands for the whole spec.
  fileprivate func allows(_ finding: Diagnostic, in places: [SourceRange]?) -> Bool {
    guard finding.severity == .warning, finding.code == code.value.code else { return false }
    guard let places else { return true }
    guard let range = finding.range else { return false }
    return places.contains {
      $0.source == range.source && $0.start <= range.start && range.end <= $0.end
    }
  }

  fileprivate var unused: Diagnostic {
    let text = at.map { " at '\($0.value.text)'" } ?? ""
    return Diagnostic(
      .unusedAllow, .warning, "there is no warning \(code.value.code.rawValue)\(text) to allow",
      at: code.range
    ).help("remove this entry of 'allow:'")
  }
}

extension Node {
  /// The stretches of text a value is made of; more than one where files were merged.
  fileprivate func ranges(within whole: SourceRange) -> [SourceRange] {
    var ranges = [whole]
    collect(outside: whole, &ranges)
    return ranges
  }

  private func collect(outside whole: SourceRange, _ ranges: inout [SourceRange]) {
    for item in items ?? [] { item.add(item.range, outside: whole, &ranges) }
    for entry in entries ?? [] {
      entry.value.add(entry.key.range.extended(to: entry.value.range), outside: whole, &ranges)
    }
  }

  private func add(
    _ own: SourceRange, outside whole: SourceRange, _ ranges: inout [SourceRange]
  ) {
    let isInside = own.source == whole.source && whole.start <= own.start && own.end <= whole.end
    if !isInside { ranges.append(own) }
    collect(outside: isInside ? whole : own, &ranges)
  }
}
