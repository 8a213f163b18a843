import Diagnostics
import Dialects
import SpecLanguage

extension Reading {
  /// Checks names of labels or annotations; since Prometheus 3 they may hold any sign.
  func checkLabelNames<Value>(_ named: Named<Value>, _ what: String = "label") {
    for entry in named.entries {
      if entry.name.isEmpty || entry.name == "__name__" {
        invalidKey("'\(entry.name)' cannot be the name of a \(what)", at: entry.nameRange)
      } else if !takesAnyName, !LabelName.isValid(entry.name) {
        invalidKey(
          "'\(entry.name)' is not the name of a \(what)", at: entry.nameRange,
          help: "use letters, digits and '_', no digit first")
      }
    }
  }

  /// Checks the name that a recording gives to its result.
  func checkRecordingName(_ name: String, at range: SourceRange) {
    let withoutColons = name.split(separator: ":").joined()
    guard name.isEmpty || !takesAnyName && !LabelName.isValid(withoutColons) else { return }
    invalidKey(
      "'\(name)' is not a metric name", at: range,
      help: "use letters, digits, '_' and ':', no digit first")
  }

  private var takesAnyName: Bool { versions[.prometheus].map { $0 >= Version(3, 0) } ?? true }
}
