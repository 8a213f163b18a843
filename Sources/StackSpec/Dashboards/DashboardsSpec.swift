import Diagnostics
import OrderedTree
import SpecLanguage
import YAMLTree

/// The section `dashboards:`; a dashboard may start `from` another one of it.
struct DashboardsSpec: SpecValue {
  var named = Named<DashboardSpec>()

  static var shape: Shape { Named<DashboardSpec>.shape }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> DashboardsSpec? {
    guard let entries = node.entries else {
      return Named<DashboardSpec>.read(node, reading).map { DashboardsSpec(named: $0) }
    }
    let complete = entries.map { Node.Entry($0.key, reading.dashboard(withFileOf: $0.value)) }
    var bases = DashboardBases(entries: complete, reading: reading)
    let whole = entries.indices.map { Node.Entry(entries[$0].key, bases.whole($0)) }
    // A dashboard of a pack that another one starts from is that one, under another name.
    let kept = whole.filter { entry in
      !bases.used.contains(entry.key.name) || !bases.isFromPack(entry.key)
    }
    let read = reading.concurrentMap(kept) { entry, reading in
      Named<DashboardSpec>.read(Node(.mapping([entry]), entry.value.range), reading)
    }
    var dashboards = DashboardsSpec()
    dashboards.named.entries = read.flatMap { $0?.entries ?? [] }
    return dashboards
  }
}

/// Lays each dashboard over the one it starts from.
private struct DashboardBases {
  let entries: [Node.Entry]
  let reading: Reading
  private(set) var used: Set<String> = []
  private var open: Set<String> = []

  init(entries: [Node.Entry], reading: Reading) {
    self.entries = entries
    self.reading = reading
  }

  mutating func whole(_ index: Int) -> Node {
    let entry = entries[index]
    guard let from = entry.value["from"], let name = from.scalar?.text else { return entry.value }
    guard let base = entries.firstIndex(where: { $0.key.name == name }) else {
      reading.diagnostics.report(
        Diagnostic(
          .undefinedName, .error, "there is no dashboard '\(name)' to start from", at: from.range
        ).help(suggestion(for: name, among: entries.map(\.key.name))))
      return entry.value
    }
    guard open.insert(name).inserted else {
      reading.invalid("the dashboard '\(name)' starts from itself", from)
      return entry.value
    }
    defer { open.remove(name) }
    used.insert(name)
    return overlay(whole(base).removing("from").removing("enabled"), with: entry.value)
  }

  func isFromPack(_ key: Node.Key) -> Bool {
    reading.diagnostics.sources[key.range.source].name.hasPrefix("pack:")
  }
}
