/// One door with TLS and login in front of everything that has pages.
package struct ReverseProxy: Sendable {
  package var service = "proxy"
  package var sites: [Site] = []
  package var certificate: Certificate
  /// The secret with the users of pages that have no login of their own.
  package var login: String?

  package init(certificate: Certificate, login: String?) {
    self.certificate = certificate
    self.login = login
  }

  package enum Certificate: Sendable {
    case automatic
    case ownAuthority
    /// Paths of certificate and key inside the container.
    case files(certificate: String, key: String)
  }

  package struct Site: Sendable {
    package var host: String
    package var service: String
    package var port: Int
    package var needsLogin: Bool
    /// Whether the service itself speaks TLS, with a certificate for another name.
    package var speaksTLS = false

    package init(host: String, service: String, port: Int, needsLogin: Bool) {
      self.host = host
      self.service = service
      self.port = port
      self.needsLogin = needsLogin
    }
  }
}
