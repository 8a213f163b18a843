import Diagnostics
import Dialects
import OrderedTree
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

/// A test of an alert: `{values: 95x20, fires: 12m, quiet: 9m}`.
struct AlertTestSpec: SpecRecord {
  static let name = "alert test"
  static let summary = "What an alert sees in a test, and when it must fire."

  var title: String?
  var series = Named<SampleText>()
  var values: SampleText?
  var every = Duration.minutes(1)
  var fires: [Duration] = []
  var quiet: [Duration] = []
  var labels = Named<String>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("name", &title, "What the test is called.")
    key("series", &series, "Samples of each series, in Prometheus' notation of tests.")
    key("values", &values, "Samples of the measured quantity itself, in place of series.")
    key("every", &every, "Time from one sample to the next.")
    key("fires", &fires, "Times at which the alert must fire.")
    key("quiet", &quiet, "Times at which it must not.")
    key("labels", &labels, "Labels of the alert when it fires.")
  }

  func check(_ node: YAMLTree.Node, _ reading: Reading) {
    if fires.isEmpty, quiet.isEmpty {
      reading.invalid(
        "the test expects nothing", node, help: "write when it 'fires', or when it is 'quiet'")
    }
    if values != nil, !series.entries.isEmpty {
      reading.clash(
        "the quantity follows from the series", node, keys: ["series", "values"],
        help: "keep one of them")
    }
    if every.milliseconds == 0, let place = node["every"] {
      reading.invalid("samples need time between them", place, help: "write 1m")
    }
    for entry in series.entries where !entry.name.isSeries {
      reading.diagnostics.report(
        Diagnostic(.invalidValue, .error, "this names no series", at: entry.nameRange)
          .help("write up{job=\"web\"}"))
    }
  }
}

extension String {
  /// Whether it names one series: a metric, and labels with their values.
  fileprivate var isSeries: Bool {
    guard let query = parsePromQL(self, PromQLDialect()).query,
      case .selector(let selector) = query[query.root].kind, selector.range == nil
    else { return false }
    return selector.matchers.allSatisfy { $0.operation == .equal }
  }
}

/// Samples of a series: `0+1x10 _x3 stale`.
struct SampleText: SpecValue {
  var text: String
  var runs: [SampleRun]

  static var shape: Shape {
    .either([.text(TextShape("samples", example: "\"5x10 0\"")), .number])
  }

  func tree(_ writing: inout Writing) -> Tree? { .text(text) }

  static func read(_ node: YAMLTree.Node, _ reading: Reading) -> SampleText? {
    // `5` and `0x10` are numbers to YAML.
    guard let text = node.scalar.map(\.text), !node.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    do {
      return SampleText(text: text, runs: try parseSamples(text))
    } catch {
      reading.report(error, in: node)
      return nil
    }
  }
}

extension Resolver {
  /// The tests that stand beside an alert.
  mutating func tests(of entry: Named<AlertSpec>.Entry) -> [WrittenAlertTest] {
    entry.value.tests.enumerated().map { index, located in
      let spec = located.value
      var test = WrittenAlertTest(
        name: spec.title ?? "test \(index + 1)", step: spec.every, origin: origin(located.range))
      test.series = spec.series.entries.map { .init(name: $0.name, values: $0.value.text) }
      test.samples = spec.values?.runs ?? []
      test.fires = spec.fires
      test.quiet = spec.quiet
      test.labels = spec.labels.entries.map { ($0.name, $0.value) }
      return test
    }
  }
}
