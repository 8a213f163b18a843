import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// How programs outside of the stack reach the collector.
struct OTLPIntake: SpecRecord {
  static let name = "OTLP intake"
  static let summary = "How programs outside of the stack send OpenTelemetry's protocol."

  var grpc: Port?
  var http: Port?
  var tls: OTLPCertificate?
  var origins: [URLText] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("grpc_port", &grpc, "Port of the host for gRPC; closed when absent.")
    key("http_port", &http, "Port of the host for HTTP; closed when absent.")
    key("tls", &tls, "Certificate of these ports; programs of the stack need none.")
    key("allowed_origins", &origins, "Addresses of web pages that may send.")
  }

  func check(_ node: Node, _ reading: Reading) {
    guard let written = node["tls"], tls != nil, grpc == nil, http == nil else { return }
    reading.invalid(
      "no port is open that would show this certificate", written,
      help: "write 'grpc_port:' or 'http_port:'")
  }
}

/// What the collector shows to programs outside of the stack.
struct OTLPCertificate: SpecRecord {
  static let name = "OTLP certificate"
  static let summary = "What the collector shows to programs outside of the stack."

  var certificate: SecretReference?
  var key: SecretReference?
  var clientAuthority: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("cert", &certificate, .required, "Certificate, from a secret.")
    key("key", &self.key, .required, "Its key, from a secret.")
    key(
      "client_ca", &clientAuthority,
      "Authority of the certificates that programs must show; none when absent.")
  }
}

extension Resolver {
  /// The door for programs outside of the stack, where it has a certificate.
  mutating func outsideIntake(_ spec: OTLPIntake, of service: String) -> OutsideIntake? {
    guard let tls = spec.tls, let certificate = tls.certificate, let key = tls.key else {
      return nil
    }
    var intake = OutsideIntake(
      certificateFile: file(of: certificate, in: service), keyFile: file(of: key, in: service))
    intake.grpcPort = spec.grpc.map { _ in 14317 }
    intake.httpPort = spec.http.map { _ in 14318 }
    intake.clientAuthorityFile = tls.clientAuthority.map { file(of: $0, in: service) }
    return intake
  }

  /// Opens the ports of the host for OpenTelemetry's protocol.
  mutating func publishOTLP(_ collector: Collector, _ spec: OTLPIntake, at range: SourceRange) {
    for (host, container) in [
      (spec.grpc, collector.outside?.grpcPort ?? 4317),
      (spec.http, collector.outside?.httpPort ?? 4318),
    ] {
      guard let host else { continue }
      publish(
        collector.service, host: host.number, container: container, hasPages: false, at: range)
    }
  }
}

extension OutsideIntake {
  var listeners: [Listener] {
    [(grpcPort, Wire.otlpGRPC), (httpPort, .otlpHTTP)].compactMap { port, wire in
      guard let port else { return nil }
      var listener = Listener(port: port, on: wire)
      listener.usesTLS = true
      return listener
    }
  }
}
