package import Diagnostics

/// The most findings that are shown to a person at once.
private let mostShown = 100

/// The findings for people: each with its line of the spec, and a last line that counts them.
package func humanReport(_ specs: [Findings], _ colours: Colours) -> String {
  var text = ""
  var shown = 0
  for spec in specs {
    var places = Places(spec.sources)
    for finding in spec.list.prefix(mostShown - shown) {
      text += humanText(of: finding, &places, colours) + "\n"
      shown += 1
    }
  }
  let total = specs.reduce(0) { $0 + $1.list.count }
  guard total > 0 else { return "" }
  if total > shown { text += "\(total - shown) more are not shown\n" }
  return text + counts(specs) + "\n"
}

/// "2 errors, 1 warning"
private func counts(_ specs: [Findings]) -> String {
  let severities: [Diagnostic.Severity] = [.error, .warning, .note]
  return severities.compactMap { severity in
    let count = specs.reduce(0) { $0 + $1.count(severity) }
    return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
  }.joined(separator: ", ")
}

/// One finding, ending in a line break.
private func humanText(
  of finding: Diagnostic, _ places: inout Places, _ colours: Colours
) -> String {
  let excerpts = excerpts(of: finding, &places)
  let gutter = Gutter(upTo: excerpts.map(\.lastLineNumber).max() ?? 1, colours)
  let title = "\(finding.severity.rawValue)[\(finding.code.rawValue)]"
  var text = Ink.severity(finding.severity).paint(title, colours)
  text += Ink.strong.paint(": " + harmless(finding.message), colours) + "\n"
  for (index, excerpt) in excerpts.enumerated() {
    let place = "\(harmless(excerpt.name)):\(excerpt.place.line):\(excerpt.place.column)"
    text += gutter.pointer(index == 0 ? "-->" : ":::") + place + "\n" + gutter.empty
    excerpt.write(to: &text, gutter: gutter, severity: finding.severity)
  }
  for note in finding.notes { text += remark("note", note, gutter) }
  if let help = finding.help { text += remark("help", help, gutter) }
  return text
}

/// Places in the file of the finding share an excerpt; each other file has one of its own.
private func excerpts(of finding: Diagnostic, _ places: inout Places) -> [Excerpt] {
  guard let range = finding.range else { return [] }
  var groups = [[(range: range, isPrimary: true, label: "")]]
  for related in finding.related {
    let mark = (range: related.range, isPrimary: false, label: related.text)
    if let index = groups.firstIndex(where: { $0[0].range.source == related.range.source }) {
      groups[index].append(mark)
    } else {
      groups.append([mark])
    }
  }
  return groups.compactMap { Excerpt(&places, $0) }
}

private func remark(_ kind: String, _ words: String, _ gutter: Gutter) -> String {
  let indentation = "\n" + String(repeating: " ", count: gutter.width + 9)
  let lines = harmless(words).split(separator: "\n", omittingEmptySubsequences: false)
  return gutter.pointer(" =") + Ink.strong.paint(kind + ":", gutter.colours) + " "
    + lines.joined(separator: indentation) + "\n"
}
