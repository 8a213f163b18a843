/// Walks all paths of a program through a text at once, so that no text takes long.
struct RE2Matcher {
  let program: RE2Program
  let bytes: [UInt8]
  /// The paths still alive, the preferred ones first.
  private var threads: [Thread] = []
  private var following: [Thread] = []
  /// For each step the last position it was entered at, so that it is entered only once there.
  private var entered: [Int]
  private var pending: [Thread] = []

  private struct Thread {
    var step: Int
    var slots: [Int]
  }

  init(_ program: RE2Program, _ text: String) {
    self.program = program
    bytes = Array(text.utf8)
    entered = Array(repeating: -1, count: program.steps.count)
  }

  /// The places of the leftmost match and its groups, from a position on.
  mutating func match(from start: Int, anchored: Bool) -> [Int]? {
    var found: [Int]?
    let fresh = Thread(
      step: 0, slots: Array(repeating: -1, count: 2 * (program.captureCount + 1)))
    threads.removeAll(keepingCapacity: true)
    for index in entered.indices { entered[index] = -1 }
    var cursor = Cursor(bytes: bytes, position: start)
    while true {
      if found == nil, !anchored || cursor.position == start {
        swap(&threads, &following)
        enter(fresh, at: cursor.position)
        swap(&threads, &following)
      }
      if threads.isEmpty, anchored || found != nil { return found }
      let scalar = cursor.scalar()
      following.removeAll(keepingCapacity: true)
      for thread in threads {
        if case .take(let set) = program.steps[thread.step] {
          guard let scalar, set.contains(scalar) else { continue }
          enter(Thread(step: thread.step + 1, slots: thread.slots), at: cursor.position)
        } else if !anchored || scalar == nil {
          // All that remain are less preferred than this match.
          found = thread.slots
          break
        }
      }
      if scalar == nil { return found }
      swap(&threads, &following)
    }
  }

  /// The position behind the character at a position.
  func boundary(after position: Int) -> Int {
    var cursor = Cursor(bytes: bytes, position: position)
    return cursor.scalar() == nil ? position + 1 : cursor.position
  }

  /// Adds to `following` all steps that can be reached without taking a character.
  private mutating func enter(_ thread: Thread, at position: Int) {
    pending.append(thread)
    while var thread = pending.popLast() {
      guard entered[thread.step] != position else { continue }
      entered[thread.step] = position
      switch program.steps[thread.step] {
      case .take, .accept: following.append(thread)
      case .jump(let step): pending.append(Thread(step: step, slots: thread.slots))
      case .split(let preferred, let other):
        pending.append(Thread(step: other, slots: thread.slots))
        pending.append(Thread(step: preferred, slots: thread.slots))
      case .save(let slot):
        thread.slots[slot] = position
        thread.step += 1
        pending.append(thread)
      case .require(let assertion):
        guard holds(assertion, at: position) else { continue }
        thread.step += 1
        pending.append(thread)
      }
    }
  }

  private func holds(_ assertion: RE2Assertion, at position: Int) -> Bool {
    let newline = UInt8(ascii: "\n")
    let before = position > 0 ? bytes[position - 1] : nil
    let after = position < bytes.count ? bytes[position] : nil
    return switch assertion {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == newline
    case .lineEnd: after == nil || after == newline
    case .wordBoundary: (before?.isWord ?? false) != (after?.isWord ?? false)
    case .noWordBoundary: (before?.isWord ?? false) == (after?.isWord ?? false)
    }
  }
}
