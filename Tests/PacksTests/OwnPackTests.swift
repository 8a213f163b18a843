import Diagnostics
import Testing

/// Packs of the user's own, and the language packs are written in.
@Suite struct OwnPackTests {
  private let pack = """
    pack: 1
    title: Printers
    summary: Measures printers.
    params:
      host: {type: host, required: true, summary: Host.}
      port: {type: port, default: 631, summary: Port.}
      password: {type: secret, summary: Password.}
      verbose: {type: bool, default: false, summary: Whether it says more.}
      options: {type: any, summary: Further settings.}
    service:
      image: example.com/printer-exporter:1.2.0
      entrypoint: [/bin/printer]
      command:
        - --printer=$(host):$(port)
        - {if: $(verbose), then: --log=debug, else: --log=info}
        - {if: $(options), then: --config=/etc/printer/config.yml}
      secret_environment: {PRINTER_PASSWORD: $(password)}
      configuration: /etc/printer
      port: 9700
    files:
      config.yml: {if: $(options), settings: $(options)}
    scrape:
      - {}
      - if: $(verbose)
        job_name: $(name)-details
        metrics_path: /details
    metrics:
      printer_up: gauge
      printer_jobs: gauge
    alerts:
      PrinterDown:
        expr: printer_up == 0 or up{job=~"$(jobs)"} == 0
        for: 1m
        severity: critical
        summary: The printer {{ $labels.instance }} is off
        runbook: Switch it on.
      PrinterBusy:
        expr: printer_jobs
        above: 20
        severity: warning
        summary: "{{ $labels.instance }} has {{ $value }} jobs"
        runbook: Look for a paper jam.
    """

  private func build(_ entry: String, _ more: String = "", pack: String? = nil) -> Built {
    Built([
      "spec.yaml": """
      stackgen: 1
      name: office
      packs: [packs/*.yaml]
      secrets: {S: {file: secrets/s}}
      prometheus:
      exporters:
        printer: {\(entry)}
      \(more)
      """,
      "packs/printer.yaml": pack ?? self.pack,
    ])
  }

  @Test func `a pack of one's own is read like those built in`() throws {
    let built = build("host: p1.example.com")
    let compose = try #require(built.file("docker-compose.yml"), "\(built.report)")
    #expect(compose.contains("printer-exporter:\n    image: example.com/printer-exporter:1.2.0"))
    #expect(compose.contains(#""--printer=p1.example.com:631""#))
    let jobs = try #require(built.file("prometheus/prometheus.yml"))
    #expect(jobs.contains("printer-exporter:9700"))
    let rules = try #require(built.file("prometheus/rules/printer.yml"))
    #expect(rules.contains(#"up{job=~\"printer\"}"#) || rules.contains(#"up{job=~"printer"}"#))
  }

  @Test func `what asks for a param without a value is left out`() throws {
    let compose = try #require(build("host: p1.example.com").file("docker-compose.yml"))
    #expect(compose.contains("--log=info") && !compose.contains("--log=debug"))
    #expect(!compose.contains("--config="))
    #expect(!compose.contains("./printer-exporter"), "a folder without files is not mounted")
    #expect(compose.contains("entrypoint:\n      - /bin/printer\n"))
  }

  @Test func `what asks for a param with a value is there`() throws {
    let built = build("host: p1.example.com, verbose: true, options: {tray: 2}")
    let compose = try #require(built.file("docker-compose.yml"), "\(built.report)")
    #expect(compose.contains("--log=debug") && compose.contains("--config=/etc/printer"))
    let config = try #require(built.file("printer-exporter/config.yml"))
    #expect(config.hasSuffix("settings:\n  tray: 2\n"))
    #expect(built.file("prometheus/prometheus.yml")?.contains("printer-details") == true)
  }

  @Test func `a secret reaches a program that reads none from files`() throws {
    let built = build("host: p1.example.com, password: {secret: S}")
    let compose = try #require(built.file("docker-compose.yml"), "\(built.report)")
    #expect(compose.contains("- /bin/sh\n      - \"-c\"\n"))
    #expect(compose.contains(#"PRINTER_PASSWORD="$$(cat /run/secrets/S)" && export"#))
    #expect(!compose.contains("environment:"), "the value never stands in the environment")
  }

  @Test func `a secret inside a setting is the path of its file`() throws {
    let built = build("host: p1.example.com, options: {login: {password_file: {secret: S}}}")
    let config = try #require(built.file("printer-exporter/config.yml"), "\(built.report)")
    #expect(config.contains("password_file: /run/secrets/S"))
    #expect(built.file("docker-compose.yml")?.contains("secrets:\n      - S") == true)
  }

  @Test func `an exporter that runs elsewhere is only scraped`() throws {
    let built = build("host: p1.example.com, targets: ['far.example.com:9700']")
    #expect(built.file("docker-compose.yml")?.contains("printer") == false, "\(built.report)")
    #expect(built.file("prometheus/prometheus.yml")?.contains("far.example.com:9700") == true)
  }

  @Test func `targets can be found instead of named`() throws {
    let built = build(
      "host: p1.example.com, scrape: {scheme: https, dns_sd_configs: {names: [_p._tcp.example.com]}}"
    )
    let jobs = try #require(built.file("prometheus/prometheus.yml"), "\(built.report)")
    #expect(jobs.contains("_p._tcp.example.com") && jobs.contains("scheme: https"))
    #expect(!jobs.contains("static_configs:\n      - targets:\n          - printer"))
    #expect(built.file("docker-compose.yml")?.contains("printer") == false)
  }

