import Dialects
import Testing

@Suite struct RenderTemplateTests {
  @Test(arguments: [
    ("{{ $value }}", 1e6, "1e+06"), ("{{ $value }}", 123456, "123456"),
    ("{{ $value }}", 0.1, "0.1"),
    ("{{ .Value }}", 1e-5, "1e-05"), ("{{ $value }}", .infinity, "+Inf"),
    ("{{ $value }}", .nan, "NaN"),
    ("{{ $value | humanize }}", 1234567, "1.235M"), ("{{ humanize $value }}", 0.00123, "1.23m"),
    ("{{ humanize1024 $value }}", 1_048_576, "1Mi"), ("{{ humanize $value }}", 0, "0"),
    ("{{ humanizePercentage $value }}", 0.12345, "12.35%"),
    ("{{ humanizeDuration $value }}", 3725, "1h 2m 5s"),
    ("{{ humanizeDuration $value }}", 0.05, "50ms"),
    ("{{ humanizeDuration $value }}", -90_061.5, "-1d 1h 1m 1s"),
    ("{{ humanizeTimestamp $value }}", 1_700_000_000, "2023-11-14 22:13:20 +0000 UTC"),
    (
      "{{ printf \"%.2f %5.1f|%-8.3e|%08.2f|%+.0f\" $value $value $value $value $value }}", 2.5,
      "2.50   2.5|2.500e+00|00002.50|+2"
    ),
    ("{{ printf \"%s %q %d %v %t %%\" \"a\" \"b\" 3 $value true }}", 1.5, "a \"b\" 3 1.5 true %"),
    ("{{ $labels.instance }} {{ $labels.none }}!", 0, "host.example.com:9100 !"),
    (
      "{{ stripPort $labels.instance }} {{ stripDomain .Labels.instance }}", 0,
      "host.example.com host:9100"
    ),
    ("{{ $labels.job | toUpper | title }}", 0, "NODE"), ("{{ title \"ab cd\" }}", 0, "Ab Cd"),
    ("{{ reReplaceAll \"(.*)\\\\.example.*\" \"$1\" $labels.instance }}", 0, "host"),
    (
      "{{ if gt $value 5.0 }}high{{ else if eq $labels.job \"node\" }}node{{ else }}low{{ end }}",
      3,
      "node"
    ),
    (
      "{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}", 0,
      "instance=host.example.com:9100;job=node;"
    ),
    ("a {{- 1 -}} b", 0, "a1b"), ("{{ $x := $value }}{{ with $x }}{{ . }}{{ end }}", 4, "4"),
    ("{{ or \"\" \"x\" }}{{ and 1 0 }}{{ not 1 }}{{ len $labels }}", 0, "x0false2"),
    ("{{ print 1 2 \"a\" 3 4 }}", 0, "1 2a3 4"),
    ("{{ urlQueryEscape \"a b&é\" }}", 0, "a+b%26%C3%A9"),
    ("{{ $labels }}", 0, "map[instance:host.example.com:9100 job:node]"),
    ("{{ parseDuration \"1h30m\" }}", 0, "5400"),
  ])
  func `gives the text of Prometheus`(_ template: String, _ value: Double, _ expected: String) {
    let labels = ["instance": "host.example.com:9100", "job": "node"]
    #expect(render(template, labels: labels, value: value) == expected)
  }

  @Test(arguments: [
    "{{ query \"up\" }}", "{{ gt $value 5 }}", "{{ printf \"%d\" $value }}", "{{ nope }}",
    "{{ externalURL }}", "{{ now }}", "{{ template \"x\" }}", "{{ humanize \"abc\" }}",
  ])
  func `says nothing where it cannot know`(_ template: String) {
    #expect(render(template, labels: [:], value: 1) == nil)
  }
}
