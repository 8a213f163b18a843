package import Diagnostics
package import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// Upstream fields that the user merges into one generated document.
package struct Patch: Sendable {
  /// Path of the document in the generated folder.
  package var path: String
  package var change: Tree
  package var range: SourceRange
}

extension Stack {
  /// The patches of the spec, in the order written.
  package var patches: [Patch] {
    patch.entries.map {
      Patch(path: $0.name, change: Tree($0.value.node), range: $0.nameRange)
    }
  }
}
