import Dialects
import SpecLanguage

/// How Prometheus talks to a target, a discovery or a remote store.
struct HTTPClient: Sendable {
  var basicAuth: BasicAuth?
  var authorization: Authorization?
  var oauth2: OAuth2?
  var tls: TLSConfig?
  var followRedirects: Bool?
  var enableHTTP2: Bool?
  var proxyURL: URLText?
  var noProxy: String?
  var proxyFromEnvironment: Bool?

  /// What old configurations call the same.
  static let otherWords = ["bearer_token": "authorization", "bearer_token_file": "authorization"]

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("basic_auth", &basicAuth, "User and password.")
    key("authorization", &authorization, "An `Authorization` header.")
    key("oauth2", &oauth2, "OAuth 2 client credentials.")
    key("tls_config", &tls, "TLS settings.")
    key("follow_redirects", &followRedirects, "Whether redirects are followed.")
    key("enable_http2", &enableHTTP2, "Whether HTTP/2 is used.")
    key("proxy_url", &proxyURL, "Proxy to go through.")
    key("no_proxy", &noProxy, .since(.prometheus, 2, 43), "Hosts that need no proxy.")
    key(
      "proxy_from_environment", &proxyFromEnvironment, .since(.prometheus, 2, 43),
      "Whether the usual environment variables name the proxy.")
  }
}

/// User and password.
struct BasicAuth: SpecRecord {
  static let name = "basic auth"
  static let summary = "User and password."

  var username: String?
  var password: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("username", &username, .required, "User name.")
    key("password", &password, .writtenAs("password_file"), "Password, from a secret.")
  }
}

/// An `Authorization` header.
struct Authorization: SpecRecord {
  static let name = "authorization"
  static let summary = "An `Authorization` header."

  var type: String?
  var credentials: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Kind of credentials, `Bearer` when absent.")
    key(
      "credentials", &credentials, .required.writtenAs("credentials_file"),
      "The credentials, from a secret.")
  }
}

/// OAuth 2 client credentials.
struct OAuth2: SpecRecord {
  static let name = "OAuth 2"
  static let summary = "OAuth 2 client credentials."

  var clientID = ""
  var clientSecret: SecretReference?
  var tokenURL = URLText("")
  var scopes: [String] = []
  var endpointParams = Named<String>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("client_id", &clientID, .required, "Id of the client.")
    key(
      "client_secret", &clientSecret, .required.writtenAs("client_secret_file"),
      "Secret of the client.")
    key("token_url", &tokenURL, .required, "Where tokens are issued.")
    key("scopes", &scopes, "Scopes to ask for.")
    key("endpoint_params", &endpointParams, "Further parameters of the request.")
  }
}

/// TLS settings of a client.
struct TLSConfig: SpecRecord {
  static let name = "TLS client"
  static let summary = "TLS settings of a client."

  var ca: SecretReference?
  var certificate: SecretReference?
  var key: SecretReference?
  var serverName: String?
  var insecureSkipVerify: Bool?
  var minVersion: TLSVersion?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("ca", &ca, .writtenAs("ca_file"), "Certificate authority, from a secret.")
    key("cert", &certificate, .writtenAs("cert_file"), "Client certificate, from a secret.")
    key("key", &self.key, .writtenAs("key_file"), "Key of the client certificate.")
    key("server_name", &serverName, "Name the certificate must hold.")
    key("insecure_skip_verify", &insecureSkipVerify, "Trust any certificate.")
    key("min_version", &minVersion, "Lowest TLS version.")
  }
}

enum TLSVersion: String, Choice {
  case tls10 = "TLS10"
  case tls11 = "TLS11"
  case tls12 = "TLS12"
  case tls13 = "TLS13"
}
