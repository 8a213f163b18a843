package import Diagnostics
package import StackModel

/// Where objects of the model were written.
package struct Origins: Sendable {
  private let ranges: [SourceRange]
  private let sources: SourceMap

  package init(_ ranges: [SourceRange], _ sources: SourceMap) {
    self.ranges = ranges
    self.sources = sources
  }

  package func range(_ origin: Origin) -> SourceRange? {
    let index = Int(origin.index)
    return ranges.indices.contains(index) ? ranges[index] : nil
  }

  /// `stacks/shop.yaml:41`
  package func place(_ origin: Origin) -> String? { range(origin).map(place) }

  package func place(_ range: SourceRange) -> String {
    "\(sources[range.source].name):\(sources.position(of: range).line)"
  }
}
