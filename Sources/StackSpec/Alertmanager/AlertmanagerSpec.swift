import Dialects
import SpecLanguage

/// The Alertmanager of the stack.
struct AlertmanagerSpec: SpecRecord {
  static let name = "alertmanager"
  static let summary = "An Alertmanager that groups alerts and tells people."
  static var mayBeEmpty: Bool { true }

  var port = Port(9093)
  var tuning = ServiceTuning()
  var externalURL: URLText?
  var retention = Duration.hours(120)
  var replicas = 1
  var cluster = ClusterSpec()
  var smtp: SMTPSpec?
  var global = AlertmanagerGlobal()
  var web: WebSpec?
  var login: BasicAuth?
  var features: [Located<String>] = []
  var flags: [Located<CommandFlag>] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, .own, "Port of the host it is reached at; replicas take the next ones.")
    tuning.visitKeys(&key)
    key("external_url", &externalURL, .own, "Address under which people reach it.")
    key("retention", &retention, .own, "How long silences and sent messages are remembered.")
    key("replicas", &replicas, .own, "How many run together, so that one may fail.")
    key("cluster", &cluster, .own, "How replicas talk to each other.")
    key("smtp", &smtp, .own, "Mail server of all e-mail receivers.")
    global.visitKeys(&key)
    key("web", &web, .own, "TLS and logins of its own pages.")
    key("login", &login, .own, "How the others of the stack log in, where `web.file` asks for it.")
    key("features", &features, .own, "Feature flags.")
    key("flags", &flags, .own, "Further command-line flags, as they are.")
  }
}

/// How replicas of Alertmanager talk to each other.
struct ClusterSpec: SpecRecord {
  static let name = "Alertmanager cluster"
  static let summary = "How replicas talk to each other."

  var peers: [HostPort] = []
  var peerTimeout: Duration?
  var gossipInterval: Duration?
  var pushPullInterval: Duration?
  var settleTimeout: Duration?
  var label: String?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("peers", &peers, "Further members outside of the stack.")
    key("peer_timeout", &peerTimeout, "How long each waits for those before it.")
    key("gossip_interval", &gossipInterval, "How often news are passed on.")
    key("pushpull_interval", &pushPullInterval, "How often everything is compared.")
    key("settle_timeout", &settleTimeout, "How long a start waits for the others.")
    key("label", &label, .since(.alertmanager, 0, 26), "Word that all members share.")
  }

  /// The flags that are set, as Alertmanager spells them.
  var flags: [String] {
    let durations = [
      ("peer-timeout", peerTimeout), ("gossip-interval", gossipInterval),
      ("pushpull-interval", pushPullInterval), ("settle-timeout", settleTimeout),
    ]
    return durations.compactMap { name, value in value.map { "--cluster.\(name)=\($0.goText)" } }
      + (label.map { ["--cluster.label=\($0)"] } ?? [])
  }
}

/// The mail server that messages are handed to.
struct SMTPSpec: SpecRecord {
  static let name = "mail server"
  static let summary = "The mail server that messages are handed to."

  var host = HostPort("", 0)
  var from = EmailAddress(text: "")
  var user: String?
  var password: SecretReference?
  var secret: SecretReference?
  var identity: String?
  var hello: String?
  var requireTLS: Bool?
  var implicitTLS: Bool?
  var tls: TLSConfig?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("host", &host, .required.writtenAs("smtp_smarthost"), "Server with its port.")
    key("from", &from, .required.writtenAs("smtp_from"), "Sender of the messages.")
    key("user", &user, .writtenAs("smtp_auth_username"), "Login name at the server.")
    key("password", &password, .writtenAs("smtp_auth_password_file"), "Password of the login.")
    key(
      "secret", &secret, .writtenAs("smtp_auth_secret_file").since(.alertmanager, 0, 31),
      "Secret of a CRAM-MD5 login.")
    key("identity", &identity, .writtenAs("smtp_auth_identity"), "Identity of a PLAIN login.")
    key("hello", &hello, .writtenAs("smtp_hello"), "Host name to greet the server with.")
    key(
      "require_tls", &requireTLS, .writtenAs("smtp_require_tls"),
      "Whether the server must offer TLS.")
    key(
      "force_implicit_tls", &implicitTLS,
      .writtenAs("smtp_force_implicit_tls").since(.alertmanager, 0, 31),
      "Whether TLS begins at once, as on port 465.")
    key(
      "tls_config", &tls, .writtenAs("smtp_tls_config").since(.alertmanager, 0, 28),
      "TLS settings.")
  }
}
