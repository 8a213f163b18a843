/// The alarm tree of Phoebus that a stack's process variables are written into.
package struct PhoebusTree: Sendable {
  /// The name of its configuration, which is the root of the tree.
  package var name: String
  package var isAnnunciating: Bool

  package init(name: String, isAnnunciating: Bool) {
    self.name = name
    self.isAnnunciating = isAnnunciating
  }
}
