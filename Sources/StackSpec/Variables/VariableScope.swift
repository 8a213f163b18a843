import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// The variables of one dashboard, and which of them are used.
struct VariableScope {
  private let variables: Named<VariableSpec>
  private let severity: Diagnostic.Severity
  private var used: Set<String> = []

  init(_ variables: Named<VariableSpec>, severity: Diagnostic.Severity) {
    self.variables = variables
    self.severity = severity
  }

  func isDefined(_ name: String) -> Bool { variables.entries.contains { $0.name == name } }

  /// The type of the datasources a variable chooses from.
  func datasourceType(of name: String) -> String? {
    (variables[name]?.kind as? DatasourceVariable)?.plugin
  }

  mutating func use(_ name: String) { used.insert(name) }

  /// Checks the variables a query names.
  mutating func check(_ text: QueryText, _ reading: Reading) {
    for reference in variableReferences(in: text.text) where !reference.isBuiltIn {
      used.insert(reference.name)
      guard let place = variables.entries.firstIndex(where: { $0.name == reference.name }) else {
        // In other languages a dollar may be a sign of their own.
        guard text.dialect != .other else { continue }
        let range = reading.diagnostics.range(of: reference.bytes, in: text.node)
        reportUndefined(reference.name, at: range, reading)
        continue
      }
      let isMatched = text.dialect == .promQL || text.dialect == .logQL
      if isMatched, variables.entries[place].value.kind.isMultiple,
        let comparison = plainComparison(before: reference, in: text.text)
      {
        let range = reading.diagnostics.range(of: reference.bytes, in: text.node)
        reading.diagnostics.report(
          Diagnostic(
            .severalValues, severity,
            "'$\(reference.name)' may hold several values, and '\(comparison)' compares with one",
            at: range
          ).help("write \(comparison == "=" ? "=~" : "!~") instead of \(comparison)"))
      }
    }
  }

  /// A variable may ask with the values of those above it.
  mutating func checkOrder(_ reading: Reading) {
    for (index, entry) in variables.entries.enumerated() {
      for text in entry.value.kind.texts {
        for reference in variableReferences(in: text.text) where !reference.isBuiltIn {
          used.insert(reference.name)
          let range = reading.diagnostics.range(of: reference.bytes, in: text.node)
          guard
            let place = variables.entries.firstIndex(where: { $0.name == reference.name })
          else {
            reportUndefined(reference.name, at: range, reading)
            continue
          }
          if place >= index {
            reading.diagnostics.report(
              Diagnostic(
                .variableOrder, severity,
                "'$\(reference.name)' is known only below the variable '\(entry.name)'", at: range
              ).related(variables.entries[place].nameRange, "written here")
                .help("put '\(reference.name)' above '\(entry.name)'"))
          }
        }
      }
    }
  }

  func reportUndefined(_ name: String, at range: SourceRange?, _ reading: Reading) {
    let known = variables.names + VariableReference.builtIn.sorted()
    let words = nearest(to: name, among: known)
    reading.diagnostics.report(
      Diagnostic(
        .undefinedVariable, severity, "the dashboard has no variable '\(name)'", at: range
      ).help(
        words.isEmpty
          ? "declare it under 'variables:'" : suggestion(for: name, among: known)))
  }

  /// Warns about variables that nothing in the dashboard names.
  mutating func reportUnused(in node: Node, _ reading: Reading) {
    let suspects = variables.entries.filter {
      !used.contains($0.name) && !($0.value.kind is AdhocVariable)
        && !($0.value.kind is GroupByVariable)
    }
    guard !suspects.isEmpty else { return }
    addReferences(in: node)
    for entry in suspects where !used.contains(entry.name) {
      reading.diagnostics.report(
        Diagnostic(
          .unusedVariable, .warning, "nothing uses the variable '\(entry.name)'",
          at: entry.nameRange
        ).help("write $\(entry.name) in a query, or leave it out"))
    }
  }

  private mutating func addReferences(in node: Node) {
    switch node.content {
    case .scalar(let scalar):
      for reference in variableReferences(in: scalar.text) { used.insert(reference.name) }
    case .sequence(let items): for item in items { addReferences(in: item) }
    case .mapping(let entries): for entry in entries { addReferences(in: entry.value) }
    }
  }
}

/// `=` or `!=` where the reference stands in a text that is compared so.
private func plainComparison(before reference: VariableReference, in text: String) -> String? {
  let bytes = Array(text.utf8)
  var index = reference.bytes.lowerBound - 1
  while index >= 0, !"\"'`".utf8.contains(bytes[index]) { index -= 1 }
  index -= 1
  while index >= 0, bytes[index] == UInt8(ascii: " ") { index -= 1 }
  guard index >= 0, bytes[index] == UInt8(ascii: "=") else { return nil }
  return index > 0 && bytes[index - 1] == UInt8(ascii: "!") ? "!=" : "="
}
