internal import Diagnostics
internal import Dialects
internal import Parallel

extension Reading {
  /// Maps on all cores: each element is read with findings of its own, which are then reported in
  /// the order of the elements.
  package func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], atATime least: Int = 8,
    _ transform: @Sendable (Element, Reading) -> Result
  ) -> [Result] {
    let circumstances = Circumstances(
      sources: diagnostics.sources, versions: versions, keys: keys, files: files)
    let done = elements.concurrentMap(atATime: least) { element in
      let reading = circumstances.reading
      return (result: transform(element, reading), findings: reading.diagnostics.list)
    }
    for finding in done.flatMap(\.findings) { diagnostics.report(finding) }
    return done.map(\.result)
  }
}

/// All of a reading that threads may share.
private struct Circumstances: Sendable {
  let sources: SourceMap
  let versions: TargetVersions
  let keys: KeyIndex?
  let files: (any SourceProvider)?

  var reading: Reading {
    let diagnostics = Diagnostics()
    diagnostics.sources = sources
    var reading = Reading(diagnostics, versions: versions)
    reading.keys = keys
    reading.files = files
    return reading
  }
}
