/// What can be said about the labels of a result.
package struct LabelSet: Hashable, Sendable {
  /// Labels that series of the result can have.
  package var possible: Set<String>
  /// There can be labels beside the possible ones.
  package var isOpen: Bool
  /// Labels that no series has, though others unknown may be there.
  package var absent: Set<String>
  /// Labels that every series is expected to have.
  package var expected: Set<String>

  /// Nothing is known.
  package static let unknown = LabelSet(possible: [], isOpen: true, absent: [], expected: [])

  /// No labels at all.
  package static let none = LabelSet(possible: [], isOpen: false, absent: [], expected: [])

  package func canHave(_ label: String) -> Bool {
    possible.contains(label) || isOpen && !absent.contains(label)
  }

  package enum Precision: String, Sendable {
    case exact
    case atLeast = "at-least"
    case unknown
  }

  package var precision: Precision {
    if !isOpen { return .exact }
    return possible.isEmpty && absent.isEmpty ? .unknown : .atLeast
  }

  /// `{instance, job}`, with an ellipsis where more are possible.
  package var words: String {
    let names = possible.sorted() + (isOpen ? ["..."] : [])
    return "{" + names.joined(separator: ", ") + "}"
  }

  func keeping(_ labels: [String]) -> LabelSet {
    let kept = labels.filter(canHave)
    return LabelSet(possible: Set(kept), isOpen: false, absent: [], expected: Set(kept))
  }

  func removing(_ labels: some Sequence<String>) -> LabelSet {
    var set = self
    for label in labels {
      set.possible.remove(label)
      set.expected.remove(label)
      if isOpen { set.absent.insert(label) }
    }
    return set
  }

  func adding(_ labels: some Sequence<String>) -> LabelSet {
    var set = self
    for label in labels {
      set.possible.insert(label)
      set.absent.remove(label)
    }
    return set
  }

  /// Either this or the other.
  func joined(with other: LabelSet) -> LabelSet {
    let labels = possible.union(other.possible)
    let lacking = absent.union(other.absent).filter { !canHave($0) && !other.canHave($0) }
    return LabelSet(
      possible: labels, isOpen: isOpen || other.isOpen, absent: lacking,
      expected: expected.intersection(other.expected))
  }
}
