package import Dialects
package import OrderedTree

/// Rules over process variables that Grafana evaluates together.
package struct PVRuleGroup: Sendable {
  package var name: String
  /// The group of variables, which names the file.
  package var file: String
  package var interval: Duration
  package var rules: [PVRule] = []

  package init(name: String, file: String, interval: Duration) {
    self.name = name
    self.file = file
    self.interval = interval
  }
}

/// One rule of Grafana for many process variables: an alert for each that meets the test.
package struct PVRule: Sendable {
  /// What decides its identity in Grafana.
  package var path: String
  package var title: String
  package var severity: String
  package var pending: Duration?
  package var labels: [(name: String, value: String)]
  package var annotations: [(name: String, value: String)]
  package var datasource: String
  /// The query in the form of its datasource, one number for each variable.
  package var query: Tree
  package var test: PVLimit.Test
  package var recovery: PVLimit.Test?
  /// How many variables it asks for.
  package var count: Int
  /// How many bytes their names are in the question.
  package var askedBytes = 0
  package var origin: Origin

  package init(
    path: String, title: String, severity: String, datasource: String, query: Tree,
    test: PVLimit.Test, count: Int, origin: Origin
  ) {
    self.path = path
    self.title = title
    self.severity = severity
    self.datasource = datasource
    self.query = query
    self.test = test
    self.count = count
    self.origin = origin
    labels = []
    annotations = []
  }
}
