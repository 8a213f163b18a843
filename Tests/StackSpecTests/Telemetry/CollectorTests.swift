import Testing
import YAMLTree

@Suite struct CollectorTests {
  @Test func `the same spec gives either program`() {
    for kind in ["alloy", "otelcol"] {
      let spec = telemetry(
        "collector: {kind: \(kind), sampling: {keep: 10%, errors: true, slower_than: 200ms}}\n")
      #expect(spec.findings == [])
      let text = spec.alloy + spec.file("otelcol/config.yaml")
      for part in [
        "tail_sampling", "status_code", "ERROR", "threshold_ms", "200", "memory_limiter",
      ] {
        #expect(text.contains(part), "\(kind): \(part)")
      }
    }
  }

  @Test func `what may come at once is less than the limit of memory`() {
    for (limit, spike) in [("15%", 7), ("2%", 1), ("60%", 20)] {
      let limited = "memory_limit: \(limit)"
      #expect(
        telemetry("collector: {kind: otelcol, \(limited)}\n").yaml("otelcol/config.yaml")
          .text("processors/memory_limiter/spike_limit_percentage") == "\(spike)")
      #expect(
        telemetry("collector: {\(limited)}\n").alloy
          .contains("spike_limit_percentage = \(spike)\n"))
    }
    for limit in ["0%", "1%"] {
      #expect(
        telemetry("collector: {memory_limit: \(limit)}\n").findings == [
          "SG0202 «\(limit)» a collector with so little memory takes no signal"
            + " | write 2% or more; 80% is usual"
        ])
    }
  }

  @Test func `a dimension of metrics of spans is there once`() {
    let named = "dimensions: [service.name, http.route, http.route]"
    #expect(
      telemetry("collector: {span_metrics: {\(named)}}\n").findings == [
        "SG0202 «service.name» every metric of spans has 'service.name' | leave it out",
        "SG0202 «http.route» 'http.route' stands here already | leave it out",
      ])
  }

  @Test func `spans are counted before any is left out`() {
    let spec = telemetry(
      "collector: {kind: otelcol, sampling: 5%}\n", stores: "jaeger:\nprometheus:\n")
    let pipelines = spec.yaml("otelcol/config.yaml")["service"]?["pipelines"]
    #expect(pipelines?["traces/counted"]?["processors"]?.texts == ["memory_limiter", "batch"])
    #expect(pipelines?["traces/counted"]?["exporters"]?.texts == ["spanmetrics", "servicegraph"])
    #expect(pipelines?["traces"]?["processors"]?.texts.contains("probabilistic_sampler") == true)
    let alloy = telemetry("collector: {sampling: 5%}\n", stores: "jaeger:\nprometheus:\n").alloy
    #expect(
      alloy.contains(
        "traces = [otelcol.connector.spanmetrics.apps.input, "
          + "otelcol.connector.servicegraph.apps.input, "
          + "otelcol.processor.probabilistic_sampler.apps.input]"))
  }

  @Test func `Tempo counts spans itself, so the collector does not`() {
    let spec = telemetry("collector: otelcol\n")
    #expect(spec.yaml("otelcol/config.yaml")["connectors"] == nil)
    let without = telemetry(
      "collector: otelcol\n", stores: "tempo: {metrics_generator: false}\nmimir:\n")
    #expect(without.yaml("otelcol/config.yaml")["connectors"]?["spanmetrics"] != nil)
    #expect(without.yaml("tempo/tempo.yaml")["metrics_generator"] == nil)
  }

  @Test func `it scrapes where no Prometheus does`() {
    let job = "exporters: {node: }\n"
    #expect(
      telemetry("collector:\n" + job).alloy
        .contains("prometheus.scrape \"node\""))
    let spec = telemetry("collector:\n" + job, stores: "prometheus:\n")
    #expect(!spec.alloy.contains("prometheus.scrape"))
    #expect(spec.file("prometheus/prometheus.yml").contains("job_name: node"))
  }

  @Test func `a dollar in a scrape job is no variable of the collector`() {
    let spec = telemetry(
      """
      collector: otelcol
      apps:
        shop:
          metrics:
            url: http://shop.example.com/metrics
            relabel_configs: [{source_labels: instance, target_label: host, replacement: $1}]
      """)
    #expect(spec.file("otelcol/config.yaml").contains("replacement: $$1"))
  }

  @Test func `lines are parsed, dropped and masked in both languages`() {
    let stages = """
      logs: {containers: true, stages: [{logfmt: {level: lvl}}, {label: {level: level}},
        {drop: "GET /health$"}, {mask: {match: "(card) (?P<n>[(\\\\d]+)", with: x}}]}
      """
    let alloy = telemetry("collector: {kind: alloy, \(stages)}\n")
    #expect(alloy.findings == [])
    let text = alloy.alloy
    #expect(text.contains("mapping = {\"level\" = \"lvl\"}"))
    #expect(text.contains("expression = \"GET /health$\""))
    // Only one group is left, the whole match; a bracket inside a class is none.
    #expect(text.contains(#"expression = "((?:card) (?:[(\\d]+))""#))
    let otelcol = telemetry("collector: {kind: otelcol, \(stages)}\n").file("otelcol/config.yaml")
    #expect(otelcol.contains("from: attributes[\"stackgen.line\"][\"lvl\"]"))
    #expect(otelcol.contains("body matches \"GET /health$$\""))
    #expect(otelcol.contains("replace_with: x"))
  }

  @Test func `lines that come by themselves are not fetched again`() {
    let apps = """
      apps:
        one: {image: "a/one:1", logs: true}
        two: {image: "a/two:1", environment: {LOGS: {endpoint: loki-push}}}
      """
    let alloy = telemetry("collector: {logs: {containers: true}}\n" + apps)
    #expect(alloy.alloy.contains("regex = \"one|two\""))
    let otelcol = telemetry("collector: {kind: otelcol, logs: {containers: true}}\n" + apps)
    #expect(otelcol.file("otelcol/config.yaml").contains("in [\"one\", \"two\"]"))
  }

  @Test func `Alloy writes into its own folder, and nobody waits until it is well`() {
    let apps =
      "apps: {web: {image: \"a/web:1\", traces: true}, shop: {image: \"a/shop:1\", traces: true, depends_on: alloy}}\n"
    let spec = telemetry("collector:\n" + apps)
    #expect(spec.service("alloy").text("user") == "0:473")
    #expect(spec.service("alloy")["cap_add"] == nil)
    #expect(spec.service("web").text("depends_on/alloy/condition") == "service_started")
    #expect(spec.service("shop").text("depends_on/alloy/condition") == "service_healthy")
    let files = "logs: {files: {web: [/var/log/web.log]}}"
    let otelcol = telemetry("collector: {kind: otelcol, \(files)}\n")
    #expect(otelcol.service("otelcol").text("user") == "0:0")
  }

  @Test func `what it reads of the host is all that it may see`() {
    let alloy = telemetry("collector: {logs: {containers: true}}\n").file("docker-compose.yml")
    #expect(alloy.contains("source: /var/run/docker.sock"))
    let otelcol = telemetry("collector: {kind: otelcol, logs: {containers: true}}\n")
    #expect(otelcol.file("docker-compose.yml").contains("source: /var/lib/docker/containers"))
    #expect(otelcol.file("docker-compose.yml").contains("labels: com.docker.compose.service"))
    let without = telemetry("collector:\n").file("docker-compose.yml")
    #expect(!without.contains("docker.sock") && !without.contains("user: \"0:0\""))
  }

  @Test func `a cloud gets each signal with a login from a file`() {
    let cloud = """
      allow: {code: SG1208, because: the cloud has alerts of its own}
      collector:
        kind: KIND
        send:
          metrics: {url: "https://m.example.com/push", basic_auth: {username: "1", password: {secret: PASSWORD}}}
          logs: {url: "https://l.example.com/loki/api/v1/push", bearer_token: {secret: PASSWORD}}
          traces: {url: "https://t.example.com", basic_auth: {username: "1", password: {secret: PASSWORD}}}

      """
    let alloy = telemetry(cloud.split(separator: "KIND").joined(separator: "alloy"), stores: "")
    #expect(alloy.findings == [])
    let text = alloy.alloy
    #expect(text.contains("endpoint = \"t.example.com:443\""))
    #expect(text.contains("endpoint = \"https://l.example.com/otlp\""))
    #expect(text.contains("auth = otelcol.auth.bearer.remote_logs.handler"))
    #expect(!text.contains("insecure = true"))
    let otelcol = telemetry(
      cloud.split(separator: "KIND").joined(separator: "otelcol"), stores: "")
    let config = otelcol.yaml("otelcol/config.yaml")
    #expect(
      config["extensions"]?["basicauth/remote_traces"]?.text("client_auth/password_file")
        == "/run/secrets/PASSWORD")
    #expect(
      config["exporters"]?["prometheusremotewrite/remote_metrics"]?.text("auth/authenticator")
        == "basicauth/remote_metrics")
    #expect(
      config["service"]?["extensions"]?.texts
        == [
          "health_check", "basicauth/remote_traces", "basicauth/remote_metrics",
          "bearertokenauth/remote_logs",
        ])
  }

  @Test func `beside a Prometheus all samples leave from there`() {
    let target = """
      {url: "https://m.example.com/push", headers: {X-Scope-OrgID: a},
        basic_auth: {username: "1", password: {secret: PASSWORD}}}
      """
    let spec = telemetry("collector: {send: {metrics: \(target)}}\n", stores: "prometheus:\n")
    #expect(spec.findings == [])
    let write = spec.yaml("prometheus/prometheus.yml")["remote_write"]?.items?.first
    #expect(write?.text("url") == "https://m.example.com/push")
    #expect(write?.text("headers/X-Scope-OrgID") == "a")
    #expect(write?.text("basic_auth/password_file") == "/run/secrets/PASSWORD")
    #expect(spec.service("prometheus")["secrets"]?.items?.count == 1)
    #expect(!spec.alloy.contains("m.example.com"))
    let otlp = "{url: \"https://m.example.com\", protocol: otlp-http}"
    #expect(
      telemetry("collector: {send: {metrics: \(otlp)}}\n", stores: "prometheus:\n").findings == [
        "SG1203 «\"https://m.example.com\"» what Prometheus scrapes is not sent by otlp-http | use "
          + "'protocol: remote-write', or leave 'prometheus:' out: the collector scrapes"
      ])
  }

  @Test func `a login without a password is no login`() {
    let target = "{url: \"https://l.example.com/push\", basic_auth: {username: \"1\"}}"
    #expect(
      telemetry("collector: {send: {logs: \(target)}}\n", stores: "").findings == [
        "SG0205 «{username: \"1\"}» the key 'password' is missing | write 'password: {secret: NAME}' "
          + "here"
      ])
  }

  @Test func `an address without a path is a warning, and no slash is doubled`() {
    let targets = "{metrics: \"https://m.example.com\", logs: \"https://l.example.com/\"}"
    let spec = telemetry("collector: {send: \(targets)}\n", stores: "mimir:\n")
    #expect(
      spec.findings == [
        "SG0306 «\"https://m.example.com\"» no path is written, and stores take nothing at '/' | "
          + "write the whole address, such as https://m.example.com/api/v1/push",
        "SG0306 «\"https://l.example.com/\"» no path is written, and stores take nothing at '/' | "
          + "write the whole address, such as https://l.example.com/loki/api/v1/push",
      ])
    #expect(spec.alloy.contains("endpoint = \"https://l.example.com/otlp\""))
  }

  @Test func `a protocol that does not carry a signal is refused where it is written`() {
    let spec = telemetry(
      "collector: {send: {logs: {url: \"https://l.example.com\", protocol: remote-write}}}\n",
      stores: "")
    #expect(
      spec.findings == [
        "SG1205 «\"https://l.example.com\"» logs cannot be sent by remote-write"
          + " | the usual protocol is loki-push"
      ])
  }
}
