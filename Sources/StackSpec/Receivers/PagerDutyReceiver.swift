import Dialects
import SpecLanguage
import YAMLTree

/// PagerDuty.
struct PagerDutyReceiver: ReceiverKind {
  static let name = "PagerDuty receiver"
  static let summary = "PagerDuty."
  static let key = "pagerduty"
  static let needs = [ReceiverNeed(["routing_key", "service_key"])]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "pagerduty",
    keys: [
      "routing_key": "integrationKey", "service_key": "integrationKey", "severity": "severity",
      "class": "class", "component": "component", "group": "group", "source": "source",
      "description": "summary", "client": "client", "client_url": "client_url",
      "details": "details", "url": "url",
    ], required: ["integrationKey"])

  var sendResolved = true
  var routingKey: SecretReference?
  var serviceKey: SecretReference?
  var url: URLText?
  var client: MessageText?
  var clientURL: MessageText?
  var description = MessageText.title
  var severity: MessageText?
  var details = Named<MessageText>()
  var images: [PagerDutyImage] = []
  var links: [PagerDutyLink] = []
  var source: MessageText?
  var eventClass: MessageText?
  var component: MessageText?
  var group: MessageText?
  var timeout: Duration?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("routing_key", &routingKey, .writtenAs("routing_key_file"), "Key of an Events API v2.")
    key("service_key", &serviceKey, .writtenAs("service_key_file"), "Key of a Prometheus service.")
    key("url", &url, "Address of the service.")
    key("client", &client, "Name of the sender.")
    key("client_url", &clientURL, "Address of the sender.")
    key("description", &description, "Title of the incident.")
    key("severity", &severity, "Severity of the incident.")
    key("details", &details, "Further values by name.")
    key("images", &images, "Pictures of the incident.")
    key("links", &links, "Links of the incident.")
    key("source", &source, "Where it happened.")
    key("class", &eventClass, "Kind of event.")
    key("component", &component, "Part that is affected.")
    key("group", &group, "Group of parts.")
    key("timeout", &timeout, .since(.alertmanager, 0, 30), "How long sending may take.")
    key("http_config", &http, "How PagerDuty is reached.")
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.allowOne(of: ["routing_key", "service_key"], node)
  }
}

/// A picture of an incident.
struct PagerDutyImage: SpecRecord {
  static let name = "PagerDuty image"
  static let summary = "A picture of an incident."

  var source = MessageText("")
  var href: MessageText?
  var alt: MessageText?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("src", &source, .required, "Address of the picture.")
    key("href", &href, "Where it leads.")
    key("alt", &alt, "Words in its place.")
  }
}

/// A link of an incident.
struct PagerDutyLink: SpecRecord {
  static let name = "PagerDuty link"
  static let summary = "A link of an incident."

  var href = MessageText("")
  var text: MessageText?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("href", &href, .required, "Where it leads.")
    key("text", &text, "Its words.")
  }
}
