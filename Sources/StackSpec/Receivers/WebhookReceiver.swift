import Dialects
import SpecLanguage
import YAMLTree

/// A program of one's own that takes alerts as JSON.
struct WebhookReceiver: ReceiverKind {
  static let name = "webhook receiver"
  static let summary = "A program of one's own that takes alerts as JSON."
  static let key = "webhook"
  static var shortForm: Shape? { URLText.shape }
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "webhook",
    keys: [
      "url": "url", "max_alerts": "maxAlerts", "http_config.basic_auth.username": "username",
      "http_config.basic_auth.password": "password",
      "http_config.authorization.type": "authorization_scheme",
      "http_config.authorization.credentials": "authorization_credentials",
    ], required: ["url"])

  var sendResolved = true
  var url: SecretOr<URLText> = .plain(URLText(""))
  var maxAlerts: Int?
  var timeout: Duration?
  var payload: Raw?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    var address = KeyRule.secretAs("url_file", since: .alertmanager, 0, 26)
    address.isRequired = true
    key("url", &url, address, "Address, or a secret that holds it.")
    key("max_alerts", &maxAlerts, "Most alerts of one message; 0 for all.")
    key("timeout", &timeout, .since(.alertmanager, 0, 28), "How long sending may take.")
    key("payload", &payload, .since(.alertmanager, 0, 32), "What is sent in place of upstream's.")
    key("http_config", &http, "How the program is reached.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> WebhookReceiver? {
    guard let url = URLText.read(node, reading) else { return nil }
    var receiver = WebhookReceiver()
    receiver.url = .plain(url)
    return receiver
  }
}
