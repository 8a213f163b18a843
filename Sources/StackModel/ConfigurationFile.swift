package import OrderedTree

/// A configuration document of one program.
package struct ConfigurationFile: Sendable {
  /// Its path in the generated tree.
  package var path: String
  package var content: Content
  package var origin: Origin

  package enum Content: Sendable {
    case yaml(Tree)
    case json(Tree)
    case text(String)
  }

  package init(path: String, content: Content, origin: Origin) {
    self.path = path
    self.content = content
    self.origin = origin
  }
}
