import Foundation
import Testing

/// Both engines take a limit for the same: told by what they write, at and around each limit.
@Suite
struct PVEnginesTests {
  private static let head = """
    stackgen: 1
    name: ring
    secrets: {GRAFANA: {env: GRAFANA}, HOOK: {file: secrets/hook}}
    prometheus:
    alertmanager:
    grafana: {admin: {password: {secret: GRAFANA}}}
    receivers: {ops: {slack: {channel: "#ops", webhook: {secret: HOOK}}}}
    routes: {default: ops}
    pvs:
      vac: {names: A, connection: false, thresholds: {warning: {when: "LIMIT"UNTIL}}}

    """

  private func file(_ path: String, _ limit: String, _ until: String?, by engine: String) -> String
  {
    let head = Self.head.replacing("LIMIT", with: limit)
      .replacing("UNTIL", with: until.map { ", until: \"\($0)\"" } ?? "")
    let archiver = "archiver: {url: http://arch.example.com:8080, alert_by: \(engine)}\n"
    return Compiled(archiver, head: head).file(path)
  }

  @Test(arguments: [
    ("> 5", ["5.5"], ["5", "4.5"]), (">= 5", ["5", "5.5"], ["4.5"]),
    ("< -5", ["-5.5"], ["-5", "-4.5"]), ("<= -5", ["-5", "-5.5"], ["-4.5"]),
    ("== 5", ["5"], ["4.5", "5.5"]), ("!= 5", ["4.5", "5.5"], ["5"]),
    ("outside 2..5", ["1.5", "5.5"], ["2", "3", "5"]),
    ("inside 2..5", ["2", "3", "5"], ["1.5", "5.5"]),
  ])
  func `a value fires in both engines or in none`(
    _ limit: String, _ firing: [String], _ calm: [String]
  ) throws {
    let grafana = file(
      "grafana/provisioning/alerting/pvs-vac.yaml", limit, nil, by: "grafana")
    let prometheus = file("prometheus/rules/pvs-vac.yml", limit, nil, by: "prometheus")
    let evaluator = try #require(Evaluator(firstIn: grafana, after: "evaluator:"))
    let rule = try #require(Comparison(firstIn: prometheus))
    for value in (firing + calm).compactMap(Double.init) {
      let fires = firing.contains { Double($0) == value }
      #expect(evaluator.holds(for: value) == fires, "Grafana: \(value) \(limit)")
      #expect(rule.holds(for: value) == fires, "Prometheus: \(value) \(limit)")
    }
  }

  @Test
  func `both engines keep an alert until the value is back`() throws {
    let grafana = file(
      "grafana/provisioning/alerting/pvs-vac.yaml", "> 5", "< 4", by: "grafana")
    let prometheus = file("prometheus/rules/pvs-vac.yml", "> 5", "< 4", by: "prometheus")
    let end = try #require(Evaluator(firstIn: grafana, after: "unloadEvaluator:"))
    #expect(end.holds(for: 3.9) && !end.holds(for: 4))
    // While it fires, the rule holds for whatever has not come back.
    #expect(prometheus.contains(">= 4) and ignoring"))
  }

