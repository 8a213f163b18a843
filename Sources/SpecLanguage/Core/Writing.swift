package import OrderedTree

/// What turning records into upstream's documents collects beside the documents.
package struct Writing: Sendable {
  /// The secrets that the document reads from files.
  package var secrets: [SecretReference] = []
  /// Where secrets stand as files for the program that reads the document.
  package var secretFolder = "/run/secrets"

  package init() {}
}

extension SpecRecord {
  /// The record under upstream's keys: what was written, and defaults that are not empty.
  package func tree(_ writing: inout Writing) -> Tree? {
    var keys = WrittenTree(writing: writing)
    var record = self
    record.visitKeys(&keys)
    writing = keys.writing
    return .mapping(keys.entries)
  }
}

/// Writes the keys of a record into an ordered tree.
package struct WrittenTree: KeyVisitor {
  package var writing: Writing
  package var entries: [(key: String, value: Tree)] = []

  package init(writing: Writing) { self.writing = writing }

  package mutating func callAsFunction<Value: SpecValue>(
    _ name: String, _ value: inout Value, _ rule: KeyRule, _ summary: String
  ) {
    guard !rule.isOwn, let tree = value.tree(&writing) else { return }
    let secretKey = value.isSecret ? rule.secretKey : nil
    entries.append((secretKey ?? rule.writtenAs ?? name, tree))
  }

  package mutating func inlined(_ record: inout some SpecRecord, as upstream: String) {
    guard let tree = record.tree(&writing) else { return }
    if case .mapping(let inner) = tree, inner.isEmpty { return }
    entries.append((upstream, tree))
  }
}
