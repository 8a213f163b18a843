/// Samples of a series in Prometheus' notation of tests: `1+2x3 _x2 stale`.
package enum SampleRun: Hashable, Sendable {
  /// So many samples, each larger by `rise` than the one before.
  case values(start: Double, rise: Double, count: Int)
  case missing(Int)
  /// The series ends, and whoever reads it is told so.
  case stale

  package var count: Int {
    switch self {
    case .values(_, _, let count), .missing(let count): count
    case .stale: 1
    }
  }
}

/// Reads samples as promtool does; a histogram in double braces is passed over as one sample.
package func parseSamples(_ text: String) throws(Finding) -> [SampleRun] {
  var runs: [SampleRun] = []
  let bytes = Array(text.utf8)
  var index = 0
  while index < bytes.count {
    if bytes[index] == 0x20 {
      index += 1
      continue
    }
    let start = index
    let isHistogram = bytes[index...].starts(with: "{{".utf8)
    while index < bytes.count, isHistogram ? !bytes[..<index].ends("}}") : bytes[index] != 0x20 {
      index += 1
    }
    let word = bytes[start..<index]
    guard let run = isHistogram ? .missing(1) : SampleRun(word) else {
      throw Finding(
        "'\(String(decoding: word, as: UTF8.self))' is no sample", at: start..<index,
        help: "write 5, 5x10, 0+1x10, _x3 or stale")
    }
    runs.append(run)
  }
  return runs
}

extension ArraySlice<UInt8> {
  fileprivate func ends(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}

extension SampleRun {
  fileprivate init?(_ word: ArraySlice<UInt8>) {
    let text = String(decoding: word, as: UTF8.self)
    if text == "stale" {
      self = .stale
      return
    }
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first else { return nil }
    var repeats = 0
    if parts.count == 2 {
      guard let number = Int(parts[1]), (0...1_000_000).contains(number) else { return nil }
      repeats = number
    }
    if first == "_" {
      self = .missing(parts.count == 2 ? repeats : 1)
      return
    }
    // The sign of the rise is the last one that no exponent stands before.
    let letters = Array(first.utf8)
    let sign = letters.indices.dropFirst().last { index in
      (letters[index] == 0x2B || letters[index] == 0x2D) && letters[index - 1] | 0x20 != 0x65
    }
    let number = String(decoding: letters[..<(sign ?? letters.count)], as: UTF8.self)
    let rise = sign.map { String(decoding: letters[$0...], as: UTF8.self) } ?? "0"
    guard let start = Double(number), let rise = Double(rise), sign == nil || parts.count == 2
    else { return nil }
    self = .values(start: start, rise: rise, count: repeats + 1)
  }
}
