import SpecLanguage

/// Folders of the output that stackgen wrote for specs that are gone.
///
/// Only a build of every spec can tell: one of a few leaves the folders of the others alone.
func orphans(in folder: String, besides names: [String]) -> [String] {
  let disk = DiskSources()
  let entries: [String]
  do { entries = try disk.list(folder) } catch { return [] }  // there is no output yet
  return entries.filter { name in
    !names.contains(name) && disk.isThere("\(folder)/\(name)/manifest.json")
  }.sorted().map { "\(folder)/\($0)" }
}
