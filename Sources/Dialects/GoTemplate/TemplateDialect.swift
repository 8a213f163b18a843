/// What a template may name in the place where it stands.
package struct TemplateDialect: Sendable {
  /// The program and its version, for messages.
  var program: String
  var functions: [TemplateFunction]
  var variables: [String: TemplateKind]
  var root: TemplateKind
  var version: Version

  /// Labels and annotations of a Prometheus (or Loki, or Mimir) alerting rule.
  package static func prometheusAlert(_ version: Version = .init(3, 14)) -> TemplateDialect {
    TemplateDialect(
      program: "Prometheus", functions: TemplateFunction.go + TemplateFunction.prometheus,
      variables: [
        "$labels": .labels, "$value": .number, "$externalLabels": .texts, "$externalURL": .text,
      ], root: .prometheusAlert, version: version)
  }

  package static let prometheusAlert = prometheusAlert()

  /// Texts of receivers, and template files.
  package static func alertmanager(_ version: Version = .init(0, 34)) -> TemplateDialect {
    TemplateDialect(
      program: "Alertmanager", functions: TemplateFunction.go + TemplateFunction.alertmanager,
      variables: [:], root: .notification, version: version)
  }

  /// Labels and annotations of a rule that Grafana evaluates.
  package static let grafanaAlert = TemplateDialect(
    program: "Grafana",
    functions: TemplateFunction.go + TemplateFunction.prometheus + TemplateFunction.grafana,
    variables: ["$labels": .labels, "$value": .text, "$values": .grafanaValues],
    root: .grafanaAlert, version: .init(99, 0))

  func function(_ name: String) -> TemplateFunction? { functions.last { $0.name == name } }
}

/// A function of a template, as much as can be known of it.
struct TemplateFunction {
  var name: String
  var arguments: ClosedRange<Int>
  var result: TemplateKind
  var since: Version?

  init(
    _ name: String, _ arguments: ClosedRange<Int>, _ result: TemplateKind,
    since: Version? = nil
  ) {
    (self.name, self.arguments, self.result, self.since) = (name, arguments, result, since)
  }

  private static let any = 0...Int.max

  static let go: [TemplateFunction] = [
    .init("and", 1...Int.max, .anything), .init("call", 1...Int.max, .anything),
    .init("eq", 2...Int.max, .anything), .init("ge", 2...2, .anything),
    .init("gt", 2...2, .anything), .init("html", any, .text),
    .init("index", 1...Int.max, .anything), .init("js", any, .text), .init("le", 2...2, .anything),
    .init("len", 1...1, .anything), .init("lt", 2...2, .anything), .init("ne", 2...2, .anything),
    .init("not", 1...1, .anything), .init("or", 1...Int.max, .anything),
    .init("print", any, .text), .init("printf", 1...Int.max, .text), .init("println", any, .text),
    .init("slice", 1...4, .anything), .init("urlquery", any, .text),
  ]

  static let prometheus: [TemplateFunction] = [
    .init("args", any, .anything), .init("externalURL", 0...0, .text),
    .init("first", 1...1, .sample), .init("graphLink", 1...1, .text),
    .init("humanize", 1...1, .text), .init("humanize1024", 1...1, .text),
    .init("humanizeDuration", 1...1, .text), .init("humanizePercentage", 1...1, .text),
    .init("humanizeTimestamp", 1...1, .text), .init("label", 2...2, .text),
    .init("match", 2...2, .anything), .init("now", 0...0, .number, since: .init(3, 6)),
    .init("parseDuration", 1...1, .number), .init("pathPrefix", 0...0, .text),
    .init("query", 1...1, .samples), .init("reReplaceAll", 3...3, .text),
    .init("safeHtml", 1...1, .text), .init("sortByLabel", 2...2, .samples),
    .init("stripDomain", 1...1, .text), .init("stripPort", 1...1, .text),
    .init("strvalue", 1...1, .text), .init("tableLink", 1...1, .text),
    .init("title", 1...1, .text), .init("toDuration", 1...1, .anything, since: .init(3, 6)),
    .init("toLower", 1...1, .text), .init("toTime", 1...1, .anything),
    .init("toUpper", 1...1, .text), .init("urlQueryEscape", 1...1, .text, since: .init(3, 8)),
    .init("value", 1...1, .number),
  ]

  static let alertmanager: [TemplateFunction] = [
    .init("append", 1...Int.max, .anything, since: .init(0, 32)),
    .init("base64decode", 1...1, .text, since: .init(0, 34)),
    .init("base64encode", 1...1, .text, since: .init(0, 34)),
    .init("date", 2...2, .text, since: .init(0, 28)),
    .init("dict", any, .anything, since: .init(0, 32)),
    .init("humanizeDuration", 1...1, .text, since: .init(0, 28)),
    .init("join", 2...2, .text), .init("list", any, .anything, since: .init(0, 32)),
    .init("match", 2...2, .anything), .init("mustToDate", 2...2, .anything, since: .init(0, 34)),
    .init("now", 0...0, .anything, since: .init(0, 33)), .init("reReplaceAll", 3...3, .text),
    .init("routeLabels", any, .anything, since: .init(0, 34)), .init("safeHtml", 1...1, .text),
    .init("safeUrl", 1...1, .text, since: .init(0, 30)),
    .init("since", 1...1, .anything, since: .init(0, 28)), .init("stringSlice", any, .anything),
    .init("title", 1...1, .text), .init("toDate", 2...2, .anything, since: .init(0, 34)),
    .init("toJson", 1...1, .text, since: .init(0, 30)), .init("toLower", 1...1, .text),
    .init("toUpper", 1...1, .text), .init("trimSpace", 1...1, .text, since: .init(0, 26)),
    .init("tz", 2...2, .anything, since: .init(0, 28)),
    .init("urlUnescape", 1...1, .text, since: .init(0, 30)),
  ]

  static let grafana: [TemplateFunction] = [
    .init("filterLabels", 2...2, .texts), .init("filterLabelsRe", 2...2, .texts),
    .init("mergeLabelValues", 1...1, .texts), .init("removeLabels", 2...2, .texts),
    .init("removeLabelsRe", 2...2, .texts),
  ]
}
