/// The head of the table that every benchmark adds rows to.
let benchTableHead = [
  "| stage | seconds | MB | MB/s | note |",
  "| --- | --- | --- | --- | --- |",
]

/// The shortest of a few runs, in seconds.
func bestTime(of runs: Int = 5, _ work: () -> Void) -> Double {
  var best = Double.infinity
  for _ in 0..<runs {
    let time = ContinuousClock().measure(work)
    best = min(best, Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
  }
  return best
}

/// One row of the table.
func benchRow(_ stage: String, seconds: Double, bytes: Int, note: String) -> String {
  let megabytes = Double(bytes) / 1e6
  return "| \(stage) | \(rounded(seconds, 3)) | \(rounded(megabytes, 1)) | "
    + "\(rounded(megabytes / seconds, 0)) | \(note) |"
}

/// A number with so many digits after the point.
func rounded(_ number: Double, _ digits: Int) -> String {
  var scale = 1
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((number * Double(scale)).rounded())
  guard digits > 0 else { return scaled.description }
  let fraction = (scaled % scale).description
  return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
}
