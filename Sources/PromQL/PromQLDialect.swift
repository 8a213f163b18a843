package import Dialects

/// Which PromQL a text is written in: for which server, and who sends it.
package struct PromQLDialect: Hashable, Sendable {
  package var version: Version
  package var features: PromQLFeatures
  package var place: Place

  package init(
    _ version: Version = Version(3, 14), features: PromQLFeatures = [], in place: Place = .rule
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
