import Testing
import YAMLTree

@Suite struct AppSignalsTests {
  private func app(_ keys: String, _ sections: String = "collector:\n", stores: String? = nil)
    -> Compiled
  {
    let apps = "apps: {shop: {image: \"a/shop:1.4\", \(keys)}}\n"
    return stores.map { telemetry(sections + apps, stores: $0) } ?? telemetry(sections + apps)
  }

  @Test func `naming signals is enough`() {
    let spec = app("traces: true, metrics: otlp, protocol: grpc")
    #expect(spec.findings == [])
    let shop = spec.service("shop")
    #expect(shop.text("environment/OTEL_SERVICE_NAME") == "shop")
    #expect(shop.text("environment/OTEL_EXPORTER_OTLP_ENDPOINT") == "http://alloy:4317")
    #expect(shop.text("environment/OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc")
    #expect(shop.text("environment/OTEL_LOGS_EXPORTER") == "none")
    #expect(shop.text("environment/OTEL_RESOURCE_ATTRIBUTES") == "service.version=1.4")
  }

  @Test func `without a collector each signal goes to its store`() {
    let spec = app(
      "traces: true, metrics: otlp, logs: true", "", stores: "loki:\ntempo:\nprometheus:\n")
    #expect(spec.findings == [])
    let shop = spec.service("shop")
    let prefix = "environment/OTEL_EXPORTER_OTLP_"
    #expect(shop.text(prefix + "TRACES_ENDPOINT") == "http://tempo:4318/v1/traces")
    #expect(
      shop.text(prefix + "METRICS_ENDPOINT") == "http://prometheus:9090/api/v1/otlp/v1/metrics")
    #expect(shop.text(prefix + "LOGS_ENDPOINT") == "http://loki:3100/otlp/v1/logs")
    #expect(
      spec.service("prometheus")["command"]?.texts.contains("--web.enable-otlp-receiver") == true)
  }

  @Test func `without a collector programs name the tenant of each store`() {
    let stores =
      "loki: {tenant: l}\ntempo: {tenant: t}\nmimir: {tenant: m}\npyroscope: {tenant: p}\n"
    let keys = "traces: true, metrics: otlp, logs: true, profiles: true"
    let shop = app(keys, "", stores: stores).service("shop")
    for (signal, tenant) in [("TRACES", "t"), ("METRICS", "m"), ("LOGS", "l")] {
      #expect(
        shop.text("environment/OTEL_EXPORTER_OTLP_\(signal)_HEADERS") == "X-Scope-OrgID=\(tenant)")
    }
    #expect(shop.text("environment/PYROSCOPE_TENANT_ID") == "p")
    let collected = app(keys, "collector: {profiles: {push: true}}\n", stores: stores)
    #expect(collected.service("shop").text("environment/PYROSCOPE_TENANT_ID") == nil)
    #expect(collected.service("shop").text("environment/OTEL_EXPORTER_OTLP_LOGS_HEADERS") == nil)
    let watched = telemetry("beyla: {ports: 8080}\n", stores: stores).service("beyla")
    #expect(watched.text("environment/OTEL_EXPORTER_OTLP_HEADERS") == "X-Scope-OrgID=t")
  }

  @Test func `the spec's own variable stands above the derived one`() {
    let shop = app("traces: true, environment: {OTEL_SERVICE_NAME: store}").service("shop")
    #expect(shop.text("environment/OTEL_SERVICE_NAME") == "store")
  }

  @Test func `an endpoint is whoever takes the signal`() {
    let variable = "environment: {LOGS: {endpoint: loki-push}, HOST: {endpoint: faro, part: host}}"
    let spec = app(
      variable, "collector: {logs: {push: true}, faro: {allowed_origins: \"http://a\"}}\n")
    #expect(spec.findings == [])
    let shop = spec.service("shop")
    #expect(shop.text("environment/LOGS") == "http://alloy:3100/loki/api/v1/push")
    #expect(shop.text("environment/HOST") == "alloy")
    let direct = app("environment: {LOGS: {endpoint: loki-push}}", "").service("shop")
    #expect(direct.text("environment/LOGS") == "http://loki:3100/loki/api/v1/push")
    let nobody = app("environment: {LOGS: {endpoint: loki-push}}", "", stores: "tempo:\n")
    #expect(
      nobody.findings == [
        "SG1203 «loki-push» nobody in this stack takes loki-push | add 'loki:'"
      ])
  }

  @Test func `a port that speaks something else is found`() {
    let wrong = app(
      "environment: {OTEL_EXPORTER_OTLP_ENDPOINT: \"http://tempo:4317\"}", "", stores: "tempo:\n")
    #expect(
      wrong.findings == [
        "SG1205 «\"http://tempo:4317\"» port 4317 of 'tempo' speaks otlp-grpc, not otlp-http"
          + " | otlp-http is spoken at port 4318"
      ])
    let nowhere = app(
      "environment: {OTEL_EXPORTER_OTLP_ENDPOINT: \"http://tempo:14268\"}", "", stores: "tempo:\n")
    #expect(
      nowhere.findings == [
        "SG0306 «\"http://tempo:14268\"» 'tempo' does not listen on port 14268"
          + " | otlp-http is spoken at port 4318"
      ])
  }

  private static let wrongVariables: [(String, String)] = [
    (
      "OTEL_EXPORTER_OTLP_ENDPOINT: \"http://collector:4318\"",
      "SG0306 «\"http://collector:4318\"» 'collector' is no service of the stack | otlp-http is "
        + "taken at http://alloy:4318"
    ),
    (
      "OTEL_EXPORTER_OTLP_ENDPOINT: \"http://localhost:4318\"",
      "SG0306 «\"http://localhost:4318\"» 'localhost:4318' is the container of 'shop' itself, and "
        + "nothing listens there | otlp-http is taken at http://alloy:4318"
    ),
    (
      "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: \"http://alloy:4318\"",
      "SG0306 «\"http://alloy:4318\"» programs use 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' as it is, "
        + "and nothing takes traces under this path | write http://alloy:4318/v1/traces"
    ),
    (
      "OTEL_EXPORTER_OTLP_ENDPOINT: \"http://alloy:4318/v1/traces\"",
      "SG0306 «\"http://alloy:4318/v1/traces\"» programs add the path of each signal to "
        + "'OTEL_EXPORTER_OTLP_ENDPOINT' themselves | write http://alloy:4318"
    ),
    (
      "OTEL_EXPORTER_OTLP_ENDPOINT: \"http://tempo:3200\"",
      "SG1205 «\"http://tempo:3200\"» port 3200 of 'tempo' speaks http, not otlp-http | otlp-http "
        + "is spoken at port 4318"
    ),
    (
      "OTEL_TRACES_EXPORTER: none",
      "SG0222 «none» this switches off the traces that 'shop' shall send | leave the variable out, "
        + "or do not ask for traces"
    ),
    (
      "OTEL_SDK_DISABLED: \"true\"",
      "SG0222 «\"true\"» this switches off the traces that 'shop' shall send | leave the variable "
        + "out, or do not ask for traces"
    ),
  ]

  @Test(arguments: Self.wrongVariables)
  func `a variable that leads nowhere is found`(_ variable: String, _ finding: String) {
    #expect(app("traces: true, environment: {\(variable)}").findings == [finding])
  }

  @Test(arguments: [
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: \"http://alloy:4318/v1/traces\"",
    "OTEL_EXPORTER_OTLP_ENDPOINT: \"http://loki:3100/otlp\"",
    "OTEL_EXPORTER_OTLP_ENDPOINT: \"http://relay.example.com:4318\"",
  ])
  func `a variable that leads to somebody is none`(_ variable: String) {
    #expect(app("traces: true, environment: {\(variable)}").findings == [])
  }

  @Test(arguments: [
    ("java", "JAVA_TOOL_OPTIONS", "-javaagent:/otel-agent/javaagent.jar"),
    ("nodejs", "NODE_OPTIONS", "--require /otel-agent/autoinstrumentation.js"),
    ("dotnet", "CORECLR_ENABLE_PROFILING", "1"),
    ("python", "OTEL_PYTHON_LOG_CORRELATION", "true"),
  ])
  func `an agent is put into a program from its own image`(
    _ language: String, _ variable: String, _ value: String
  ) {
    let spec = app("instrument: \(language), traces: true")
    #expect(spec.findings == [])
    #expect(spec.service("shop").text("environment/\(variable)") == value)
    #expect(
      spec.service("shop").text("depends_on/agent-\(language)/condition")
        == "service_completed_successfully")
    #expect(spec.service("agent-\(language)").text("restart") == "no")
    #expect(
      spec.service("shop").text("environment/OTEL_SEMCONV_STABILITY_OPT_IN") == "http,database")
  }

  @Test func `the agent for Python is not asked to speak gRPC`() {
    let spec = app("instrument: python, traces: true, protocol: grpc")
    #expect(
      spec.findings == [
        "SG1205 «grpc» the agent for Python does not speak gRPC"
          + " | leave 'protocol' out; HTTP is the default"
      ])
    #expect(app("instrument: java, traces: true, protocol: grpc").findings == [])
  }

  @Test func `a Go program is watched from the kernel`() {
    let spec = app("instrument: go, port: 8080")
    #expect(spec.findings == [])
    let beyla = spec.service("shop-beyla")
    #expect(beyla.text("pid") == "service:shop")
    #expect(beyla.text("environment/BEYLA_OPEN_PORT") == "8080")
    #expect(beyla["privileged"] == nil)
  }

  @Test func `a load test is written in the spec, and has users`() {
    let k6 = "apps: {shop: {image: \"a/shop:1\", port: 80}}\nk6:"
    #expect(
      telemetry("\(k6) {script: tests/load.js}\n").findings == [
        "SG0202 «tests/load.js» 'tests/load.js' is the name of a file, and no test"
          + " | write the test itself, below 'script: |'"
      ])
    #expect(telemetry("\(k6)\n  script: |\n    export default () => {};\n").findings == [])
    #expect(
      telemetry("\(k6) {urls: [\"http://shop/\"], vus: 0}\n").findings == [
        "SG0202 «0» nobody tests anything | write 1 or more"
      ])
  }

  @Test func `a load test asks only whom it can reach`() {
    let spec = telemetry(
      """
      apps: {web: {image: "a/web:1", port: 8080}}
      k6: {urls: ["http://web:80/", "http://wbe:8080/", "http://localhost:8080/", "http://web:8080/"]}
      """, stores: "prometheus:\n")
    #expect(
      spec.findings == [
        "SG0306 «\"http://web:80/\"» 'web' does not listen on port 80 | it listens on 8080 (http)",
        "SG0306 «\"http://wbe:8080/\"» 'wbe' is no service of the stack | did you mean 'web'?",
        "SG0306 «\"http://localhost:8080/\"» 'localhost:8080' is the container of 'k6' itself, and "
          + "nothing listens there | write the name of the service that is meant",
      ])
  }

  @Test func `a load test begins when what it tests is well, and ends`() {
    let spec = telemetry(
      """
      collector:
      apps: {shop: {image: "a/shop:1", port: 80, health_check: [ask]}}
      k6: {urls: ["http://shop/"], vus: 3, duration: 1m}
      """)
    #expect(spec.findings == [])
    let test = spec.service("k6")
    #expect(test.text("depends_on/shop/condition") == "service_healthy")
    #expect(test.text("restart") == "no")
    #expect(
      test.text("environment/K6_PROMETHEUS_RW_SERVER_URL") == "http://mimir:9009/api/v1/push")
    #expect(spec.file("k6/test.js").contains("\"http://shop/\","))
  }
}
