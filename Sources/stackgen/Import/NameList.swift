import Diagnostics
import YAMLTree

/// Reads a list of names for an archiver: a name a line, perhaps with a period in seconds and a
/// method behind it, or a list in JSON.
func rowsOfList(_ bytes: [UInt8], _ path: String) throws(Failure) -> [PVRow] {
  let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
  if first == UInt8(ascii: "[") { return try rowsOfJSON(bytes, path) }
  var rows: [PVRow] = []
  for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
    let words = line.split { $0 == "," || $0 == ";" || $0.isWhitespace }
    // '#' may begin a name; a comment has a blank behind it.
    guard let name = words.first, name != "#" else { continue }
    var row = PVRow(named: String(name))
    for word in words.dropFirst() {
      if word.uppercased() == "SCAN" || word.uppercased() == "MONITOR" {
        row[.method] = word.lowercased()
      } else if !secondsText(String(word)).isEmpty {
        row[.period] = secondsText(String(word))
      }
    }
    rows.append(row)
  }
  return rows
}

private func rowsOfJSON(_ bytes: [UInt8], _ path: String) throws(Failure) -> [PVRow] {
  let diagnostics = Diagnostics()
  let source = diagnostics.sources.add(name: path, text: bytes)
  guard let items = parseYAML(source, diagnostics)?.items else {
    throw Failure(status: .findings, message: "'\(path)' is neither lines of names nor a list")
  }
  return items.compactMap { item in
    guard let name = (item["pv"] ?? item["pvName"] ?? item).scalar?.text else { return nil }
    var row = PVRow(named: name)
    row[.method] = (item["samplingmethod"]?.scalar?.text ?? "").lowercased()
    row[.period] = secondsText(item["samplingperiod"]?.scalar?.text ?? "")
    row[.policy] = item["policy"]?.scalar?.text ?? ""
    return row
  }
}

extension PVRow {
  /// A row of a name that may tell its protocol.
  init(named name: String) {
    let parts = name.split(separator: "://", maxSplits: 1)
    self.init(name: parts.count == 2 ? String(parts[1]) : name)
    if parts.count == 2, parts[0] == "pva" { self[.protocolName] = "pva" }
  }
}
