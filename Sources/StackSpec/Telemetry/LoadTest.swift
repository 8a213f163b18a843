import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// A load test with k6.
struct LoadTest: SpecRecord {
  static let name = "k6"
  static let summary = "A load test with k6, whose own metrics go to the store of metrics."

  var tuning = ServiceTuning()
  var urls: [Located<URLText>] = []
  var script: String?
  var virtualUsers = 1
  var duration = Duration.minutes(5)
  var testID: Identifier?
  var trendStats = ["p(95)", "p(99)", "max"]
  var nativeHistograms = false
  var dependsOn: [Located<Identifier>] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    tuning.visitKeys(&key)
    key("urls", &urls, "Addresses that every virtual user asks in turn.")
    key("script", &script, "A test in JavaScript instead of a list of addresses.")
    key("vus", &virtualUsers, "Virtual users at one time.")
    key("duration", &duration, "How long the test runs; then it ends, and is not begun again.")
    key("testid", &testID, "Label that tells this test from others.")
    key("trend_stats", &trendStats, "What is kept of each duration.")
    key(
      "native_histograms", &nativeHistograms, "Whether durations become native histograms instead.")
    key("depends_on", &dependsOn, "Services that must be there first.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if (script != nil) == !urls.isEmpty {
      reading.clash(
        "a load test has either 'urls' or a 'script'", node, keys: ["urls", "script"])
    }
    if let script, let written = node["script"], !script.contains("\n"),
      [".js", ".mjs", ".ts"].contains(where: script.hasSuffix)
    {
      reading.invalid(
        "'\(script)' is the name of a file, and no test", written,
        help: "write the test itself, below 'script: |'")
    }
    if let users = node["vus"], virtualUsers < 1 {
      reading.invalid("nobody tests anything", users, help: "write 1 or more")
    }
    for url in node["urls"]?.items ?? [] where url.scalar?.text.contains("\\") == true {
      reading.invalid("a URL holds no '\\'", url)
    }
  }
}

extension Resolver {
  /// Adds the load test of the stack. It begins when what it tests is there.
  mutating func addLoadTest() {
    guard let spec = stack.k6, let pack = addComponent("k6", tuning: spec.tuning) else { return }
    configure("k6/test.js", .text(spec.script ?? script(asking: spec.urls.map(\.value))), of: pack)
    guard let store = stores(of: .metrics).first, let url = store.native else {
      diagnostics.report(
        Diagnostic(
          .signalToNobody, .error, "k6 sends its metrics to nobody", at: pack.range
        ).help("add 'prometheus:' or 'mimir:'"))
      return
    }
    takesRemoteWrites()
    let tested = spec.urls.map(\.value.host).filter { host in model.service(host) != nil }
    let before = (tested + spec.dependsOn.map(\.value.text)).uniqued()
    change("k6") { service in
      service.isRestarted = false
      service.command += spec.testID.map { ["--tag", "testid=\($0.text)"] } ?? []
      service.command.append("/scripts/test.js")
      service.environment += [
        EnvironmentVariable("K6_VUS", spec.virtualUsers.description),
        EnvironmentVariable("K6_DURATION", spec.duration.description),
        EnvironmentVariable("K6_PROMETHEUS_RW_SERVER_URL", url),
      ]
      service.environment.append(
        spec.nativeHistograms
          ? EnvironmentVariable("K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM", "true")
          : EnvironmentVariable(
            "K6_PROMETHEUS_RW_TREND_STATS", spec.trendStats.joined(separator: ",")))
      if let header = store.access.headers.first {
        service.environment.append(
          EnvironmentVariable("K6_PROMETHEUS_RW_HTTP_HEADERS", "\(header.name):\(header.value)"))
      }
      service.dependencies += before.map { Dependency($0, .started) }
    }
    depend("k6", on: spec.dependsOn)
  }

  private func script(asking urls: [URLText]) -> String {
    let list = urls.map { "  \"\($0.text)\"," }.joined(separator: "\n")
    return """
      // Every virtual user asks all addresses, then rests for a second.
      import http from "k6/http";
      import { check, sleep } from "k6";

      const urls = [
      \(list)
      ];

      export default function () {
        for (const url of urls) {
          const is2xx = (answer) => answer.status >= 200 && answer.status < 300;
          check(http.get(url), { "answer is 2xx": is2xx });
        }
        sleep(1);
      }

      """
  }

  /// Checks that what a service waits for is there, and waits until it is well where that is known.
  mutating func depend(_ service: String, on names: [Located<Identifier>]) {
    let known = model.services.map(\.name)
    for name in names where !known.contains(name.value.text) {
      undefined("service", name.value.text, at: name.range, among: known, section: "apps")
    }
    var healthy = Set(model.services.filter { $0.health != nil }.map(\.name))
    // A program works without its telemetry, and so does not wait for it unless it says so.
    if let collector = model.collector?.service,
      !names.contains(where: { $0.value.text == collector })
    {
      healthy.remove(collector)
    }
    change(service) { service in
      for index in service.dependencies.indices
      where healthy.contains(service.dependencies[index].service)
        && service.dependencies[index].condition == .started
      {
        service.dependencies[index].condition = .healthy
      }
    }
  }
}
