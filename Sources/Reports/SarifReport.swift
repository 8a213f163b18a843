package import Diagnostics
import Documents

/// The findings as SARIF 2.1.0, which code scanning services read.
package func sarifReport(
  _ specs: [Findings], version: String, title: (DiagnosticCode) -> String
) -> [UInt8] {
  let found = Set(specs.flatMap { $0.list.map(\.code) })
  let codes = DiagnosticCode.allCases.filter { found.contains($0) }
  return jsonDocument { report in
    report.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    report.field("version", "2.1.0")
    report.list("runs") { runs in
      runs.object { run in
        run.object("tool") { tool in
          tool.object("driver") { driver in
            driver.field("name", "stackgen")
            driver.field("version", version)
            driver.list("rules") { rules in
              for code in codes { rules.object { write(code, title(code), to: &$0) } }
            }
          }
        }
        run.field("columnKind", "unicodeCodePoints")
        run.list("results") { results in
          for spec in specs {
            var places = Places(spec.sources)
            for finding in spec.list {
              results.object { write(finding, codes, to: &$0, &places) }
            }
          }
        }
      }
    }
  }
}

private func write(_ code: DiagnosticCode, _ title: String, to rule: inout JSONObject) {
  rule.field("id", code.rawValue)
  rule.object("shortDescription") { $0.field("text", title) }
}

private func write(
  _ finding: Diagnostic, _ codes: [DiagnosticCode], to result: inout JSONObject,
  _ places: inout Places
) {
  let words = [finding.message] + finding.notes + [finding.help].compactMap { $0 }
  result.field("ruleId", finding.code.rawValue)
  result.field("ruleIndex", optional: codes.firstIndex(of: finding.code))
  result.field("level", finding.severity.rawValue)
  result.object("message") { $0.field("text", words.joined(separator: "\n")) }
  if let range = finding.range {
    result.list("locations") { list in
      list.object { write(range, to: &$0, &places) }
    }
  }
  if !finding.related.isEmpty {
    result.list("relatedLocations") { list in
      for related in finding.related {
        list.object { location in
          write(related.range, to: &location, &places)
          location.object("message") { $0.field("text", related.text) }
        }
      }
    }
  }
  if let edit = finding.edit { write(edit, to: &result, &places) }
}

private func write(_ range: SourceRange, to location: inout JSONObject, _ places: inout Places) {
  let span = places.span(of: range)
  location.object("physicalLocation") { physical in
    physical.object("artifactLocation") { $0.field("uri", uri(span.name)) }
    physical.object("region") { region in
      region.field("startLine", span.start.line)
      region.field("startColumn", span.start.column)
      region.field("endLine", span.end.line)
      region.field("endColumn", span.end.column)
      region.field("byteOffset", span.bytes.lowerBound)
      region.field("byteLength", span.bytes.count)
    }
  }
}

private func write(
  _ edit: Diagnostic.Edit, to result: inout JSONObject, _ places: inout Places
) {
  let span = places.span(of: edit.range)
  result.list("fixes") { fixes in
    fixes.object { fix in
      fix.list("artifactChanges") { changes in
        changes.object { change in
          change.object("artifactLocation") { $0.field("uri", uri(span.name)) }
          change.list("replacements") { replacements in
            replacements.object { replacement in
              replacement.object("deletedRegion") { region in
                region.field("byteOffset", span.bytes.lowerBound)
                region.field("byteLength", span.bytes.count)
              }
              replacement.object("insertedContent") { $0.field("text", edit.replacement) }
            }
          }
        }
      }
    }
  }
}

/// The name of a source as a reference by RFC 3986.
private func uri(_ name: String) -> String {
  name.utf8.reduce(into: "") { result, byte in
    let isLetter = (0x61...0x7A).contains(byte | 0x20)
    let isDigit = (0x30...0x39).contains(byte)
    if isLetter || isDigit || "-._~/:".utf8.contains(byte) {
      result.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      let digits = String(byte, radix: 16, uppercase: true)
      result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
  }
}
