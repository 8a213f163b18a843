import Diagnostics

/// What matters to whoever gets the result: alerts, templates, recording rules.
extension Linter {
  mutating func lintLostLabels() {
    let result = labels[query.root]
    for reader in context.labelReaders where !result.canHave(reader.label) {
      let place = query.loss(of: reader.label, labels) ?? query[query.root].range
      let names = result.possible.filter { $0 != "__name__" }.sorted()
      let near = nearest(to: reader.label, among: names).first
      warn(
        .lostLabel, "\(reader.words) reads the label '\(reader.label)', which the result has not",
        at: place,
        help: near.map { "did you mean '\($0)'?" }
          ?? (names.isEmpty
            ? "the result has no labels" : "it has " + names.joined(separator: ", ")))
    }
  }

  /// An alert without labels says nothing about what is missing and is hard to route.
  mutating func lintAbsent() {
    guard context.use == .alert, labels[query.root] == .none, let call = absentCall(query.root)
    else { return }
    let isSelector: Bool
    if let argument = call.arguments.first, case .selector = query[argument].kind {
      isSelector = true
    } else {
      isSelector = false
    }
    warn(
      .absentWithoutLabels, "'\(call.function)' gives an alert without labels here",
      at: call.namePlace.range,
      help: isSelector
        ? "it takes over labels compared with '=': \(call.function)(up{job=\"api\"})"
        : "it takes labels over only from a plain selector")
  }

  /// The call that the labels of a result come from.
  private func absentCall(_ root: Query.ID) -> Call? {
    var sources = [root]
    while let id = sources.popLast() {
      switch query[id].kind {
      case .call(let call) where call.function.hasPrefix("absent"): return call
      case .parentheses(let inner): sources.append(inner)
      case .binary(let binary):
        if binary.operation == .or { sources.append(binary.right) }
        sources.append(binary.left)
      default: break
      }
    }
    return nil
  }

  mutating func lintRecordingName(_ name: String) {
    let whole = query[query.root].range
    guard name.contains(":") else {
      findings.append(
        PromQLFinding(
          .recordingName, .note, "the name '\(name)' does not show that it is recorded", at: whole,
          help: "the convention is level:metric:operations, as in job:requests:rate5m"))
      return
    }
    guard let last = name.split(separator: ":").last, let named = rangeNamed(in: last) else {
      return
    }
    let ranges = query.nodes.compactMap(rateRange)
    guard let first = ranges.first, Set(ranges.map(\.seconds)).count == 1,
      first.seconds != named.seconds
    else { return }
    warn(
      .recordingName, "the name says \(named.text), the query another range", at: first.place,
      help: "name and range should agree")
  }

  private func rateRange(_ node: Node) -> (seconds: Double, place: Range<Int>)? {
    guard case .call(let call) = node.kind,
      ["rate", "irate", "increase"].contains(call.function), let argument = call.arguments.first,
      case .selector(let selector) = query[query.unwrapped(argument)].kind
    else { return nil }
    return selector.range?.seconds.map { ($0, selector.rangePlace.range) }
  }

  /// `rate5m` names a range of five minutes.
  private func rangeNamed(in operations: Substring) -> (text: String, seconds: Double)? {
    let bytes = Array(operations.utf8)
    for function in ["rate", "increase"] {
      guard let tail = operations.components(after: function) else { continue }
      let start = bytes.count - tail
      guard let (milliseconds, end) = readDuration(bytes, from: start), end == bytes.count else {
        continue
      }
      return (String(decoding: bytes[start...], as: UTF8.self), Double(milliseconds) / 1000)
    }
    return nil
  }
}

extension Substring {
  /// How many bytes follow the last occurrence of a word.
  fileprivate func components(after word: String) -> Int? {
    let bytes = Array(utf8)
    let wanted = Array(word.utf8)
    guard bytes.count > wanted.count else { return nil }
    for start in stride(from: bytes.count - wanted.count, through: 0, by: -1)
    where bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return bytes.count - start - wanted.count
    }
    return nil
  }
}
