import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// `{endpoint: loki-push}`: where a signal is taken, whoever takes it in this stack.
struct EndpointReference: SpecRecord {
  static let name = "endpoint"
  static let summary = "Where a signal is taken, whoever takes it in this stack."

  var wire = EndpointWire.otlpHTTP
  var part = EndpointPart.url
  var range: SourceRange?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("endpoint", &wire, .required, "What is spoken there.")
    key("part", &part, "How much of the address is wanted.")
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> EndpointReference? {
    var reference = readRecord(node, reading, alsoKnown: [])
    reference?.range = node["endpoint"]?.range ?? node.range
    return reference
  }
}

enum EndpointWire: String, Choice {
  case otlpGRPC = "otlp-grpc"
  case otlpHTTP = "otlp-http"
  case lokiPush = "loki-push"
  case remoteWrite = "remote-write"
  case profilePush = "profile-push"
  case faro

  var wire: Wire { Wire(rawValue: rawValue) ?? .otlpHTTP }
}

enum EndpointPart: String, Choice {
  case url, address, host, port
}

/// An address inside the stack.
struct Endpoint {
  var host: String
  var port: Int
  var path = ""

  var url: String { "http://\(host):\(port)\(path)" }

  func text(_ part: EndpointPart) -> String {
    switch part {
    case .url: url
    case .address: "\(host):\(port)"
    case .host: host
    case .port: port.description
    }
  }
}

extension Resolver {
  /// Where something is taken: by the collector, else by the store itself.
  func endpoint(_ wire: Wire) -> Endpoint? {
    let collector = model.collector
    switch wire {
    case .otlpGRPC, .otlpHTTP:
      let host = collector?.service ?? traceStore
      return host.map { Endpoint(host: $0, port: wire == .otlpGRPC ? 4317 : 4318) }
    case .lokiPush:
      let host =
        collector?.logs.pushPort != nil ? collector?.service : stack.loki.map { _ in "loki" }
      return host.map { Endpoint(host: $0, port: 3100, path: "/loki/api/v1/push") }
    case .profilePush:
      let host =
        collector?.profiles.pushPort != nil
        ? collector?.service : stack.pyroscope.map { _ in "pyroscope" }
      return host.map { Endpoint(host: $0, port: 4040) }
    case .remoteWrite:
      return stores(of: .metrics).first?.native.map(URLText.init).map {
        Endpoint(host: $0.host, port: $0.port ?? 80, path: $0.path)
      }
    case .faro:
      return collector?.faroPort.map {
        Endpoint(host: collector?.service ?? "", port: $0, path: "/collect")
      }
    }
  }

  private var traceStore: String? {
    stores(of: .traces).first.flatMap {
      if case .grpc(let address) = $0.otlp { String(address.prefix { $0 != ":" }) } else { nil }
    }
  }

  /// The address that a reference stands for; says so where nobody takes the signal.
  mutating func resolve(_ reference: EndpointReference) -> String? {
    let wire = reference.wire.wire
    guard let endpoint = endpoint(wire) else {
      diagnostics.report(
        Diagnostic(
          .signalToNobody, .error, "nobody in this stack takes \(wire.rawValue)",
          at: reference.range
        ).help(wire.takers))
      return nil
    }
    usedWires.insert(wire)
    if wire == .remoteWrite { takesRemoteWrites() }
    return endpoint.text(reference.part)
  }
}

extension Wire {
  /// What a spec writes to have somebody who takes this.
  fileprivate var takers: String {
    switch self {
    case .otlpGRPC, .otlpHTTP: "add a 'collector:', or a store of traces: 'tempo:' or 'jaeger:'"
    case .lokiPush: "add 'loki:'"
    case .remoteWrite: "add 'prometheus:' or 'mimir:'"
    case .profilePush: "add 'pyroscope:'"
    case .faro: "write 'faro:' under 'collector:'"
    }
  }
}
