import Dialects
import SpecLanguage
import YAMLTree

/// Every kind of receiver; a new kind is one file and one word here.
private let receiverKinds: [any ReceiverKind.Type] = [
  DiscordReceiver.self, EmailReceiver.self, IncidentIOReceiver.self, JiraReceiver.self,
  MattermostReceiver.self, OpsgenieReceiver.self, PagerDutyReceiver.self, PushoverReceiver.self,
  RocketChatReceiver.self, SlackReceiver.self, SNSReceiver.self, TeamsReceiver.self,
  TeamsV2Receiver.self, TelegramReceiver.self, VictorOpsReceiver.self, WebexReceiver.self,
  WebhookReceiver.self, WeChatReceiver.self,
]

/// People or programs that are told together, each in their way.
struct ReceiverSpec: SpecRecord {
  static let name = "receiver"
  static let summary = "People or programs that are told together, each in their way."

  /// What is written under one kind: one way, or a list of several.
  struct Way: Sendable {
    var record: any ReceiverKind
    var node: Node
  }

  var ways: [Way] = []
  var drops = false

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    for kind in receiverKinds { visit(kind, &key) }
    key("drop", &drops, .own, "Whether alerts sent here are dropped on purpose.")
  }

  private mutating func visit<Kind: ReceiverKind>(
    _ kind: Kind.Type, _ key: inout some KeyVisitor
  ) {
    var rule = KeyRule.optional
    if let since = Kind.since { rule = .since(.alertmanager, since.major, since.minor) }
    var list: [Located<Kind>] = []
    key(Kind.key, &list, rule, Kind.summary)
    ways += list.map { Way(record: $0.value, node: $0.node) }
  }
}
