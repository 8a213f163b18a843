import Diagnostics
package import SpecLanguage
package import YAMLTree

/// The packs a spec can use: those built in, and those of the files it names under `packs:`.
package func readPackLibrary(
  for root: Node, from sources: some SourceProvider, _ reading: Reading
) -> PackLibrary {
  var library = PackLibrary()
  guard let written = root["packs"], !written.isNull,
    let items = [Located<RelativePath>].read(written, reading)
  else { return library }
  let files = NamedFiles(sources, reading)
  for item in items {
    let file = reading.diagnostics.sources[item.range.source].name
    for path in files.paths(item, namedIn: file) where !library.has(file: path) {
      let node = files.text(path, item).flatMap { text in
        parseYAML(reading.diagnostics.sources.add(name: path, text: text), reading.diagnostics)
      }
      library.add(node, file: path, named: item.range, reading)
    }
  }
  return library
}
