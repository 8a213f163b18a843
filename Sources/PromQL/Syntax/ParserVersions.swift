import Diagnostics
import Dialects

/// Constructs that only some versions of Prometheus know, or only with a flag.
extension Parser {
  mutating func need(_ version: Version, _ what: String, at range: Range<Int>) {
    guard dialect.version < version else { return }
    report(
      .queryVersion,
      "\(what) needs Prometheus \(version); the target is \(dialect.version.description)", at: range
    )
  }

  mutating func need(
    _ version: Version, _ feature: PromQLFeatures, _ what: String, at range: Range<Int>
  ) {
    if dialect.version < version { return need(version, what, at: range) }
    guard !dialect.features.contains(feature) else { return }
    report(
      .queryFeature, "\(what) is experimental and switched off", at: range,
      help: "the server must run with --enable-feature=\(feature.flag)")
  }

  mutating func needNumberAsDuration(_ token: Token) {
    guard dialect.version < Version(2, 54) else { return }
    let seconds = word(token)
    report(
      .queryVersion,
      "a duration without unit needs Prometheus 2.54; the target is \(dialect.version.description)",
      at: token.range, help: "write \(seconds)s", replacement: "\(seconds)s")
  }

  mutating func needDurationAsNumber(_ token: Token) {
    need(Version(2, 54), "a duration as a number", at: token.range)
  }

  /// Only a minus directly after `offset` is old.
  mutating func needDurationSign(_ token: Token) {
    need(Version(3, 4), "a sign before a duration", at: token.range)
  }

  mutating func needDurationExpressions(_ token: Token) {
    // Switched on for everybody in 3.14.
    if dialect.version >= Version(3, 14) { return }
    need(Version(3, 4), .durationExpressions, "a computed duration", at: token.range)
  }

  mutating func needDurationFunction(_ token: Token, _ kind: Token.Kind) {
    let name = word(token).lowercased()
    let isOldName = name == "min" || name == "max"
    if isOldName, dialect.version >= Version(3, 13) {
      return report(
        .queryVersion, "'\(name)' between brackets is '\(name)_of' since Prometheus 3.13",
        at: token.range, help: "write \(name)_of", replacement: "\(name)_of")
    }
    let isNewName = kind == .smaller || kind == .larger
    if isNewName, !isOldName, dialect.version < Version(3, 13) {
      let oldName = kind == .smaller ? "min" : "max"
      let isKnown = dialect.version >= Version(3, 6)
      return report(
        .queryVersion,
        "'\(name)' needs Prometheus 3.13; the target is \(dialect.version.description)",
        at: token.range, help: isKnown ? "there it is called '\(oldName)'" : nil)
    }
    let since = kind == .range ? Version(3, 10) : Version(3, 6)
    need(since, "'\(name)()' as a duration", at: token.range)
    if dialect.version >= since { needDurationExpressions(token) }
  }
}
