internal import Diagnostics

/// Files that a spec names, one by one or with `*` and `?` in the last part of their path.
package struct NamedFiles<Sources: SourceProvider> {
  let sources: Sources
  let reading: Reading

  package init(_ sources: Sources, _ reading: Reading) {
    self.sources = sources
    self.reading = reading
  }

  /// The paths that an item of a file names, sorted; never that file itself.
  package func paths(_ item: Located<RelativePath>, namedIn file: String?) -> [String] {
    let written = FilePath(item.value.text)
    guard !written.folder.contains("*") else {
      reading.invalid(
        "'*' may stand in the name of the file only", item.node, help: "write folder/*.yaml")
      return []
    }
    let path = FilePath.joined(FilePath(file ?? "").folder, item.value.text)
    guard written.name.contains("*") || written.name.contains("?") else { return [path] }
    return matching(path, item, except: file)
  }

  private func matching(
    _ path: String, _ item: Located<RelativePath>, except file: String?
  ) -> [String] {
    let pattern = FilePath(path)
    do {
      let names = try sources.list(pattern.folder).filter { matches($0, pattern: pattern.name) }
      let paths = names.sorted().map { FilePath.joined(pattern.folder, $0) }.filter { $0 != file }
      if paths.isEmpty {
        reading.diagnostics.error(
          .unreadableInclude, "no file fits '\(item.value.text)'", at: item.range)
      }
      return paths
    } catch {
      report(error, path, item)
      return []
    }
  }

  /// The text of one of the paths; `nil` after a diagnostic.
  package func text(_ path: String, _ item: Located<RelativePath>) -> [UInt8]? {
    do {
      return try sources.read(path)
    } catch {
      report(error, path, item)
      return nil
    }
  }

  private func report(_ error: SourceError, _ path: String, _ item: Located<RelativePath>) {
    let written = item.value.text
    switch error {
    case .unreadable(let reason):
      reading.diagnostics.error(
        .unreadableInclude, "cannot read '\(written)': \(reason)", at: item.range)
    case .missing:
      let finding = Diagnostic(
        .unreadableInclude, .error, "there is no file '\(written)'", at: item.range)
      reading.diagnostics.report(finding.help(namesNear(FilePath(path))))
    }
  }

  private func namesNear(_ file: FilePath) -> String? {
    do {
      return suggestion(for: file.name, among: try sources.list(file.folder).sorted())
    } catch {
      return "the folder '\(file.folder)' cannot be listed"
    }
  }
}
