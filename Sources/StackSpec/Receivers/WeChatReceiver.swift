import Dialects
import SpecLanguage

/// WeChat Work.
struct WeChatReceiver: ReceiverKind {
  static let name = "WeChat receiver"
  static let summary = "WeChat Work."
  static let key = "wechat"
  static let needs = [
    ReceiverNeed(["api_secret"], orGlobal: ["wechat_api_secret"]),
    ReceiverNeed(["corp_id"], orGlobal: ["wechat_api_corp_id"]),
  ]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "wecom",
    keys: [
      "api_secret": "secret", "corp_id": "corp_id", "agent_id": "agent_id", "to_user": "touser",
      "message": "message", "message_type": "msgtype",
    ], globals: ["wechat_api_secret": "secret", "wechat_api_corp_id": "corp_id"],
    required: ["secret", "corp_id", "agent_id"])

  var sendResolved = true
  var apiSecret: SecretReference?
  var corpID: MessageText?
  var agentID: MessageText?
  var toUser: MessageText?
  var toParty: MessageText?
  var toTag: MessageText?
  var message = MessageText.body
  var messageType: WeChatMessageType?
  var apiURL: URLText?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "api_secret", &apiSecret, .writtenAs("api_secret_file").since(.alertmanager, 0, 31),
      "Secret of the API.")
    key("corp_id", &corpID, "Id of the company.")
    key("agent_id", &agentID, "Id of the application.")
    key("to_user", &toUser, "Users, separated by `|`; `@all` for everyone.")
    key("to_party", &toParty, "Departments, separated by `|`.")
    key("to_tag", &toTag, "Tags, separated by `|`.")
    key("message", &message, "Text of the message.")
    key("message_type", &messageType, "How the text is read.")
    key("api_url", &apiURL, "Address of the service.")
    key("http_config", &http, "How WeChat is reached.")
  }
}

enum WeChatMessageType: String, Choice {
  case text, markdown
}
