package import OrderedTree
package import YAMLTree

/// How many cores of the processor a container may use.
package struct CoreCount: SpecValue, Hashable {
  package var cores: Double

  package static var shape: Shape { .number }
  package var specText: String? { text }
  package var text: String { cores.description }

  package init(_ cores: Double) { self.cores = cores }

  package func tree(_ writing: inout Writing) -> Tree? { .number(cores) }

  package static func read(_ node: Node, _ reading: Reading) -> CoreCount? {
    guard let cores = Double.read(node, reading) else { return nil }
    guard cores >= 0.01, cores <= 1024 else {
      reading.invalid("a container needs 0.01 cores at the least, and 1024 at the most", node)
      return nil
    }
    return CoreCount(cores)
  }
}
