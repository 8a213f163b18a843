/// Which PromQL a text is written in: for which server, and who sends it.
package struct PromQLDialect: Hashable, Sendable {
  package var version: PrometheusVersion
  package var features: PromQLFeatures
  package var place: Place

  package init(
    _ version: PrometheusVersion = .newest, features: PromQLFeatures = [], in place: Place = .rule
  ) {
    self.version = version
    self.features = features
    self.place = place
  }

  /// Grafana replaces its variables before it sends a query; Prometheus knows none.
  package enum Place: Hashable, Sendable {
    case rule, dashboard
  }

  var knowsVariables: Bool { place == .dashboard }
}

/// A minor release of Prometheus, the unit in which its language changes.
package struct PrometheusVersion: Hashable, Comparable, Sendable {
  package var major: Int
  package var minor: Int

  package init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads `2.42`, `v3.1` and `3.5.2`.
  package init?(_ text: String) {
    let digits = text.first == "v" ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let numbers = parts.compactMap { UInt16($0) }
    guard numbers.count == parts.count else { return nil }
    self.init(Int(numbers[0]), Int(numbers[1]))
  }

  package static let newest = PrometheusVersion(3, 14)

  package var text: String { "\(major).\(minor)" }

  package static func < (one: PrometheusVersion, other: PrometheusVersion) -> Bool {
    (one.major, one.minor) < (other.major, other.minor)
  }
}

/// Parts of the language that a server offers only when told so with `--enable-feature`.
package struct PromQLFeatures: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let experimentalFunctions = PromQLFeatures(rawValue: 1)
  package static let durationExpressions = PromQLFeatures(rawValue: 2)
  package static let extendedRanges = PromQLFeatures(rawValue: 4)
  package static let fillModifiers = PromQLFeatures(rawValue: 8)
  package static let utf8Names = PromQLFeatures(rawValue: 16)

  /// What `--enable-feature` calls them.
  package static let flags: [(flag: String, feature: PromQLFeatures)] = [
    ("promql-experimental-functions", .experimentalFunctions),
    ("promql-duration-expr", .durationExpressions),
    ("promql-extended-range-selectors", .extendedRanges),
    ("promql-binop-fill-modifiers", .fillModifiers),
    ("utf8-names", .utf8Names),
  ]

  package init?(flag: String) {
    guard let entry = Self.flags.first(where: { $0.flag == flag }) else { return nil }
    self = entry.feature
  }

  var flag: String { Self.flags.first { $0.feature == self }?.flag ?? "" }
}
