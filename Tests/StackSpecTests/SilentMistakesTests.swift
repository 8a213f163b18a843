import Testing

/// Mistakes that every program takes without a word, and that leave an alert or a page wrong.
@Suite struct SilentMistakesTests {
  private let head = """
    stackgen: 1
    name: test
    secrets: {DB: {env: DB}, PAGES: {file: pages}}

    """

  private func findings(_ sections: String) -> [String] {
    Compiled(sections, head: head).findings.filter { !$0.contains("is not used") }
  }

  private func alert(_ expression: String, _ prometheus: String = "") -> [String] {
    findings(
      "prometheus: {\(prometheus)}\nexporters: {node: }\n"
        + "alerts: {A: {expr: '\(expression)', for: 5m}}\n")
  }

  @Test(arguments: ["up{job=\"nod\"} == 0", "up{job=~\"nod\"} == 0"])
  func `a query for a job that nobody scrapes`(expression: String) {
    #expect(
      alert(expression) == [
        "SG0538 «\"nod\"» no job of this stack is called 'nod' | did you mean 'node'?"
      ])
  }

  @Test(arguments: [
    "up{job=\"node\"} == 0", "up{job=~\"nod.*\"} == 0", "up{job!=\"nod\"} == 0",
    "up{job=~\"node|nod\"} == 0", "up{job=\"\"} == 0",
  ])
  func `a query for jobs that may be there is none`(expression: String) {
    #expect(alert(expression).isEmpty)
  }

  @Test(arguments: [
    "remote_write_receiver: true", "otlp: {}",
    "scrape_configs: {x: {honor_labels: true, static_configs: [{targets: ['h:1']}]}}",
    "scrape_configs: {x: {static_configs: [{targets: ['h:1'], labels: {job: nod}}]}}",
    "scrape_configs: {x: {file_sd_configs: [{files: [a.json]}]}}",
  ])
  func `nothing is said where jobs may come from elsewhere`(prometheus: String) {
    #expect(!alert("up{job=\"nod\"} == 0", prometheus).contains { $0.contains("SG0538") })
  }

  @Test func `a limit turned round`() {
    let found = findings(
      "prometheus:\nexporters: {node: }\nalerts: {LowDiskSpace: {above: 10%}}\n")
    #expect(
      found == [
        "SG0606 «above» the alert fires below its limit; 'above' turns it round "
          + "| write 'below: 10%'"
      ])
  }

  @Test(arguments: ["{at_most: 10%}", "{below: 5%}", "{expr: up, above: 0.5}", "{when: \"< 4%\"}"])
  func `a limit of the same side is taken`(limit: String) {
    let found = findings(
      "prometheus:\nexporters: {node: }\nalerts: {LowDiskSpace: \(limit)}\n")
    #expect(!found.contains { $0.contains("SG0606") }, "\(found)")
  }

  @Test func `labels to group by that are misspelt`() {
    let found = findings(
      """
      prometheus:
      alertmanager:
      receivers: {team: {webhook: {url: "http://h:1/"}}}
      routes: {default: team, group_by: [alertnam, cluster, job]}

      """)
    #expect(
      found.filter { $0.contains("SG0709") } == [
        "SG0709 «alertnam» no alert of this stack has a label 'alertnam' "
          + "| did you mean 'alertname'?"
      ], "\(found)")
  }

  private func app(_ keys: String, _ versions: String = "") -> [String] {
    findings("\(versions)\nprometheus:\napps: {web: {image: 'x:1', port: 80, \(keys)}}\n")
  }

  @Test func `a read-only container with a secret from a variable`() {
    let keys = "read_only: true, environment: {DB_FILE: {secret: DB}}"
    #expect(app(keys).contains { $0.hasPrefix("SG0222 «true» a container cannot be read-only") })
    #expect(app("environment: {DB_FILE: {secret: DB}}").isEmpty)
    #expect(app("read_only: true, environment: {P_FILE: {secret: PAGES}}").isEmpty)
    #expect(app(keys, "versions: {compose: '1.29'}").isEmpty)
  }

  @Test func `a port that is published of nothing`() {
    #expect(
      findings("prometheus:\napps: {web: {image: 'x:1', publish: 80}}\n") == [
        "SG0222 «80» nothing can be published of an app without a port "
          + "| write the 'port' that it listens on"
      ])
    #expect(
      findings("prometheus:\napps: {web: {metrics: 'http://h/m', publish: 80}}\n").contains {
        $0.contains("without an image")
      })
  }

  @Test func `options of a program stand beside its agent`() {
    let stack = Compiled(
      """
      tempo:
      apps:
        web: {image: "x:1", instrument: java, traces: true, environment: {JAVA_TOOL_OPTIONS: -Xmx300m}}

      """, head: head)
    #expect(
      stack.file("docker-compose.yml").contains(
        "JAVA_TOOL_OPTIONS: \"-javaagent:/otel-agent/javaagent.jar -Xmx300m\"")
        || stack.file("docker-compose.yml").contains(
          "JAVA_TOOL_OPTIONS: -javaagent:/otel-agent/javaagent.jar -Xmx300m"),
      "\(stack.findings)")
  }

  @Test(arguments: [
    ("apps: {web: {image: 'x:1', instrument: nodejs}}", "SG0222 «nodejs» the agent is loaded"),
    (
      "apps: {web: {image: 'x:1', traces: true, environment: {OTEL_SERVICE_NAME: shop}}}",
      "SG0221 «shop» the program calls itself 'shop', and everything else calls it 'web'"
    ),
    (
      "apps: {web: {image: 'x:1', traces: true, resource: {service.name: shop}}}",
      "SG0221 «shop» the program calls itself 'shop'"
    ),
    (
      "prometheus:\napps: {web: {image: 'x:1', port: 80, instrument: go}}",
      "SG1203 «go» without a collector the metrics of 'web' reach nobody | add a 'collector:'"
    ),
    (
      "prometheus:\nbeyla: {ports: [80]}",
      "SG1203 «{ports: [80]}» without a collector the metrics of 'beyla' reach nobody"
    ),
    ("collector: {kind: otelcol, sampling: 0%}", "SG0202 «0%» no trace at all is kept"),
    (
      "collector: {kind: otelcol, sampling: {keep: 5%, slower_than: 30s}}",
      "SG0222 «30s» a trace is decided after 10s"
    ),
    (
      "collector: {kind: otelcol, send: {profiles: 'https://p.example.com/x'}}",
      "SG1207 «profiles» the OpenTelemetry Collector does not send profiles"
    ),
    (
      "loki: {storage: {s3: {bucket: 's3://logs/x', endpoint: h}}}",
      "SG0202 «'s3://logs/x'» a bucket is named without scheme and path | write logs"
    ),
    ("loki: {storage: {gcs: {bucket: My Bucket}}}", "SG0202 «My Bucket» 'My Bucket' cannot be"),
    (
      "loki: {storage: {s3: {bucket: logs, endpoint: h/logs}}}",
      "SG0202 «h/logs» the endpoint is a host, without a path | write h"
    ),
  ])
  func `signals that come to nothing`(section: String, finding: String) {
    let found = findings("tempo:\n\(section)\n")
    #expect(found.contains { $0.hasPrefix(finding) }, "\(found)")
  }

  @Test(arguments: ["beyla: {ports: [80]}", "apps: {a: {image: 'x:1', port: 80, instrument: go}}"])
  func `what the kernel tells needs somebody to keep it`(section: String) {
    for stores in ["loki:", "loki:\ncollector: alloy", "prometheus:"] {
      let found = findings("\(stores)\n\(section)\n")
      #expect(found.contains { $0.contains("makes traces and metrics, and nobody") }, "\(found)")
    }
  }

  @Test(arguments: [
    ("collector: {kind: otelcol, sampling: 10}", "write 10%"),
    ("collector: {kind: otelcol, sampling: {keep: 0.1}}", "write 10%"),
    ("prometheus: {scrape_interval: 15}", "write 15s for seconds"),
    ("k6: {}", "a load test has"),
    ("apps: {web: {metrics: prometheus}}", "a path of its own such as /metrics, or otlp"),
    ("apps: {web: {image: 'x:1', kind: node}}", "did you mean"),
    ("receivers: {a: {slack: '#a'}}", "its keys: "),
    ("remote: 5", "unknown key"),
  ])
  func `help says what to write`(section: String, help: String) {
    let found = findings("tempo:\n\(section)\n")
    #expect(found.contains { $0.contains(help) }, "\(found)")
  }

  @Test func `a volume of somebody else`() {
    #expect(
      app("volumes: {prometheus-data: /data}") == [
        "SG0303 «prometheus-data» the volume 'prometheus-data' is where 'prometheus' keeps its "
          + "data | give it another name, such as 'web-data'"
      ])
    #expect(app("volumes: {web-data: /data}").isEmpty)
  }

  @Test func `a page without login behind the door`() {
    let proxy = "expose: {proxy: {domain: m.example.com, login: {secret: PAGES}, without_login: "
    #expect(app("publish: 80") + findings("prometheus:\n\(proxy)[prometheus]}}\n") == [])
    #expect(
      findings("prometheus:\n\(proxy)[promtheus]}}\n") == [
        "SG0301 «promtheus» the service with pages 'promtheus' is not declared "
          + "| did you mean 'prometheus'?"
      ])
    let stack = Compiled("prometheus:\n\(proxy)[prometheus]}}\n", head: head)
    #expect(!stack.file("proxy/Caddyfile").contains("basic_auth"))
    #expect(stack.file("README.md").contains("caddy hash-password"))
  }

  @Test func `a secret that only an environment uses is used`() {
    let stack = """
      prometheus:
      environments:
        prod:
          prometheus:
            remote_write: [{url: "https://m.example.com/push", authorization:
              {credentials: {secret: DB}}}]

      """
    let found = Compiled(stack, head: head).findings
    #expect(found.filter { $0.contains("'DB'") } == [], "\(found)")
    #expect(found.contains { $0.contains("'PAGES' is not used") })
  }

  @Test func `a condition of two comparisons`() {
    let found = findings("prometheus:\nalerts: {A: {expr: up, when: \"> 5 && < 9\"}}\n")
    #expect(
      found == [
        "SG0202 «&& < 9» a condition is one comparison "
          + "| for two limits write 'inside 5..9' or 'outside 5..9'"
      ])
  }
}
