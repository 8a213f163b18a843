import Dialects
import SpecLanguage

/// An alert, or changes to one that a pack brings.
struct AlertSpec: SpecRecord {
  static let name = "alert"
  static let summary = "An alert, or changes to one that a pack brings."

  var expression: Expression?
  var above: Quantity?
  var atLeast: Quantity?
  var below: Quantity?
  var atMost: Quantity?
  var when: Condition?
  var until: Condition?
  var unit: String?
  var pending: Duration?
  var keepFiring: Duration?
  var severity = "warning"
  var summaryText: String?
  var description: String?
  var runbook: String?
  var labels = Named<String>()
  var annotations = Named<String>()
  var group: Identifier?
  var engine = AlertEngine.prometheus
  var isEnabled = true
  var tests: [Located<AlertTestSpec>] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("expr", &expression, "PromQL: the measured quantity, or the whole condition.")
    key("above", &above, "Fires when the quantity is above this.")
    key("at_least", &atLeast, "Fires when the quantity is this or more.")
    key("below", &below, "Fires when the quantity is below this.")
    key("at_most", &atMost, "Fires when the quantity is this or less.")
    key("when", &when, "Fires when the quantity meets this condition.")
    key("until", &until, "Keeps firing until the quantity meets this condition.")
    key("unit", &unit, "Unit of the quantity.")
    key("for", &pending, "How long the condition must hold.")
    key("keep_firing_for", &keepFiring, "How long it keeps firing afterwards.")
    key("severity", &severity, "How bad it is; routes match on it.")
    key("summary", &summaryText, "One line for the person who is told.")
    key("description", &description, "More words, with values.")
    key("runbook", &runbook, "What to do: text or a URL.")
    key("labels", &labels, "Further labels.")
    key("annotations", &annotations, "Further annotations.")
    key("group", &group, "Group of rules it is evaluated with.")
    key("engine", &engine, "The program that evaluates it.")
    key("enabled", &isEnabled, "Whether it is part of the stack.")
    key("tests", &tests, "Tests beside those that stackgen makes of its limit.")
  }
}

/// A query whose result is kept under a name.
struct RecordingSpec: SpecRecord {
  static let name = "recording"
  static let summary = "A query whose result is kept under a name."

  var expression: Expression?
  var labels = Named<String>()
  var group: Identifier?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("expr", &expression, .required, "PromQL of the query.")
    key("labels", &labels, "Further labels.")
    key("group", &group, "Group of rules it is evaluated with.")
  }
}
