import Dialects
import SpecLanguage
import YAMLTree

/// Amazon SNS.
struct SNSReceiver: ReceiverKind {
  static let name = "SNS receiver"
  static let summary = "Amazon SNS."
  static let key = "sns"
  static let needs = [ReceiverNeed(["topic_arn", "phone_number", "target_arn"])]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "sns",
    keys: [
      "api_url": "api_url", "sigv4": "sigv4", "topic_arn": "topic_arn",
      "phone_number": "phone_number", "target_arn": "target_arn", "subject": "subject",
      "message": "message", "attributes": "attributes",
    ])

  var sendResolved = true
  var apiURL: URLText?
  var sigv4 = SigV4()
  var topicARN: MessageText?
  var phoneNumber: MessageText?
  var targetARN: MessageText?
  var subject = MessageText.title
  var message = MessageText.body
  var attributes = Named<MessageText>()
  var useAWSClient: Bool?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("api_url", &apiURL, "Address of the service; by the region when absent.")
    key("sigv4", &sigv4, "Region and role; keys come from the environment of the container.")
    key("topic_arn", &topicARN, "Topic that is published to.")
    key("phone_number", &phoneNumber, "Phone that is sent to.")
    key("target_arn", &targetARN, "Endpoint of a mobile platform.")
    key("subject", &subject, "Subject, for e-mail endpoints.")
    key("message", &message, "Text of the message.")
    key("attributes", &attributes, "Attributes of the message by name.")
    key(
      "use_aws_http_client", &useAWSClient, .since(.alertmanager, 0, 33),
      "Whether the HTTP client of AWS is used.")
    key("http_config", &http, "How SNS is reached.")
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.allowOne(of: ["topic_arn", "phone_number", "target_arn"], node)
  }
}

/// How requests to AWS are signed. Its keys have no form as files, so they cannot stand here.
struct SigV4: SpecRecord {
  static let name = "AWS signature"
  static let summary = "How requests to AWS are signed."

  var region: String?
  var profile: String?
  var role: String?
  var externalID: String?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("region", &region, "Region of AWS.")
    key("profile", &profile, "Profile of the credentials file.")
    key("role_arn", &role, "Role to assume.")
    key("external_id", &externalID, .since(.alertmanager, 0, 29), "External id for the role.")
  }
}