  @Test func `flags of the user come last`() throws {
    let built = build("host: p1.example.com, flags: [--tray=2]")
    #expect(
      built.file("docker-compose.yml")?.contains("\"--log=info\"\n      - \"--tray=2\"") == true)
  }

  @Test func `a pack of one's own replaces the built-in one of its name`() throws {
    let built = Built([
      "spec.yaml": """
      stackgen: 1
      name: office
      packs: [node.yaml]
      prometheus:
      exporters: {node: {}}
      """,
      "node.yaml": "pack: 1\ntitle: Node\nsummary: Mine.\nservice: "
        + "{image: example.com/mine:1.0, port: 9100}\nscrape: [{}]\n",
    ])
    let compose = try #require(built.file("docker-compose.yml"), "\(built.report)")
    #expect(compose.contains("example.com/mine:1.0") && !compose.contains("prom/node-exporter"))
  }

  @Test func `a mistake in a pack is shown in its file`() {
    let wrong = pack.replacing("severity: critical", with: "severty: critical")
    let built = build("host: p1.example.com", pack: wrong)
    #expect(built.findings.map(\.code) == [.unknownKey])
    #expect(built.report.contains("--> packs/printer.yaml:34:5"), "\(built.report)")
  }

  @Test func `a pack that is no YAML is reported once`() {
    let built = build("host: p1.example.com", pack: "pack: [1")
    #expect(built.findings.map(\.code) == [.invalidYAML], "\(built.report)")
  }

  @Test func `a dashboard shows the quantity of an alert that is switched off`() throws {
    let shown =
      pack + "\ndashboards:\n  printer: {title: Printers, panels: [{alert: PrinterBusy}]}\n"
    let grafana = "grafana: {admin: {password: {secret: S}}}\n"
    for off in ["", "alerts: {PrinterBusy: {enabled: false}}"] {
      let built = build("host: p1.example.com", grafana + off, pack: shown)
      #expect(built.compilation != nil && built.findings.isEmpty, "\(built.report)")
    }
    let quiet = build("host: p1.example.com, alerts: false", grafana, pack: shown)
    #expect(quiet.compilation != nil, "\(quiet.report)")
  }

  @Test func `a mistake in a query of a pack is shown inside of it`() {
    let wrong = pack.replacing(
      "printer_jobs\n    above", with: "sum(printer_jobs\n    above")
    let built = build("host: p1.example.com", pack: wrong)
    #expect(built.report.contains("packs/printer.yaml:38:14"), "\(built.report)")
  }

  @Test func `a pack may not use what the target version does not know`() {
    let newer = pack.replacing(
      "  - {}\n", with: "  - {scrape_native_histograms: true}\n")
    let built = Built(
      [
        "spec.yaml": "stackgen: 1\nname: office\npacks: [printer.yaml]\nprometheus:\n"
          + "exporters: {printer: {host: p1.example.com}}\n",
        "printer.yaml": newer,
      ], settings: ["versions.prometheus=2.42"])
    #expect(built.findings.map(\.code) == [.versionTooOld], "\(built.report)")
  }

  @Test func `a param refuses what its type does not take`() {
    #expect(build("host: p1.example.com, port: 99999").findings.map(\.code) == [.invalidValue])
    #expect(
      build("host: p1.example.com, password: hunter2").findings.map(\.code) == [.literalSecret])
    #expect(build("hots: p1.example.com").findings.map(\.code).contains(.unknownKey))
    #expect(build("port: 631").findings.map(\.code) == [.missingKey])
  }

  @Test func `the default of a param must be what the param takes`() {
    let built = build(
      "host: p1.example.com", pack: pack.replacing("default: 631", with: "default: x"))
    #expect(built.findings.map(\.code).contains(.wrongType), "\(built.report)")
  }

  @Test func `a condition names a param of the pack`() {
    let built = build(
      "host: p1.example.com",
      pack: pack.replacing("if: $(verbose), then", with: "if: $(verbos), then"))
    #expect(built.report.contains("no param 'verbos'"), "\(built.report)")
  }

  @Test func `a program that the stack does not run needs its targets`() {
    let built = Built([
      "spec.yaml": "stackgen: 1\nname: office\nprometheus:\nexporters: {haproxy: {}}\n"
    ])
    #expect(built.findings.map(\.code) == [.missingKey])
    #expect(built.report.contains("targets: [host:port]"))
  }

  @Test func `the limit of a user takes the place of the pack's`() throws {
    let tuned = build("host: p1.example.com", "alerts: {PrinterBusy: {below: 3}}")
    #expect(
      tuned.file("prometheus/rules/printer.yml")?.contains("expr: printer_jobs < 3") == true,
      "\(tuned.report)")
    let own = build("host: p1.example.com", "alerts: {PrinterBusy: {expr: printer_jobs > 7}}")
    #expect(
      own.file("prometheus/rules/printer.yml")?.contains("expr: printer_jobs > 7") == true,
      "\(own.report)")
  }

  @Test func `an alert that nobody wants is not there`() throws {
    let built = build("host: p1.example.com", "alerts: {PrinterBusy: {enabled: false}}")
    let rules = try #require(built.file("prometheus/rules/printer.yml"), "\(built.report)")
    #expect(rules.contains("PrinterDown") && !rules.contains("PrinterBusy"))
    #expect(
      build("host: p1.example.com, alerts: false").file("prometheus/rules/printer.yml") == nil)
  }

  @Test func `two entries of one pack share its alerts`() throws {
    let built = build("host: p1.example.com", "  second: {pack: printer, host: p2.example.com}")
    let rules = try #require(built.file("prometheus/rules/printer.yml"), "\(built.report)")
    #expect(rules.contains("printer|second"))
    #expect(built.file("docker-compose.yml")?.contains("second-exporter:") == true)
  }
}

extension String {
  /// The text with the first occurrence of another replaced.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(range, new)
  }

  private func replacingCharacters(_ range: Range<String.Index>, _ new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
