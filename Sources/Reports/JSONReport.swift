package import Diagnostics
import Documents

/// The findings for programs: places as bytes from zero, and as lines and columns from one.
package func jsonReport(_ specs: [Findings]) -> [UInt8] {
  jsonDocument { report in
    report.list("findings") { list in
      for spec in specs {
        var places = Places(spec.sources)
        for finding in spec.list { list.object { write(finding, to: &$0, &places) } }
      }
    }
    report.field("errors", specs.reduce(0) { $0 + $1.count(.error) })
    report.field("warnings", specs.reduce(0) { $0 + $1.count(.warning) })
  }
}

private func write(_ finding: Diagnostic, to object: inout JSONObject, _ places: inout Places) {
  object.field("code", finding.code.rawValue)
  object.field("severity", finding.severity.rawValue)
  object.field("message", finding.message)
  if let range = finding.range { write(range, to: &object, &places) }
  if !finding.related.isEmpty {
    object.list("related") { list in
      for related in finding.related {
        list.object { object in
          object.field("message", related.text)
          write(related.range, to: &object, &places)
        }
      }
    }
  }
  if !finding.notes.isEmpty { object.strings("notes", finding.notes) }
  object.field("help", optional: finding.help)
  if let edit = finding.edit {
    object.object("edit") { object in
      write(edit.range, to: &object, &places)
      object.field("replacement", edit.replacement)
    }
  }
}

private func write(_ range: SourceRange, to object: inout JSONObject, _ places: inout Places) {
  let span = places.span(of: range)
  object.field("file", span.name)
  object.field("start", span.bytes.lowerBound)
  object.field("end", span.bytes.upperBound)
  object.field("line", span.start.line)
  object.field("column", span.start.column)
  object.field("end_line", span.end.line)
  object.field("end_column", span.end.column)
}
