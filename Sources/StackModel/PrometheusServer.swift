package import Dialects
package import OrderedTree

/// The Prometheus of the stack: settings, what it scrapes, what it evaluates.
package struct PrometheusServer: Sendable {
  package var service = "prometheus"
  package var url = "http://prometheus:9090"
  package var scrapeInterval = Duration.seconds(15)
  package var evaluationInterval = Duration.seconds(15)
  /// The `global` block, already under upstream's keys.
  package var global: Tree = .mapping([])
  /// Further top-level blocks in upstream's form: `remote_write`, `storage`, `otlp`, ...
  package var blocks: [(key: String, value: Tree)] = []
  package var jobs: [ScrapeJob] = []
  package var alertmanagers: [Tree] = []
  package var ruleGroups: [RuleGroup] = []
  package var webConfiguration: Tree?

  package init() {}
}

/// One scrape job.
package struct ScrapeJob: Sendable {
  package var name: String
  /// The job in upstream's form, without `job_name`.
  package var settings: Tree
  /// `host:port` of the targets the spec names, as far as they are known here.
  package var targets: [String]
  package var origin: Origin

  package init(name: String, settings: Tree, targets: [String] = [], origin: Origin) {
    self.name = name
    self.settings = settings
    self.targets = targets
    self.origin = origin
  }
}

/// Rules that are evaluated together, in order.
package struct RuleGroup: Sendable {
  package var name: String
  /// The file below `prometheus/rules`, without its ending.
  package var file: String
  package var interval: Duration?
  package var rules: [Rule]

  package init(name: String, file: String, interval: Duration? = nil, rules: [Rule]) {
    self.name = name
    self.file = file
    self.interval = interval
    self.rules = rules
  }
}

package enum Rule: Sendable {
  case alert(AlertRule)
  case recording(RecordingRule)
}

/// A condition that somebody is told of.
package struct AlertRule: Sendable {
  package var name: String
  /// The name it was first emitted under, which decides its uid.
  package var identity: String
  /// PromQL, the limit included.
  package var expression: String
  package var pending: Duration?
  package var keepFiring: Duration?
  package var severity: String
  package var labels: [(name: String, value: String)]
  package var annotations: [(name: String, value: String)]
  /// What the limit was made of, for panels, tests and the runbook; none for whole expressions.
  package var limit: AlertLimit?
  /// Tests that the spec has beside it.
  package var tests: [WrittenAlertTest] = []
  package var origin: Origin

  package init(
    name: String, expression: String, pending: Duration? = nil, keepFiring: Duration? = nil,
    severity: String, labels: [(name: String, value: String)] = [],
    annotations: [(name: String, value: String)] = [], limit: AlertLimit? = nil, origin: Origin
  ) {
    self.name = name
    self.identity = name
    self.expression = expression
    self.pending = pending
    self.keepFiring = keepFiring
    self.severity = severity
    self.labels = labels
    self.annotations = annotations
    self.limit = limit
    self.origin = origin
  }
}

/// A measured quantity and the limit it must not pass.
package struct AlertLimit: Sendable {
  /// PromQL of the measured quantity.
  package var measured: String
  /// Grafana's id of its unit, such as `percent` or `s`.
  package var unit: String
  package var test: Test
  /// The test that ends it again, where that is another than the end of the first.
  package var recovery: Test?

  /// Numbers in the unit of the measured quantity, as they are emitted.
  package enum Test: Sendable {
    case above(String), atLeast(String), below(String), atMost(String)
    case equal(String), notEqual(String)
    case outside(String, String), inside(String, String)
  }

  package init(measured: String, unit: String, test: Test, recovery: Test? = nil) {
    self.measured = measured
    self.unit = unit
    self.test = test
    self.recovery = recovery
  }
}

/// A query whose result is kept under a name of its own.
package struct RecordingRule: Sendable {
  package var name: String
  package var expression: String
  package var labels: [(name: String, value: String)]
  package var origin: Origin

  package init(
    name: String, expression: String, labels: [(name: String, value: String)] = [], origin: Origin
  ) {
    self.name = name
    self.expression = expression
    self.labels = labels
    self.origin = origin
  }
}
