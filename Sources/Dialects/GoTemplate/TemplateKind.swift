/// What kind of value a part of a template has, as far as it matters for its fields.
enum TemplateKind {
  case anything
  case text, number
  /// The labels of the alert itself; which there are depends on the expression of the rule.
  case labels
  /// Names with texts, such as external labels or annotations.
  case texts
  case prometheusAlert, samples, sample
  case grafanaAlert, grafanaValues, grafanaValue
  case notification, alerts, alert, pairs, pair, time

  enum Field {
    case known(TemplateKind, since: Version?)
    /// No such field; these are the ones there are.
    case unknown([String])
  }

  func field(_ name: String) -> Field {
    switch self {
    case .anything, .time: return .known(.anything, since: nil)
    case .labels: return .known(.text, since: nil)
    case .texts: return .known(Self.methods[name] ?? .text, since: nil)
    case .grafanaValues: return .known(.grafanaValue, since: nil)
    case .text, .number: return .unknown([])
    default: break
    }
    guard let field = fields[name] else { return .unknown(fields.keys.sorted()) }
    let isRecent = name == "NotificationReason" || name == "RouteLabels"
    let since = name == "RouteLabels" ? Version(0, 34) : Version(0, 32)
    return .known(field, since: isRecent ? since : nil)
  }

  /// What `range` and `index` give.
  var element: TemplateKind {
    switch self {
    case .labels, .texts: .text
    case .samples: .sample
    case .grafanaValues: .grafanaValue
    case .alerts: .alert
    case .pairs: .pair
    default: .anything
    }
  }

  /// What the sets of labels of a notification can do.
  private static let methods: [String: TemplateKind] = [
    "SortedPairs": .pairs, "Remove": .texts, "Names": .anything, "Values": .anything,
  ]

  static func isMethod(_ name: String) -> Bool {
    methods[name] != nil || ["Firing", "Resolved", "Format", "Add", "Sub", "UTC"].contains(name)
  }

  private var fields: [String: TemplateKind] {
    switch self {
    case .prometheusAlert:
      ["Labels": .labels, "Value": .number, "ExternalLabels": .texts, "ExternalURL": .text]
    case .sample: ["Labels": .texts, "Value": .number]
    case .grafanaAlert: ["Labels": .labels, "Value": .text, "Values": .grafanaValues]
    case .grafanaValue: ["Labels": .texts, "Value": .number]
    case .notification:
      [
        "Receiver": .text, "Status": .text, "Alerts": .alerts, "GroupLabels": .texts,
        "CommonLabels": .texts, "CommonAnnotations": .texts, "ExternalURL": .text,
        "NotificationReason": .text, "RouteLabels": .texts,
      ]
    case .alerts: ["Firing": .alerts, "Resolved": .alerts]
    case .alert:
      [
        "Status": .text, "Labels": .texts, "Annotations": .texts, "StartsAt": .time,
        "EndsAt": .time, "GeneratorURL": .text, "Fingerprint": .text,
      ]
    case .pairs: ["Names": .anything, "Values": .anything]
    case .pair: ["Name": .text, "Value": .text]
    default: [:]
    }
  }

  /// How a message calls a value of this kind.
  var name: String {
    switch self {
    case .anything: "this"
    case .text: "a text"
    case .number: "a number"
    case .labels, .texts: "a set of labels"
    case .samples: "a list of samples"
    case .sample: "a sample"
    case .prometheusAlert, .grafanaAlert, .alert: "an alert"
    case .alerts: "a list of alerts"
    case .grafanaValues: "the set of values"
    case .grafanaValue: "a value"
    case .notification: "a notification"
    case .pairs: "a list of labels"
    case .pair: "a label"
    case .time: "a time"
    }
  }
}
