import Testing

/// How the programs of a metrics stack fit to each other, and what they would refuse.
@Suite struct MetricsStackTests {
  private let proxied = """
    secrets: {L: {file: login}, A: {env: A}, C: {file: c}, K: {file: k}}
    expose: {proxy: {domain: m.example.com, login: {secret: L}}}
    receivers: {team: {webhook: "http://x.example/"}}
    grafana: {admin: {password: {secret: A}}}
    alertmanager:

    """

  private func compiled(_ sections: String) -> Compiled {
    Compiled(sections, head: "stackgen: 1\nname: test\n")
  }

  @Test func `behind the proxy, messages lead to the door`() {
    let compose = compiled(proxied + "prometheus:").file("docker-compose.yml")
    #expect(compose.contains("--web.external-url=https://alertmanager.m.example.com"))
    #expect(!compose.contains("localhost:9093"))
  }

  @Test func `whoever talks to a Prometheus with TLS talks TLS`() {
    let spec = compiled(
      proxied + "prometheus: {web: {tls_server_config: {cert: {secret: C}, key: {secret: K}}}}")
    #expect(spec.findings == [])
    let job = spec.file("prometheus/prometheus.yml").components(of: "- job_name: prometheus")[1]
    #expect(job.components(of: "- job_name")[0].contains("scheme: https"))
    #expect(
      spec.file("grafana/provisioning/datasources/datasources.yaml").contains("tlsSkipVerify: true")
    )
    #expect(spec.file("proxy/Caddyfile").contains("reverse_proxy https://prometheus:9090 {"))
  }

  @Test func `a path in the public address is the business of the proxy`() {
    let compose = compiled("prometheus: {external_url: https://a.example.org/prom}")
      .file("docker-compose.yml")
    #expect(compose.contains("--web.route-prefix=/\""))
  }

  @Test(arguments: ["http://web.b:80/m?a=1&b=x%20y", "{url: \"http://web.b:80/m?a=1&b=x+y\"}"])
  func `what stands behind the question mark becomes parameters`(metrics: String) {
    let config = compiled("prometheus:\napps: {web: {metrics: \(metrics)}}\n")
      .file("prometheus/prometheus.yml")
    #expect(config.contains("metrics_path: /m\n"))
    #expect(config.contains("params:\n      a:\n        - \"1\"\n      b:\n        - x y\n"))
  }

  @Test func `a job is called as its key says`() {
    let config = compiled(
      "prometheus: {scrape_configs: {foo: {job_name: bar, static_configs: {targets: [a.b:1]}}}}"
    ).file("prometheus/prometheus.yml")
    #expect(config.contains("- job_name: bar") && !config.contains("foo"))
  }

  @Test(arguments: [
    ("{remote_write: [{url: http://x.y/a, name: a}, {url: http://x.y/b, name: a}]}", "SG0303 «a»"),
    ("{remote_write: {url: http://x.y, headers: {Authorization: x}}}", "SG0202 «Authorization»"),
    ("{scrape_configs: {x: {}}}", "SG0205 «x» nothing says whom the job 'x' scrapes"),
    (
      "{scrape_interval: 10s, scrape_configs: {w: {scrape_timeout: 20s, static_configs: "
        + "{targets: [a.b:1]}}}}", "SG0402 «w» the timeout 20s of the job 'w'"
    ),
  ])
  func `what Prometheus refuses is refused`(prometheus: String, finding: String) {
    let findings = compiled("prometheus: \(prometheus)\n").findings
    #expect(findings.contains { $0.hasPrefix(finding) }, "\(findings)")
  }

  @Test(arguments: [
    ("expose: {address: 0.0.0.0}\n", "SG1001 «0.0.0.0» the pages of Prometheus are open"),
    ("alerts: {TargetDwn: {enabled: false}}\n", "SG0305 «TargetDwn» no pack"),
    (
      "alerts: {A: {expr: up == 0, severity: info, labels: {severity: warning}}}\n",
      "SG0221 «warning» 'severity' is said twice of 'A'"
    ),
    ("services: {a: {image: b:1}}\n", "SG0204 «services» unknown key 'services' | it is called"),
    (
      "secrets: {G: {file: g}}\napps: {db: {image: a:1, environment: {DB_PASSWORD: {secret: G}}}}\n",
      "SG0202 «DB_PASSWORD» the program finds the path of a file in 'DB_PASSWORD'"
    ),
  ])
  func `what is hardly meant is told of`(section: String, finding: String) {
    let findings = compiled("prometheus:\n\(section)").findings
    #expect(findings.contains { $0.hasPrefix(finding) }, "\(findings)")
  }

  @Test func `a door has the name of a host`() {
    let findings = compiled("prometheus:\nexpose: {proxy: {domain: \"https://x.example.com/a\"}}\n")
      .findings
    #expect(findings.contains { $0.hasSuffix("| write x.example.com") }, "\(findings)")
  }

  @Test func `labels of an inhibition may be joined by and`() {
    let spec = Compiled(
      "receivers: {t: {slack: {}}}\ninhibit: [critical mutes warning on job and instance]\n")
    #expect(spec.alertmanager.contains("- job\n") && !spec.alertmanager.contains("and"))
  }
}

extension String {
  fileprivate func components(of separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
