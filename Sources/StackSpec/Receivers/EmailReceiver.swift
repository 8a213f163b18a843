import Dialects
import SpecLanguage
import YAMLTree

/// E-mail, through the server of `alertmanager: smtp:` or one of its own.
struct EmailReceiver: ReceiverKind {
  static let name = "email receiver"
  static let summary = "E-mail."
  static let key = "email"
  static var shortForm: Shape? { EmailAddress.shape }
  static let needs = [
    ReceiverNeed(["smarthost"], orGlobal: ["smtp_smarthost"]),
    ReceiverNeed(["from"], orGlobal: ["smtp_from"]),
  ]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "email", keys: ["to": "addresses", "headers.Subject": "subject", "text": "message"],
    required: ["addresses"])

  var sendResolved = true
  var to = EmailAddresses([])
  var from: String?
  var smarthost: HostPort?
  var hello: String?
  var authUsername: String?
  var authPassword: SecretReference?
  var authSecret: SecretReference?
  var authIdentity: String?
  var requireTLS: Bool?
  var implicitTLS: Bool?
  var tls: TLSConfig?
  var headers = EmailHeaders()
  var html = MessageText.html
  var text = MessageText.body
  var threading: EmailThreading?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("to", &to, .required, "Address, or a list of them.")
    key("from", &from, "Sender, when not the one of `smtp`.")
    key("smarthost", &smarthost, "Mail server, when not the one of `smtp`.")
    key("hello", &hello, "Host name to greet the server with.")
    key("auth_username", &authUsername, "Login name at the server.")
    key("auth_password", &authPassword, .writtenAs("auth_password_file"), "Password of the login.")
    key(
      "auth_secret", &authSecret, .writtenAs("auth_secret_file").since(.alertmanager, 0, 31),
      "Secret of a CRAM-MD5 login.")
    key("auth_identity", &authIdentity, "Identity of a PLAIN login.")
    key("require_tls", &requireTLS, "Whether the server must offer TLS.")
    key(
      "force_implicit_tls", &implicitTLS, .since(.alertmanager, 0, 31),
      "Whether TLS begins at once.")
    key("tls_config", &tls, "TLS settings.")
    key("headers", &headers, "Headers; `Subject` is the title.")
    key("html", &html, "Body as HTML.")
    key("text", &text, "Body as text.")
    key("threading", &threading, .since(.alertmanager, 0, 30), "One thread for each group.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> EmailReceiver? {
    guard let to = EmailAddresses.read(node, reading) else { return nil }
    var receiver = EmailReceiver()
    receiver.to = to
    return receiver
  }
}

/// One thread for the messages of a group of alerts.
struct EmailThreading: SpecRecord {
  static let name = "email threading"
  static let summary = "One thread for the messages of a group of alerts."

  var enabled = true
  var byDate: ThreadDate?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("enabled", &enabled, "Whether messages of a group form a thread.")
    key("thread_by_date", &byDate, "Whether each day begins a new thread.")
  }
}

enum ThreadDate: String, Choice {
  case daily, none
}
