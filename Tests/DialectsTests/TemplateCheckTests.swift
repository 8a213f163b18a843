import Dialects
import Testing

@Suite struct TemplateCheckTests {
  @Test(arguments: [
    "", "plain { text } }}", "{{ $value }}", "{{- $labels.instance -}}", "{{/* a comment */}}",
    "{{ $value | humanize }} of {{ $labels.job | toUpper | printf \"%s!\" }}",
    "{{ if gt $value 5.0 }}high{{ else if eq $labels.job \"a\" }}a{{ else }}low{{ end }}",
    "{{ range $k, $v := $labels }}{{ $k }}={{ $v }}{{ break }}{{ end }}",
    "{{ with query \"up\" }}{{ . | first | value }}{{ end }}", "{{ .Labels.job }}{{ $.Value }}",
    "{{ range query `up` }}{{ .Labels.instance }}{{ .Value }}{{ end }}",
    "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}", "{{ index $labels \"a-b\" }}{{ (index $labels `x`) }}",
    "{{ define \"a\" }}{{ . }}{{ end }}{{ template \"a\" $value }}", "{{ printf \"%d\" 3 }}",
    "{{ 'c' }}{{ 0x1F }}{{ 1_000 }}{{ -.5e-3 }}{{ true }}{{ `raw }} text` }}",
    "{{ $externalLabels.cluster }}{{ $externalURL }}",
  ])
  func `accepts what Prometheus accepts`(_ text: String) {
    #expect(checkTemplate(text, dialect: .prometheusAlert) == [])
  }

  @Test func `points at actions that do not close`() {
    check("a «{{» $value", says: "never closed", help: "}}", prometheus)
    check("«{{» $value {{ $value }}", says: "never closed", prometheus)
    check("{{ $value «}»", says: "single '}'", help: "}}", prometheus)
    check("{{ $labels.a«}» b", says: "single '}'", help: "}}", prometheus)
    check("{{ printf «\"%f $value »}}", says: "text is never closed", prometheus)
    check("«{{»/* a }}", says: "comment is never closed", prometheus)
    check("{{ «(»1 }}", says: "parenthesis is never closed", prometheus)
    check("{{ 1 «)» }}", says: "closes nothing", prometheus)
    check("«{{ if $value }}»a", says: "no {{end}}", prometheus)
    check("a«{{ end }}»", says: "closes nothing", prometheus)
    check("a«{{ else }}»", says: "belongs to nothing", prometheus)
    check("«{{ }}»", says: "empty", prometheus)
    check("{{ if $value }}{{ else }}«{{ else }}»{{ end }}", says: "second", prometheus)
  }

  @Test func `explains signs of other languages`() {
    check("{{ if $value «>» 5 }}a{{ end }}", says: "no meaning", help: "'gt a b'", prometheus)
    check("{{ $value «==» 5 }}", help: "'eq a b'", prometheus)
    check("{{ «'text'» }}", says: "one character", prometheus)
    check("{{ $labels.my«-»label }}", help: "index $labels", prometheus)
    check("{{ $value«-»}}", help: "space before", prometheus)
    check("{{ \"a«\\q»\" }}", says: "not an escape", prometheus)
    check("{{ «12ab» }}", says: "not a number", prometheus)
    check("{{ $value «|» }}", says: "nothing follows", prometheus)
    check("{{ \"a\"«\"b\"» }}", says: "space is missing", prometheus)
  }

  @Test func `knows functions and their arguments`() {
    check("{{ $value | «humanise» }}", says: "no function", help: "'humanize'", prometheus)
    check("{{ «instance» }}", says: "no function", help: "$labels.instance", prometheus)
    check("{{ «humanize» }}", says: "1 argument, not 0", prometheus)
    check("{{ «reReplaceAll» \"a\" \"b\" }}", says: "3 arguments, not 2", prometheus)
    check("{{ «tmpl» \"a\" . }}", says: "no function", prometheus)
    check("{{ printf «\"%s\"» 1 2 }}", says: "1 verb for 2 values", prometheus)
    check("{{ printf «\"%d\"» $value }}", says: "fraction", help: "%.0f", prometheus)
    check("{{ $value | «\"a\"» }}", says: "no function", prometheus)
    check("{{ «$labels.job» 5 }}", says: "takes no arguments", prometheus)
    check("{{ gt $value «5» }}", says: "whole number", replacement: "5.0", prometheus)
    check("{{ match \"a«(?=»b)\" $labels.job }}", says: "lookahead", prometheus)
    check("{{ parseDuration \"5«x»\" }}", says: "unit of time", prometheus)
  }

