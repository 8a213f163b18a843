import Diagnostics
import Dialects
import SpecLanguage
import YAMLTree

// What Prometheus refuses or silently ignores in a relabel rule, by action.
extension RelabelConfig {
  func check(_ node: Node, _ reading: Reading) {
    let action = action ?? .replace
    for key in needed(by: action) where node[key] == nil {
      report("'\(action.rawValue)' needs the key '\(key)'", node.range, reading, "write '\(key):'")
    }
    for key in forbidden(by: action) {
      guard let entry = node.entries?.first(where: { $0.key.name == key }) else { continue }
      report(
        "'\(action.rawValue)' does not take the key '\(key)'", entry.key.range, reading,
        "remove it")
    }
    if action == .hashmod, modulus == 0 {
      report("'modulus' must be above 0", node["modulus"]?.range, reading, nil)
    }
    checkGroups(node, reading)
  }

  private func needed(by action: RelabelAction) -> [String] {
    switch action {
    case .replace: ["target_label"]
    case .keep, .drop: ["source_labels"]
    case .keepequal, .dropequal: ["source_labels", "target_label"]
    case .hashmod: ["target_label", "modulus"]
    case .lowercase, .uppercase: ["target_label"]
    case .labelmap: []
    case .labeldrop, .labelkeep: ["regex"]
    }
  }

  private func forbidden(by action: RelabelAction) -> [String] {
    switch action {
    case .replace, .keep, .drop, .hashmod, .labelmap: []
    case .keepequal, .dropequal: ["regex", "modulus", "separator", "replacement"]
    case .lowercase, .uppercase: ["replacement"]
    case .labeldrop, .labelkeep: ["source_labels", "target_label", "modulus"]
    }
  }

  /// A replacement names only groups that its regex has.
  private func checkGroups(_ node: Node, _ reading: Reading) {
    guard let replacement, let place = node["replacement"] else { return }
    let bytes = Array(replacement.utf8)
    // A pattern that cannot be tried here keeps its groups to itself.
    guard let count = regex.map({ RE2Pattern($0.text)?.groupNames.count }) ?? 1 else { return }
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "$") {
      guard index + 1 < bytes.count, (0x30...0x39).contains(bytes[index + 1]) else { continue }
      let group = Int(bytes[index + 1]) - 0x30
      guard group > count else { continue }
      reading.diagnostics.report(
        Diagnostic(
          .relabelRule, .error, "the regex has no group \(group)",
          at: reading.diagnostics.range(of: index..<index + 2, in: place)
        ).help("it has \(count == 1 ? "one group" : "\(count) groups")"))
    }
  }

  private func report(
    _ message: String, _ range: SourceRange?, _ reading: Reading, _ help: String?
  ) {
    reading.diagnostics.report(Diagnostic(.relabelRule, .error, message, at: range).help(help))
  }
}
