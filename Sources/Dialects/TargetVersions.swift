/// A program whose version decides what may be emitted.
package enum Tool: String, CaseIterable, Sendable {
  case prometheus, alertmanager, grafana, compose, loki, tempo, mimir, pyroscope, jaeger, alloy
  case otelcol

  package var title: String {
    switch self {
    case .otelcol: "OpenTelemetry Collector"
    case .compose: "docker compose"
    default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
  }
}

/// A version as far as it decides features.
package struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var major: Int
  package var minor: Int
  package var patch: Int?

  package init(_ major: Int, _ minor: Int, _ patch: Int? = nil) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// `3.14`, `v3.14.0`, `2`.
  package init?(_ text: some StringProtocol) {
    let digits = text.drop { $0 == "v" }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), let major = parts[0],
      parts.allSatisfy({ $0 != nil && ($0 ?? -1) >= 0 })
    else { return nil }
    self.init(major, parts.count > 1 ? parts[1] ?? 0 : 0, parts.count > 2 ? parts[2] : nil)
  }

  package var description: String {
    "\(major).\(minor)" + (patch.map { ".\($0)" } ?? "")
  }

  package static func < (one: Version, other: Version) -> Bool {
    (one.major, one.minor, one.patch ?? 0) < (other.major, other.minor, other.patch ?? 0)
  }
}

/// The first version of a tool that knows something.
package struct VersionGate: Sendable {
  package var tool: Tool
  package var version: Version

  package init(_ tool: Tool, _ major: Int, _ minor: Int) {
    self.tool = tool
    version = Version(major, minor)
  }
}

/// The versions a build emits for.
package struct TargetVersions: Sendable {
  package private(set) var versions: [Tool: Version] = [:]

  package init() {}

  package subscript(tool: Tool) -> Version? {
    get { versions[tool] }
    set { versions[tool] = newValue }
  }

  package func has(_ tool: Tool, _ major: Int, _ minor: Int) -> Bool {
    (versions[tool] ?? Version(Int.max, 0)) >= Version(major, minor)
  }
}
