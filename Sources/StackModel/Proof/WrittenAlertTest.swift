package import Dialects

/// A test that a spec has beside an alert.
package struct WrittenAlertTest: Sendable {
  package var name: String
  package var step: Duration
  /// Series as Prometheus sees them.
  package var series: [AlertTest.Series]
  /// The measured quantity itself, in place of series.
  package var samples: [SampleRun]
  package var fires: [Duration]
  package var quiet: [Duration]
  /// Labels of the alert when it fires.
  package var labels: [(name: String, value: String)]
  package var origin: Origin

  package init(name: String, step: Duration, origin: Origin) {
    self.name = name
    self.step = step
    self.origin = origin
    series = []
    samples = []
    fires = []
    quiet = []
    labels = []
  }

  /// What is expected, by time.
  package var checks: [(time: Duration, fires: Bool)] {
    (fires.map { (time: $0, fires: true) } + quiet.map { (time: $0, fires: false) })
      .sorted { $0.time < $1.time }
  }
}