  @Test func `knows variables and fields`() {
    check("{{ .«Nope» }}", says: "no field 'Nope'", help: "Labels", prometheus)
    check("{{ .«Vlue» }}", help: "'Value'", prometheus)
    check("{{ «$label».job }}", says: "no variable", help: "'$labels'", prometheus)
    check("{{ $labels.job.«x» }}", says: "a text has no field", prometheus)
    check("{{ «$x» }}{{ $x := 1 }}", says: "no variable", prometheus)
    check("{{ if true }}{{ $x := 1 }}{{ end }}{{ «$x» }}", says: "no variable", prometheus)
    check("{{ «$x» = 1 }}", says: "no variable", prometheus)
    check("{{ define \"a\" }}{{ «$labels».x }}{{ end }}", help: "define", prometheus)
    check("{{ template «\"a\"» }}", says: "no template", prometheus)
    check("{{ range query \"up\" }}{{ .«Lables» }}{{ end }}", help: "'Labels'", prometheus)
  }

  @Test func `knows what each version of Prometheus has`() {
    check("{{ «now» }}", says: "needs Prometheus 3.6") {
      checkTemplate($0, dialect: .prometheusAlert(.init(2, 42)))
    }
    check("{{ now }}", prometheus)
  }

  @Test func `knows the data of Alertmanager`() {
    let current = { (text: String) in checkTemplate(text, dialect: .alertmanager()) }
    check(
      "{{ range .Alerts.Firing }}{{ .Labels.job }}{{ .StartsAt.Format \"15:04\" }}{{ end }}",
      current)
    check("{{ .CommonLabels.SortedPairs.Names | join \", \" }}{{ template \"x\" . }}", current)
    check(
      "{{ range (.CommonLabels.Remove (stringSlice \"a\")).SortedPairs }}{{ .Name }}{{ end }}",
      current)
    check("{{ .«CommonLabel».job }}", help: "'CommonLabels'", current)
    check("{{ range .Alerts }}{{ .«Value» }}{{ end }}", says: "an alert has no field", current)
    check("{{ «$labels».job }}", help: ".CommonLabels", current)
    check("{{ «humanize» 5 }}", says: "no function", current)
    check("{{ «toJson» . }}", says: "needs Alertmanager 0.30") {
      checkTemplate($0, dialect: .alertmanager(.init(0, 25)))
    }
    check("{{ .«RouteLabels».team }}", says: "needs Alertmanager 0.34") {
      checkTemplate($0, dialect: .alertmanager(.init(0, 33)))
    }
  }

  @Test func `knows the data of a Grafana rule`() {
    let grafana = { (text: String) in checkTemplate(text, dialect: .grafanaAlert) }
    check("{{ $values.A.Value | humanize }}{{ $labels.pv }}{{ $value }}", grafana)
    check("{{ removeLabels $labels \"a\" }}{{ $values.B.Labels.x }}", grafana)
    check("{{ $values.A.«Valu» }}", help: "'Value'", grafana)
    check("{{ «$externalLabels».x }}", says: "no variable", grafana)
  }

  @Test func `finds the labels a template takes`() {
    let text =
      "{{ $labels.job }}{{ .Labels.a }}{{ index $labels \"b-c\" }}{{ with $labels }}{{ .d }}"
    let uses = labelUses(in: text + "{{ end }}{{ range query `x` }}{{ .Labels.e }}{{ end }}")
    #expect(uses.map(\.label) == ["job", "a", "b-c", "d"])
    #expect(uses.map(\.range) == [11..<14, 28..<29, 50..<53, 79..<80])
  }

  @Test func `goes on after a mistake`() {
    check("{{ «nope» }}{{ if «$x» }}{{ .«Nope» }}{{ end }}«{{ end }}»", prometheus)
  }

  @Test func `survives any text`() {
    let pieces = [
      "{{", "}}", "{{-", "-}}", "{{ if ", "{{ range ", "{{ else }}", "{{ end }}", "$x", ":=", "=",
      "|", ".a", "(", ")", "\"", "`", "'", "/*", "*/", " ", "é", "1", "-", "{{ define \"a\" }}",
      ",",
      "printf", "\\", "\n", "$labels", "{{ block \"b\" ", "{{ with .", "😀", "{{ break }}",
    ]
    for text in randomTexts(pieces, count: 5000, length: 14) {
      expectRangesInside(text, checkTemplate(text, dialect: .prometheusAlert))
      expectRangesInside(text, checkTemplate(text, dialect: .alertmanager()))
      _ = render(text, labels: ["a": "b"], value: 1)
    }
    let deep = String(repeating: "{{ if 1 }}", count: 20_000)
    #expect(!checkTemplate(deep, dialect: .prometheusAlert).isEmpty)
    let parentheses = "{{ " + String(repeating: "(", count: 20_000) + " }}"
    #expect(!checkTemplate(parentheses, dialect: .prometheusAlert).isEmpty)
  }
}

private func prometheus(_ text: String) -> [Finding] {
  checkTemplate(text, dialect: .prometheusAlert)
}
