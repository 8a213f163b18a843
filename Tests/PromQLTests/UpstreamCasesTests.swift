import Dialects
import Foundation
import PromQL
import Testing

/// The cases of Prometheus' own parser test, where somebody has extracted them.
///
/// The file holds cases ended by NUL bytes; the first byte is `P` for an expression that must be
/// accepted and `N` for one that must be refused. The version stands in `PROMQL_CASES_VERSION`.
@Suite struct `Cases of Prometheus itself` {
  @Test(.enabled(if: casesPath != nil))
  func `are decided the same`() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: #require(casesPath)))
    let environment = ProcessInfo.processInfo.environment
    let version = try #require(Version(environment["PROMQL_CASES_VERSION"] ?? "2.42"))
    let dialect = PromQLDialect(
      version,
      features: [
        .experimentalFunctions, .durationExpressions, .extendedRanges, .fillModifiers, .utf8Names,
      ])
    for part in bytes.split(separator: 0) {
      let text = String(decoding: part.dropFirst(), as: UTF8.self)
      let isAccepted = parsePromQL(text, dialect).query != nil
      #expect(isAccepted == (part.first == UInt8(ascii: "P")), "\(text)")
    }
  }
}

private let casesPath = ProcessInfo.processInfo.environment["PROMQL_CASES"]
