import Dialects
import SpecLanguage
import YAMLTree

/// incident.io.
struct IncidentIOReceiver: ReceiverKind {
  static let name = "incident.io receiver"
  static let summary = "incident.io."
  static let key = "incidentio"
  static var since: (major: Int, minor: Int)? { (0, 29) }
  static let needs = [ReceiverNeed(["alert_source_token", "http_config.authorization"])]

  var sendResolved = true
  var url: SecretOr<URLText> = .plain(URLText(""))
  var token: SecretReference?
  var maxAlerts: Int?
  var timeout: Duration?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    var address = KeyRule.secretAs("url_file")
    address.isRequired = true
    key("url", &url, address, "Address of the alert source.")
    key(
      "alert_source_token", &token, .writtenAs("alert_source_token_file"),
      "Token of the alert source, from a secret.")
    key("max_alerts", &maxAlerts, "Most alerts of one message; 0 for all.")
    key("timeout", &timeout, "How long sending may take.")
    key("http_config", &http, "How the service is reached.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if token != nil, http?.authorization != nil {
      reading.allowOne(of: ["alert_source_token", "http_config"], node)
    }
  }
}
