package import Diagnostics
import SpecLanguage
import StackModel
package import YAMLTree

/// Upstream fields that the user merges into one generated document.
package struct Patch: Sendable {
  /// Path of the document in the generated folder.
  package var path: String
  package var node: Node
  package var range: SourceRange
}

extension Stack {
  /// The patches of the spec, in the order written.
  package var patches: [Patch] {
    patch.entries.map {
      Patch(path: $0.name, node: $0.value.node, range: $0.nameRange)
    }
  }
}
