internal import Glibc

/// The head of the table that every benchmark adds rows to.
let benchTableHead = [
  "| stage | seconds | MB | MB/s | note |",
  "| --- | --- | --- | --- | --- |",
]

/// The shortest of a few runs of each piece of work, in seconds of this process.
///
/// The pieces take turns, so that a busy machine slows them all alike.
func bestTimes(_ work: [() -> Void]) -> [Double] {
  var best = work.map { _ in Double.infinity }
  for _ in 0..<7 {
    for (index, piece) in work.enumerated() {
      let start = processSeconds()
      piece()
      best[index] = min(best[index], processSeconds() - start)
    }
  }
  return best
}

private func processSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
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
