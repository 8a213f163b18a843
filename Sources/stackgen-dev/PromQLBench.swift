internal import PromQL

/// PromQL: typical expressions, one a hundred times as long as the next, and brackets in brackets.
func promQLBench() -> [String] {
  let typical = [
    "sum by (instance) (rate(node_cpu_seconds_total{mode!=\"idle\"}[5m])) > 0.8",
    "histogram_quantile(0.95, sum by (le, path) (rate(http_request_duration_seconds_bucket[5m])))",
    "100 * node_filesystem_avail_bytes{fstype!=\"tmpfs\"} / node_filesystem_size_bytes",
    "absent(up{job=\"postgres\"}) or up{job=\"postgres\"} == 0",
  ]
  let link = "rate(http_requests_total{code=~\"5..\"}[5m]) + "
  let short = String(repeating: link, count: 100) + "1"
  let long = String(repeating: link, count: 10_000) + "1"
  let deep =
    String(repeating: "(", count: 1_000_000) + "1" + String(repeating: ")", count: 1_000_000)
  let rounds = 10_000
  func parse(_ text: String) { _ = parsePromQL(text, PromQLDialect()) }
  let times = bestTimes([
    { for _ in 0..<rounds { typical.forEach(parse) } },
    { parse(short) },
    { parse(long) },
    { parse(deep) },
  ])
  let count = rounds * typical.count
  let growth = rounded(times[2] / times[1], 0)
  return [
    benchRow(
      "PromQL, typical", seconds: times[0],
      bytes: typical.reduce(0) { $0 + $1.utf8.count } * rounds,
      note: "\(rounded(times[0] / Double(count) * 1e6, 2)) µs an expression; the goal is 3"),
    benchRow("PromQL, 100 terms", seconds: times[1], bytes: short.utf8.count, note: ""),
    benchRow(
      "PromQL, 10,000 terms", seconds: times[2], bytes: long.utf8.count,
      note: "\(growth) times that of 100 times less"),
    benchRow(
      "PromQL, a million brackets", seconds: times[3], bytes: deep.utf8.count,
      note: "refused at 200 levels"),
  ]
}
