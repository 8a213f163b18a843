import SpecLanguage

/// TLS and logins of Prometheus' own pages.
struct WebSpec: SpecRecord {
  static let name = "web configuration"
  static let summary = "TLS of the program's own pages; logins come with a file of one's own."

  var tls: ServerTLS?
  var file: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("tls_server_config", &tls, "Certificate and key.")
    key("file", &file, .own, "A whole web configuration with logins, from a secret.")
  }
}

/// Certificate and key of a server.
struct ServerTLS: SpecRecord {
  static let name = "TLS server"
  static let summary = "Certificate and key of a server, from secrets."

  var certificate: SecretReference?
  var key: SecretReference?
  var clientAuth: ClientAuth?
  var clientCA: SecretReference?
  var minVersion: TLSVersion?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("cert", &certificate, .required.writtenAs("cert_file"), "Certificate, from a secret.")
    key("key", &self.key, .required.writtenAs("key_file"), "Its key, from a secret.")
    key("client_auth_type", &clientAuth, "Whether clients must show certificates.")
    key("client_ca", &clientCA, .writtenAs("client_ca_file"), "Authority of client certificates.")
    key("min_version", &minVersion, "Lowest TLS version.")
  }
}

enum ClientAuth: String, Choice {
  case none = "NoClientCert"
  case request = "RequestClientCert"
  case requireAny = "RequireAnyClientCert"
  case verifyIfGiven = "VerifyClientCertIfGiven"
  case requireAndVerify = "RequireAndVerifyClientCert"
}
