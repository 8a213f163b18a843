import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// Where signals go beside the stores of the stack: other stores, or a cloud.
struct SendSpec: SpecRecord {
  static let name = "send"
  static let summary = "Where signals go beside the stores of the stack."

  var metrics: [SendTarget] = []
  var logs: [SendTarget] = []
  var traces: [SendTarget] = []
  var profiles: [SendTarget] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("metrics", &metrics, "Stores of metrics; remote write unless said otherwise.")
    key("logs", &logs, "Stores of logs; Loki's push unless said otherwise.")
    key("traces", &traces, "Stores of traces; OpenTelemetry's gRPC unless said otherwise.")
    key("profiles", &profiles, "Stores of profiles; Pyroscope's push.")
  }

  var all: [(signal: Signal, targets: [SendTarget])] {
    [(.metrics, metrics), (.logs, logs), (.traces, traces), (.profiles, profiles)]
  }
}

/// A store outside of the stack.
struct SendTarget: SpecRecord {
  static let name = "send target"
  static let summary = "A store outside of the stack."
  static var shortForm: Shape? { URLText.shape }

  var url = Located(URLText(""), .nothing)
  var wire: SendProtocol?
  var basicAuth: BasicAuth?
  var bearer: SecretReference?
  var headers = Named<String>()
  var tls: TLSConfig?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &url, .required, "Address, with the path of the store's own protocol.")
    key("protocol", &wire, "What is spoken there.")
    key("basic_auth", &basicAuth, "User and password.")
    key("bearer_token", &bearer, "Token, from a secret.")
    key("headers", &headers, "Further headers.")
    key("tls", &tls, "TLS settings.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> SendTarget? {
    guard let url = Located<URLText>.read(node, reading) else { return nil }
    var target = SendTarget()
    target.url = url
    return target
  }

  func check(_ node: Node, _ reading: Reading) {
    if basicAuth != nil, bearer != nil {
      reading.clash(
        "only one way of login can be used", node, keys: ["basic_auth", "bearer_token"])
    }
    if basicAuth != nil, basicAuth?.password == nil, let place = node["basic_auth"] {
      reading.diagnostics.report(
        Diagnostic(.missingKey, .error, "the key 'password' is missing", at: place.range)
          .help("write 'password: {secret: NAME}' here"))
    }
    reading.checkHeaders(headers, help: "log in by 'bearer_token:' or 'basic_auth:'")
  }
}

enum SendProtocol: String, Choice {
  case otlpGRPC = "otlp-grpc"
  case otlpHTTP = "otlp-http"
  case remoteWrite = "remote-write"
  case lokiPush = "loki-push"
  case profilePush = "profile-push"

  /// The signals that can be sent this way.
  var signals: [Signal] {
    switch self {
    case .otlpGRPC, .otlpHTTP: [.metrics, .logs, .traces]
    case .remoteWrite: [.metrics]
    case .lokiPush: [.logs]
    case .profilePush: [.profiles]
    }
  }

  static func standard(for signal: Signal) -> SendProtocol {
    switch signal {
    case .metrics: .remoteWrite
    case .logs: .lokiPush
    case .traces: .otlpGRPC
    case .profiles: .profilePush
    }
  }
}

extension Resolver {
  /// The stores outside of the stack that the collector sends to.
  mutating func remoteDestinations(of spec: SendSpec, for service: String) -> [Destination] {
    var destinations: [Destination] = []
    for (signal, targets) in spec.all {
      for (index, target) in targets.enumerated() {
        let number = targets.count > 1 ? "_\(index + 1)" : ""
        if let destination = destination(
          target, named: "remote_\(signal.rawValue)\(number)", signal, service)
        {
          destinations.append(destination)
        }
      }
    }
    return destinations
  }

  private mutating func destination(
    _ target: SendTarget, named name: String, _ signal: Signal, _ service: String
  ) -> Destination? {
    let wire = target.wire ?? .standard(for: signal)
    let url = target.url.value
    guard wire.signals.contains(signal) else {
      diagnostics.report(
        Diagnostic(
          .wrongProtocol, .error, "\(signal.rawValue) cannot be sent by \(wire.rawValue)",
          at: target.url.range
        ).help("the usual protocol is \(SendProtocol.standard(for: signal).rawValue)"))
      return nil
    }
    if signal == .metrics, model.prometheus != nil {
      guard wire != .remoteWrite else {
        forwardSamples(to: target, named: name)
        return nil
      }
      diagnostics.report(
        Diagnostic(
          .signalToNobody, .warning, "what Prometheus scrapes is not sent by \(wire.rawValue)",
          at: target.url.range
        ).help("use 'protocol: remote-write', or leave 'prometheus:' out: the collector scrapes"))
    }
    var destination = Destination(name: name, signal: signal, origin: origin(target.url.range))
    switch wire {
    case .otlpGRPC: destination.otlp = .grpc("\(url.host):\(url.port ?? 443)")
    case .otlpHTTP: destination.otlp = .http(url.withoutLastSlash)
    case .remoteWrite, .profilePush: destination.native = url.text
    case .lokiPush:
      destination.native = url.text
      // Beside its own protocol Loki takes OpenTelemetry's, under another path.
      let push = "/loki/api/v1/push"
      let base = url.withoutLastSlash
      destination.otlp = .http(
        (base.hasSuffix(push) ? String(base.dropLast(push.count)) : base) + "/otlp")
    }
    destination.access = access(of: target, for: service)
    return destination
  }

  /// All samples come to the Prometheus of the stack, scraped or sent, and leave it from there.
  private mutating func forwardSamples(to target: SendTarget, named name: String) {
    var write: Tree = [
      "url": .text(target.url.value.text), "name": .text(name), "send_exemplars": true,
      "send_native_histograms": true,
    ]
    if !target.headers.entries.isEmpty {
      write["headers"] = .mapping(target.headers.entries.map { ($0.name, .text($0.value)) })
    }
    if let basic = target.basicAuth { write["basic_auth"] = written(basic, for: "prometheus") }
    if let token = target.bearer {
      write["authorization"] = ["credentials_file": .text(file(of: token, in: "prometheus"))]
    }
    if let tls = target.tls { write["tls_config"] = written(tls, for: "prometheus") }
    forwardSamples(by: write)
  }

  private mutating func access(of target: SendTarget, for service: String) -> Access {
    var access = Access()
    if let basic = target.basicAuth, let password = basic.password {
      access.login = .basic(
        user: basic.username ?? "", passwordFile: file(of: password, in: service))
    } else if let bearer = target.bearer {
      access.login = .bearer(tokenFile: file(of: bearer, in: service))
    }
    access.headers = target.headers.entries.map { ($0.name, $0.value) }
    guard target.url.value.scheme == "https" || target.tls != nil else { return access }
    var tls = ClientTLS()
    tls.authorityFile = target.tls?.ca.map { file(of: $0, in: service) }
    tls.certificateFile = target.tls?.certificate.map { file(of: $0, in: service) }
    tls.keyFile = target.tls?.key.map { file(of: $0, in: service) }
    tls.serverName = target.tls?.serverName
    tls.trustsAnyone = target.tls?.insecureSkipVerify ?? false
    access.tls = tls
    return access
  }
}

extension URLText {
  /// The address as others append a path to it.
  fileprivate var withoutLastSlash: String { text.hasSuffix("/") ? String(text.dropLast()) : text }
}
