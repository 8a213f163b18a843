import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// The names that objects were first emitted under, by the names they have now.
struct History {
  private var first: [ObjectName: String] = [:]

  init() {}

  /// The name an object was first emitted under; its own when it was never renamed.
  func firstName(_ section: ObjectName.Section, _ name: String) -> String {
    first[ObjectName(section: section, name: name)] ?? name
  }

  /// The uid of a folder of dashboards, which outlives a new title.
  func folderUID(_ title: String, of stack: String) -> String {
    let first = firstName(.folders, title)
    return stableUID(slug: first, path: "\(firstName(.stack, stack))/folders/\(first)")
  }

  fileprivate mutating func record(_ now: ObjectName, first name: String) { first[now] = name }
}

/// One rename, as written.
private struct Move {
  var from: ObjectName
  var to: ObjectName
  var fromRange: SourceRange
  var toRange: SourceRange
}

extension Resolver {
  /// Learns which objects had another name before, and which are gone.
  mutating func learnHistory() {
    var byNew: [ObjectName: Move] = [:]
    let moves = readMoves()
    for move in moves where isSound(move) {
      if let other = byNew[move.to] {
        diagnostics.report(
          Diagnostic(
            .moveClash, .error, "two objects cannot both have become '\(move.to.text)'",
            at: move.fromRange
          ).related(other.fromRange, "the other one").help("remove one of them"))
        continue
      }
      byNew[move.to] = move
    }
    for move in moves where byNew[move.to] != nil {
      var first = move
      var steps = 0
      while let earlier = byNew[first.from], steps <= moves.count {
        first = earlier
        steps += 1
      }
      if steps > moves.count {
        diagnostics.report(
          Diagnostic(
            .moveClash, .error, "the renames lead from '\(move.from.text)' back to itself",
            at: move.fromRange
          ).help("keep only those that happened, oldest name first"))
        return
      }
      history.record(move.to, first: first.from.name)
    }
    checkEnds(moves)
    checkRemoved()
  }

  private func readMoves() -> [Move] {
    stack.moved.entries.compactMap { entry in
      let key = Node(.scalar(Scalar(entry.name, .plain)), entry.nameRange)
      guard let from = ObjectName.parse(entry.name, key, reading) else { return nil }
      return Move(
        from: from, to: entry.value.value, fromRange: entry.nameRange, toRange: entry.value.range)
    }
  }

  private func isSound(_ move: Move) -> Bool {
    guard ObjectName.Section.renamed.contains(move.from.section) else {
      diagnostics.report(
        Diagnostic(
          .moveClash, .error, "\(move.from.section.rawValue) keep no identity over a rename",
          at: move.fromRange
        ).help("list the old name under 'removed:'"))
      return false
    }
    guard move.from.section == move.to.section else {
      diagnostics.report(
        Diagnostic(
          .moveClash, .error, "an object stays in its section: '\(move.to.text)' is in another",
          at: move.toRange
        ).help("write \(move.from.section.rawValue).NAME"))
      return false
    }
    return true
  }

  /// The newest name of each must be there, and no older one.
  private func checkEnds(_ moves: [Move]) {
    let older = Set(moves.map(\.from))
    for move in moves where move.from.section == move.to.section {
      let names = self.names(of: move.to.section)
      if names.contains(move.from.name) {
        diagnostics.report(
          Diagnostic(
            .moveClash, .error, "'\(move.from.text)' is still in the spec", at: move.fromRange
          ).help("rename it, or remove this line of 'moved:'"))
      }
      if !names.contains(move.to.name), !older.contains(move.to) {
        reading.undefined(
          "object", move.to.text, at: move.toRange,
          among: names.map { "\(move.to.section.rawValue).\($0)" },
          section: move.to.section.rawValue)
      }
    }
  }

  private mutating func checkRemoved() {
    for gone in stack.removed {
      let name = gone.value
      guard ObjectName.Section.removed.contains(name.section) else {
        diagnostics.report(
          Diagnostic(
            .removedNothing, .error,
            "\(name.section.rawValue) need no line here: they go with their file",
            at: gone.range
          ).help("remove this line"))
        continue
      }
      if names(of: name.section).contains(name.name) {
        diagnostics.report(
          Diagnostic(
            .removedNothing, .error, "'\(name.text)' is still in the spec", at: gone.range
          ).help("remove it there, or remove this line"))
        continue
      }
      model.grafana?.removed.append(RemovedObject(name))
    }
  }

  private func names(of section: ObjectName.Section) -> [String] {
    switch section {
    case .stack: [stack.name.value.text]
    case .dashboards: stack.dashboards.named.names
    case .folders: stack.dashboards.named.entries.map { $0.value.folder ?? model.title }.uniqued()
    case .alerts: stack.alerts.names
    case .receivers: stack.receivers.names
    case .datasources: stack.datasources.names
    case .pvs: stack.pvs.names
    case .mutes: stack.mutes.names
    case .templates: stack.messageTemplates.names
    case .rules, .contactPoints: []
    }
  }
}

extension RemovedObject {
  fileprivate init(_ name: ObjectName) {
    switch name.section {
    case .rules: self = .rule(uid: name.name)
    case .contactPoints: self = .contactPoint(uid: name.name)
    case .mutes: self = .muteTime(name.name)
    case .templates: self = .template(name.name)
    default: self = .alert(name.name)
    }
  }
}
