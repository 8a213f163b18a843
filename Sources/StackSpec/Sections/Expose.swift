import Diagnostics
import SpecLanguage
import YAMLTree

/// Where the stack is open to the outside.
struct Expose: SpecRecord {
  static let name = "expose"
  static let summary = "Where the stack is open to the outside."

  private var writtenAddress = Located(IPAddress("127.0.0.1"), .nothing)
  var proxy: ProxySpec?

  var address: IPAddress { writtenAddress.value }
  var addressRange: SourceRange { writtenAddress.range }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("address", &writtenAddress, "Address of the host that ports are bound to.")
    key("proxy", &proxy, "One door with TLS and login in front of everything that has pages.")
  }
}

/// A name of the DNS, without scheme, port and path.
struct DomainName: TextValue {
  var text: String

  static var textShape: TextShape { TextShape("domain", example: "monitoring.example.com") }

  init(_ text: String) { self.text = text }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> DomainName? {
    if isHost(text), !text.hasPrefix("["), !text.hasPrefix("."), !text.hasSuffix(".") {
      return DomainName(text)
    }
    let url = URLText(text)
    reading.invalid(
      "'\(text)' is not a domain", node,
      help: text.contains("://") && isHost(url.host)
        ? "write \(url.host)" : "write letters, digits, '-' and '.'")
    return nil
  }
}

/// One door in front of everything that has pages.
struct ProxySpec: SpecRecord {
  static let name = "proxy"
  static let summary = "One door with TLS and login in front of everything that has pages."

  var domain = DomainName("")
  var address = IPAddress("0.0.0.0")
  var tls = ProxyTLS()
  var login: SecretReference?
  var open: [Located<Identifier>] = []
  var tuning = ServiceTuning()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("domain", &domain, .required, "Domain; each service is reached at `service.domain`.")
    key("address", &address, "Address of the host that the door is bound to.")
    key("tls", &tls, "Where the certificate comes from.")
    key(
      "login", &login, "File with the users, from a secret; for pages without a login of their own."
    )
    key("without_login", &open, "Services that ask for a login themselves, or need none.")
    tuning.visitKeys(&key)
  }
}

/// Where the certificate of the door comes from.
struct ProxyTLS: SpecRecord {
  static let name = "proxy certificate"
  static let summary = "Where the certificate of the door comes from."
  static var shortForm: Shape? { ProxyCertificates.shape }

  var source = ProxyCertificates.automatic
  var certificate: SecretReference?
  var key: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("cert", &certificate, .required, "Certificate, from a secret.")
    key("key", &self.key, .required, "Its key, from a secret.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> ProxyTLS? {
    guard let source = ProxyCertificates.read(node, reading) else { return nil }
    var tls = ProxyTLS()
    tls.source = source
    return tls
  }
}

enum ProxyCertificates: String, Choice {
  /// From a public authority, by itself.
  case automatic
  /// From an authority of the door's own, for networks without one.
  case own = "internal"
}
