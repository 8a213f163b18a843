/// What programs tell about themselves.
package enum Signal: String, CaseIterable, Sendable {
  case metrics, logs, traces, profiles
}

/// What is spoken at a port that takes signals.
package enum Wire: String, CaseIterable, Sendable {
  case otlpGRPC = "otlp-grpc"
  case otlpHTTP = "otlp-http"
  case lokiPush = "loki-push"
  case remoteWrite = "remote-write"
  case profilePush = "profile-push"
  case faro
}

/// A store, or a collector elsewhere, that takes one signal.
package struct Destination: Sendable {
  package var name: String
  package var signal: Signal
  /// Where it takes OpenTelemetry's protocol.
  package var otlp: OTLPAddress?
  /// Where it takes its own: remote write, Loki's push, Pyroscope's push.
  package var native: String?
  package var access = Access()
  package var origin: Origin

  package init(
    name: String, signal: Signal, otlp: OTLPAddress? = nil, native: String? = nil,
    origin: Origin
  ) {
    self.name = name
    self.signal = signal
    self.otlp = otlp
    self.native = native
    self.origin = origin
  }
}

/// An address of OpenTelemetry's protocol: `host:port`, or a URL to which `/v1/traces` is added.
package enum OTLPAddress: Sendable {
  case grpc(String)
  case http(String)
}

/// What a client shows to be let in.
package struct Access: Sendable {
  package var login: Login?
  package var headers: [(name: String, value: String)] = []
  package var tls: ClientTLS?

  package init() {}

  /// Secrets come as files.
  package enum Login: Sendable {
    case basic(user: String, passwordFile: String)
    case bearer(tokenFile: String)
  }
}

/// TLS of a client; what it reads comes as files.
package struct ClientTLS: Sendable {
  package var authorityFile: String?
  package var certificateFile: String?
  package var keyFile: String?
  package var serverName: String?
  package var trustsAnyone = false

  package init() {}
}
