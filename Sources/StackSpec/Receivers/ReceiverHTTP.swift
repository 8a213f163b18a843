import Dialects
import SpecLanguage
import YAMLTree

/// How Alertmanager talks to a receiver over HTTP.
struct ReceiverHTTP: SpecRecord {
  static let name = "receiver HTTP client"
  static let summary = "How a receiver is reached; replaces the global settings as a whole."

  var basicAuth: BasicAuth?
  var authorization: Authorization?
  var oauth2: OAuth2?
  var tls: TLSConfig?
  var followRedirects: Bool?
  var enableHTTP2: Bool?
  var proxyURL: URLText?
  var noProxy: String?
  var proxyFromEnvironment: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("basic_auth", &basicAuth, "User and password.")
    key("authorization", &authorization, "An `Authorization` header.")
    key("oauth2", &oauth2, "OAuth 2 client credentials.")
    key("tls_config", &tls, "TLS settings.")
    key("follow_redirects", &followRedirects, "Whether redirects are followed.")
    key("enable_http2", &enableHTTP2, "Whether HTTP/2 is used.")
    key("proxy_url", &proxyURL, "Proxy to go through.")
    key("no_proxy", &noProxy, .since(.alertmanager, 0, 26), "Hosts that need no proxy.")
    key(
      "proxy_from_environment", &proxyFromEnvironment, .since(.alertmanager, 0, 26),
      "Whether the usual environment variables name the proxy.")
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.allowOne(of: ["basic_auth", "authorization", "oauth2"], node)
    reading.allowOne(of: ["proxy_url", "proxy_from_environment"], node)
  }
}

extension Reading {
  /// Says so when more than one of some keys is written.
  func allowOne(of keys: [String], _ node: Node) {
    let written = keys.filter { node[$0] != nil }
    guard written.count > 1 else { return }
    clash(
      "only one of \(written.map { "'\($0)'" }.joined(separator: " and ")) can be set", node,
      keys: written, help: "keep one of them")
  }
}
