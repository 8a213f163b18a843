import Dialects
import Testing

@Suite struct ScalarTests {
  @Test(arguments: [
    ("5m", 300_000, "5m"), ("1h30m", 5_400_000, "1h30m"), ("90m", 5_400_000, "1h30m"),
    ("0", 0, "0s"), ("0s", 0, "0s"), ("1y", 31_536_000_000, "365d"), ("14d", 1_209_600_000, "14d"),
    ("1w1d", 691_200_000, "8d"), ("54s321ms", 54_321, "54s321ms"),
  ])
  func `reads durations of Prometheus`(_ text: String, _ milliseconds: Int, _ canonical: String) {
    #expect(Duration(text)?.milliseconds == milliseconds)
    #expect(Duration(text)?.description == canonical)
    #expect(Duration(canonical)?.milliseconds == milliseconds)
  }

  @Test func `points at faults in durations of Prometheus`() {
    check("«»", says: "missing", Duration.check)
    check("«5»", says: "unit is missing", Duration.check)
    check("5«x»", says: "not a unit", Duration.check)
    check("30m«1h»", says: "not larger", help: "1h30m", Duration.check)
    check("«1.5h»", says: "whole numbers", help: "1h30m", Duration.check)
    check("«-»5m", says: "not a duration", Duration.check)
    check("«m»", says: "not a duration", Duration.check)
    check("5m« »1s", says: "not a duration", Duration.check)
    check("«300y»", says: "292 years", Duration.check)
    check("«99999999999999999999s»", says: "292 years", Duration.check)
  }

  @Test(arguments: [
    ("1h30m", 5_400_000_000_000, "1h30m0s"), ("1.5h", 5_400_000_000_000, "1h30m0s"),
    ("-250ms", -250_000_000, "-250ms"), ("+1s", 1_000_000_000, "1s"), ("0", 0, "0s"),
    ("1us", 1000, "1µs"), ("1.5µs", 1500, "1.5µs"), (".5s", 500_000_000, "500ms"),
    ("1m1m", 120_000_000_000, "2m0s"), ("336h", 1_209_600_000_000_000, "336h0m0s"),
  ])
  func `reads durations of Go`(_ text: String, _ nanoseconds: Int64, _ canonical: String) {
    #expect(GoDuration(text)?.nanoseconds == nanoseconds)
    #expect(GoDuration(text)?.text == canonical)
    #expect(GoDuration(canonical)?.nanoseconds == nanoseconds)
  }

  @Test func `points at faults in durations of Go`() {
    check("«»", says: "missing", GoDuration.check)
    check("14«d»", says: "not a unit of time here", help: "24h", GoDuration.check)
    check("1h«30»", says: "unit is missing", GoDuration.check)
    check("«h»", says: "number is missing", GoDuration.check)
    check("«9999999999h»", says: "too long", GoDuration.check)
    check("1.« s»", says: "not a unit", GoDuration.check)
  }

  @Test(arguments: [
    ("512MB", 536_870_912, "512MB"), ("1024KB", 1_048_576, "1MB"), ("1GiB", 1_073_741_824, "1GB"),
    ("1.5GB", 1_610_612_736, "1536MB"), ("0", 0, "0B"), ("100B", 100, "100B"),
  ])
  func `reads sizes of Prometheus`(_ text: String, _ bytes: Int64, _ canonical: String) {
    #expect(PrometheusSize(text)?.bytes == bytes)
    #expect(PrometheusSize(text)?.text == canonical)
  }

  @Test func `points at faults in sizes of Prometheus`() {
    check("«512»", says: "unit is missing", PrometheusSize.check)
    check("512«mb»", help: "'MB'", replacement: "MB", PrometheusSize.check)
    check("512«M»", help: "'MB'", replacement: "MB", PrometheusSize.check)
    check("«big»", says: "not a size", PrometheusSize.check)
    check("«99999EB»", says: "fits", PrometheusSize.check)
  }

  @Test func `reads times of Grafana`() {
    for text in [
      "now", "now-6h", "now/d", "now-1d/d", "now+1M", "2026-01-31", "2026-01-31T08:00:00Z",
      "2026-01-31 08:00:00", "1700000000000", "now-1Q/fy",
    ] {
      #expect(GrafanaTime(text)?.text == text)
    }
    check("now-6«x»", says: "not a unit", help: "M", GrafanaTime.check)
    check("now«-h»", says: "number is missing", GrafanaTime.check)
    check("now«-6»", says: "unit is missing", GrafanaTime.check)
    check("now« - 6h»", says: "not expected", GrafanaTime.check)
    check("«yesterday»", says: "not a point in time", GrafanaTime.check)
    check("«2026-13-01»", says: "no such day", GrafanaTime.check)
    check("2026-01-01T«25:00»", says: "no such time", GrafanaTime.check)
  }

  @Test func `survives any text`() {
    let pieces = [
      "5", "m", "s", "h", "d", "now", "-", "/", ".", "MB", "K", "é", " ", "0", "µ", "T", ":",
    ]
    for text in randomTexts(pieces, count: 5000, length: 8) {
      for check in [
        Duration.check, GoDuration.check, PrometheusSize.check, GrafanaTime.check,
      ] {
        expectRangesInside(text, check(text))
      }
      #expect((Duration(text) == nil) == !Duration.check(text).isEmpty)
    }
  }
}
