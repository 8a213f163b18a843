package import Diagnostics

/// A value of a YAML text and where it stands.
package struct Node: Sendable {
  package var content: Content
  package var range: SourceRange

  package init(_ content: Content, _ range: SourceRange) {
    self.content = content
    self.range = range
  }

  package enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Entry])
  }

  /// One key of a mapping with its value.
  package struct Entry: Sendable {
    package var key: Key
    package var value: Node

    package init(_ key: Key, _ value: Node) {
      self.key = key
      self.value = value
    }
  }

  package struct Key: Sendable {
    package var name: String
    package var range: SourceRange
    /// Where the mapping begins that it was written in; merging puts keys of several together.
    private var home: Int32

    package init(_ name: String, _ range: SourceRange, in mapping: SourceRange? = nil) {
      self.name = name
      self.range = range
      home = mapping?.start ?? range.start
    }

    /// Whether both were written in the same mapping.
    package func isBeside(_ other: Key) -> Bool {
      range.source == other.range.source && home == other.home
    }
  }
}

extension Node {
  package var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  package var items: [Node]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// Nothing was written here: `key:`, `~` or `null`.
  package var isNull: Bool { scalar?.isNull ?? false }

  package subscript(key: String) -> Node? {
    entries?.first { $0.key.name == key }?.value
  }

  /// The words for messages: what stands here.
  package var kind: String {
    switch content {
    case .scalar(let scalar): scalar.kind
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension Node {
  /// A text that stands for something else in the file, such as one of many names of a range.
  package init(text: String, at range: SourceRange) {
    var scalar = Scalar(text, .doubleQuoted)
    scalar.writtenStyle = .verbatim
    self.init(.scalar(scalar), range)
  }

  /// Nothing, from nowhere: for what was never written.
  package static let nothing = Node(
    .scalar(Scalar("", .plain)), SourceRange(SourceID(0), 0, 0))
}