  /// What the archiver may say of a variable, and whether somebody is told of it.
  @Test(arguments: [
    (#"{"pvName":"A","status":"Being archived","connectionState":"true"}"#, false),
    (#"{"pvName":"A","status":"Being archived","connectionState":"false"}"#, true),
    (#"{"pvName":"A","status":"Paused"}"#, false),
    (#"{"pvName":"A","status":"Initial sampling"}"#, true),
    (#"{"pvName":"A","status":"Not being archived"}"#, true),
    (#"{"pvName":"A","status":"Appliance Down"}"#, true),
  ])
  func `a variable without a connection is told of by both engines, a paused one by none`(
    _ state: String, _ isTold: Bool
  ) throws {
    let head = Self.head.replacing("connection: false", with: "disconnected_for: 1m")
      .replacing("LIMIT", with: "> 5").replacing("UNTIL", with: "")
    func file(_ path: String, _ engine: String) -> String {
      Compiled(
        "archiver: {url: http://arch.example.com:8080, alert_by: \(engine)}\n", head: head
      ).file(path)
    }
    // Grafana: the query makes a number, and the rule fires above 0.
    let grafana = file("grafana/provisioning/alerting/pvs-vac.yaml", "grafana")
    let query = try #require(
      grafana.split(separator: "\n").last { $0.contains("root_selector:") }?
        .split(separator: "root_selector: ").last)
    let text = try JSONDecoder().decode(String.self, from: Data(query.utf8))
    #expect(try jq(text, "[\(state)]") == "[{\"pv\":\"A\",\"v\":\(isTold ? 1 : 0)}]")
    // Prometheus: who is listed and not paused, unless it is connected.
    let rules = file("prometheus/rules/pvs-vac.yml", "prometheus")
    #expect(
      rules.contains(
        #"epics_pv_listed{group=\"vac\",status!=\"Paused\"}) unless on (group, pv)"#)
        || rules.contains(
          #"epics_pv_listed{group="vac",status!="Paused"}) unless on (group, pv)"#)
    )
    let isConnected = state.contains(#""connectionState":"true""#)
    #expect((!state.contains("Paused") && !isConnected) == isTold)
  }

  private func jq(_ program: String, _ input: String) throws -> String {
    let process = Process()
    let (question, answer) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/jq")
    process.arguments = ["-c", program]
    process.standardInput = question
    process.standardOutput = answer
    try process.run()
    question.fileHandleForWriting.write(Data(input.utf8))
    try question.fileHandleForWriting.close()
    let text = String(decoding: answer.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return text.split(separator: "\n").joined()
  }

  @Test
  func `the age of a sample and the severity of a record mean the same in both engines`() {
    let keys = "connection: false, stale_after: 2m, alarms: {critical: major}"
    let head = Self.head.replacing("connection: false", with: keys)
      .replacing("LIMIT", with: "> 5").replacing("UNTIL", with: "")
    func file(_ path: String, _ engine: String) -> String {
      Compiled(
        "archiver: {url: http://arch.example.com:8080, alert_by: \(engine)}\n", head: head
      ).file(path)
    }
    let grafana = file("grafana/provisioning/alerting/pvs-vac.yaml", "grafana")
    let rules = file("prometheus/rules/pvs-vac.yml", "prometheus")
    #expect(grafana.contains("v: (now - .value.secs)"))
    #expect(
      grafana.contains("type: gt\n                    params:\n                      - 120.0"))
    #expect(rules.contains("time() - epics_pv_timestamp_seconds{group=\"vac\"} > 120"))
    #expect(grafana.contains("v: .value.severity"))
    #expect(grafana.contains("type: gte\n                    params:\n                      - 2.0"))
    #expect(rules.contains("epics_pv_severity{group=\"vac\"} >= 2"))
  }

  @Test
  func `the exporter asks for fifty variables at a time, in exact types`() {
    let config = Compiled(
      "archiver: {url: http://arch.example.com:8080, alert_by: prometheus}\n",
      head: Self.head.replacing("LIMIT", with: "> 5").replacing("UNTIL", with: "")
        .replacing("names: A", with: "names: [\"V{1..51}\", \"X{{A}}.RBV\"]")
    ).file("archiver-exporter/config.yml")
    #expect(config.contains("\n  vac-2:") && !config.contains("\n  vac-3:"))
    #expect(config.contains("Content-Type: application/json\n"))
    #expect(config.contains(#"path: "{ .X\\{A\\}\\.RBV.val }""#))
    #expect(config.contains(#"pv: "{\"X{A}.RBV\"}""#))
  }
}

/// A test of Grafana's threshold expression.
private struct Evaluator {
  var type: String
  var limits: [Double]

  init?(firstIn text: String, after key: String) {
    guard let start = text.range(of: key) else { return nil }
    let lines = text[start.upperBound...].split(separator: "\n")
      .map { $0.split(separator: " ").map(String.init) }
    guard let type = lines.first?.last else { return nil }
    self.type = type
    limits = lines.dropFirst(2).prefix { $0.first == "-" }.compactMap { Double($0.last ?? "") }
  }

  func holds(for value: Double) -> Bool {
    switch type {
    case "gt": value > limits[0]
    case "gte": value >= limits[0]
    case "lt": value < limits[0]
    case "lte": value <= limits[0]
    case "eq": value == limits[0]
    case "ne": value != limits[0]
    case "outside_range": value < limits[0] || value > limits[1]
    case "within_range_included": value >= limits[0] && value <= limits[1]
    default: false
    }
  }
}

/// The comparisons of a rule of Prometheus: joined by `or`, or one behind the other.
private struct Comparison {
  var steps: [[(sign: String, limit: Double)]]

  init?(firstIn text: String) {
    guard let start = text.range(of: "expr: "),
      let line = text[start.upperBound...].split(separator: "\n").first
    else { return nil }
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\"" }).map(String.init)
    steps = words.split(separator: "or").map { part in
      zip(part, part.dropFirst()).compactMap { sign, limit in
        Double(limit).map { (sign, $0) }
      }
    }
  }

  func holds(for value: Double) -> Bool {
    steps.contains { step in
      step.allSatisfy { sign, limit in
        switch sign {
        case ">": value > limit
        case ">=": value >= limit
        case "<": value < limit
        case "<=": value <= limit
        case "==": value == limit
        case "!=": value != limit
        default: false
        }
      }
    }
  }
}
