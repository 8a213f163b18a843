internal import Diagnostics
package import YAMLTree

/// The path of a table that a spec names, relative to the file that names it.
package struct TableFile: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape { TextShape("path", example: "pv_thresholds.csv") }
  package var specText: String? { text.isEmpty ? nil : text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> TableFile? {
    RelativePath.parse(text, node, reading).map { TableFile(text: $0.text) }
  }
}

extension Located<TableFile> {
  /// Reads the table; `nil` when there is none, or when it has an error.
  package func table(
    _ columns: [TableColumn], others: OtherColumns = .refused, _ reading: Reading
  ) -> CSVTable? {
    guard let files = reading.files else { return nil }
    let spec = reading.diagnostics.sources[range.source].name
    let path = FilePath.joined(FilePath(spec).folder, value.text)
    do {
      let source = reading.diagnostics.sources.add(name: path, text: try files.read(path))
      return readTable(source, columns: columns, others: others, reading)
    } catch {
      report(path, error, files, reading)
      return nil
    }
  }

  private func report(
    _ path: String, _ error: SourceError, _ files: any SourceProvider, _ reading: Reading
  ) {
    let finding: Diagnostic
    switch error {
    case .unreadable(let reason):
      finding = Diagnostic(
        .unreadableTable, .error, "cannot read '\(value.text)': \(reason)", at: range)
    case .missing:
      finding = Diagnostic(
        .unreadableTable, .error, "there is no file '\(path)'", at: range
      ).help("paths are relative to the file that names them")
    }
    reading.diagnostics.report(finding)
  }
}
