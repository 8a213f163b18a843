internal import Synchronization

/// Which keys a whole spec may have, and where: found once, when the first unknown key asks.
package final class KeyIndex: Sendable {
  private let root: RecordShape
  private let known = Mutex<[String: [String]]?>(nil)

  package init(_ root: RecordShape) { self.root = root }

  /// The keys of the top of a spec.
  var topKeys: [String] { root.keys().map(\.name) }

  /// A key that is known in more places than this says nothing about where it was meant to be.
  private static let mostPlaces = 3

  /// "'retention' belongs under 'prometheus:'" for a key of another place of the spec.
  func hint(for key: String) -> String? {
    guard let found = places[key], found.count <= Self.mostPlaces else { return nil }
    let words = found.map { $0.isEmpty ? "at the top of the spec" : "under '\($0):'" }
    return "'\(key)' belongs \(words.joined(separator: " or "))"
  }

  private var places: [String: [String]] {
    known.withLock { known in
      let places = known ?? findPlaces()
      known = places
      return places
    }
  }

  /// Goes through the records level by level, so that the shortest way to each is found first.
  private func findPlaces() -> [String: [String]] {
    var places: [String: [String]] = [:]
    var seen: Set<String> = [root.name]
    var level: [(path: String, record: RecordShape)] = [("", root)]
    while !level.isEmpty {
      var next: [(path: String, record: RecordShape)] = []
      for (path, record) in level {
        for (steps, below) in record.others?().records ?? []
        where seen.insert(below.name).inserted {
          next.append((path + ".NAME" + steps, below))
        }
        for key in record.keys() {
          places[key.name, default: []].append(path)
          let below = path.isEmpty ? key.name : "\(path).\(key.name)"
          for (steps, record) in key.shape.records where seen.insert(record.name).inserted {
            next.append((below + steps, record))
          }
        }
      }
      level = next
    }
    return places
  }
}

extension Shape {
  /// The records that may stand here, each with the steps that lead to it.
  fileprivate var records: [(steps: String, record: RecordShape)] {
    switch self {
    // What is laid over the spec has the keys of the spec itself.
    case .record(let record): record.isPartial ? [] : [("", record)]
    case .list(let item): item.records
    case .map(_, let value): value.records.map { (".NAME" + $0.steps, $0.record) }
    case .kinds(_, _, let kinds): kinds().map { (".NAME", $0.record) }
    case .either(let shapes): shapes.flatMap(\.records)
    case .text, .integer, .number, .boolean, .choice, .anything: []
    }
  }
}
