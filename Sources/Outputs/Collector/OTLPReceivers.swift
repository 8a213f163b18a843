internal import OrderedTree
internal import StackModel

/// How the OpenTelemetry Collector takes its own protocol: plain inside of the stack, and over TLS
/// from outside where there is a certificate.
struct OTLPReceivers {
  let collector: Collector

  var names: [String] { collector.outside == nil ? ["otlp"] : ["otlp", "otlp/outside"] }

  var receivers: Tree {
    var http: Tree = ["endpoint": "0.0.0.0:4318"]
    guard let intake = collector.outside else {
      http.merge(origins)
      return ["otlp": ["protocols": ["grpc": ["endpoint": "0.0.0.0:4317"], "http": http]]]
    }
    var protocols: Tree = [:]
    if let port = intake.grpcPort { protocols["grpc"] = server(intake, port) }
    if let port = intake.httpPort {
      var http = server(intake, port)
      http.merge(origins)
      protocols["http"] = http
    }
    return [
      "otlp": ["protocols": ["grpc": ["endpoint": "0.0.0.0:4317"], "http": http]],
      "otlp/outside": ["protocols": protocols],
    ]
  }

  private var origins: Tree {
    collector.browserOrigins.isEmpty
      ? [:] : ["cors": ["allowed_origins": .texts(collector.browserOrigins)]]
  }

  private func server(_ intake: OutsideIntake, _ port: Int) -> Tree {
    var tls: Tree = [
      "cert_file": .text(intake.certificateFile), "key_file": .text(intake.keyFile),
    ]
    if let file = intake.clientAuthorityFile { tls["client_ca_file"] = .text(file) }
    return ["endpoint": .text("0.0.0.0:\(port)"), "tls": tls]
  }
}
