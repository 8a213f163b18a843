import Documents
import Foundation
import Outputs
import StackModel
import Testing

/// The evaluator against `amtool config routes test`.
///
/// The tool's answers to the first trees are kept beside this file, so that every run compares
/// with them. `AMTOOL_TREES=2000 swift test --filter AmtoolTrial` asks the tool itself about so
/// many trees, ten alerts each or `AMTOOL_ALERTS`; `UPDATE_GOLDEN=1` then also keeps the first
/// answers anew.
@Suite struct AmtoolTrialTests {
  private static let alertsPerTree = 10
  private static let keptTrees = 60

  @Test func `the evaluator tells the same receivers as amtool's kept answers`() throws {
    let text = try String(contentsOf: Self.keptAnswers, encoding: .utf8)
    var compared = 0
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let seed = try #require(UInt64(fields[0]))
      let tree = RandomRouting(seed: seed, alertCount: Self.alertsPerTree)
      let evaluator = try #require(RoutingEvaluator(tree.routing.root))
      for (alert, answer) in zip(tree.alerts, fields.dropFirst()) {
        #expect(told(evaluator, alert) == answer, "tree \(seed), alert \(alert)")
        compared += 1
      }
    }
    #expect(compared == Self.keptTrees * Self.alertsPerTree)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["AMTOOL_TREES"] != nil))
  func `the evaluator tells the same receivers as amtool`() throws {
    let environment = ProcessInfo.processInfo.environment
    let treeCount = Int(environment["AMTOOL_TREES"] ?? "") ?? Self.keptTrees
    let alertCount = Int(environment["AMTOOL_ALERTS"] ?? "") ?? Self.alertsPerTree
    let file = FileManager.default.temporaryDirectory.appending(
      path: "routing-\(ProcessInfo.processInfo.processIdentifier).yml")
    var kept: [String] = []
    var different = 0
    for seed in 1...UInt64(treeCount) {
      let tree = RandomRouting(seed: seed, alertCount: alertCount)
      let evaluator = try #require(RoutingEvaluator(tree.routing.root))
      try configuration(tree.routing).write(to: file)
      let answers = try tree.alerts.map { try amtool(file, $0) }
      for (alert, answer) in zip(tree.alerts, answers) where told(evaluator, alert) != answer {
        Issue.record("tree \(seed), alert \(alert): amtool \(answer), \(told(evaluator, alert))")
        different += 1
      }
      kept.append(([String(seed)] + answers).joined(separator: "\t"))
    }
    try FileManager.default.removeItem(at: file)
    print("\(treeCount) trees, \(treeCount * alertCount) alerts, \(different) different")
    if environment["UPDATE_GOLDEN"] != nil {
      let lines = kept.prefix(Self.keptTrees).joined(separator: "\n") + "\n"
      try lines.write(to: Self.keptAnswers, atomically: true, encoding: .utf8)
    }
  }

  private static let keptAnswers = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "amtool-answers.txt")

  private func told(_ evaluator: RoutingEvaluator, _ alert: [String: String]) -> String {
    evaluator.deliveries(for: alert).map(\.receiver).joined(separator: ",")
  }

  private func configuration(_ routing: Routing) throws -> Data {
    var model = StackModel()
    model.alertmanager = AlertmanagerServer()
    model.routing = routing
    let file = AlertmanagerOutput().files(for: model).first { $0.path.hasSuffix(".yml") }
    return Data(try #require(file).bytes)
  }

  private func amtool(_ file: URL, _ alert: [String: String]) throws -> String {
    let tool = Process()
    tool.executableURL = URL(filePath: "/usr/bin/amtool")
    tool.arguments =
      ["config", "routes", "test", "--config.file=\(file.path)"]
      + alert.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }
    let output = Pipe()
    tool.standardOutput = output
    tool.standardError = FileHandle.nullDevice
    try tool.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    tool.waitUntilExit()
    #expect(tool.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
