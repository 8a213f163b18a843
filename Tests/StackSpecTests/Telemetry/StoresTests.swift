import StackSpec
import Testing
import YAMLTree

@Suite struct StoresTests {
  @Test func `a retention is written in the units of each store`() {
    let spec = telemetry(
      "collector:\n", stores: "loki: {retention: 31d}\ntempo: {retention: 2w}\nmimir:\n")
    #expect(spec.findings == [])
    #expect(spec.yaml("loki/loki.yaml").text("limits_config/retention_period") == "744h")
    let tempo = spec.yaml("tempo/tempo.yaml")
    #expect(tempo.text("backend_worker/compaction/block_retention") == "336h")
    #expect(
      tempo.text("backend_scheduler/provider/compaction/compaction/block_retention") == "336h")
  }

  @Test func `what a store refuses is said at its place`() {
    let spec = telemetry("loki: {retention: 23h}\ntempo: {retention: 0}\n", stores: "")
    #expect(
      spec.findings == [
        "SG1201 «23h» Loki keeps lines for a day at least, not 23h"
          + " | write 24h or more, or 0 to keep them for ever",
        "SG1201 «0» Tempo cannot keep traces for ever | write how long: 90d",
      ])
  }

  @Test func `Loki without an end deletes nothing`() {
    let loki = telemetry("", stores: "loki: {retention: 0}\n").yaml("loki/loki.yaml")
    #expect(loki.text("compactor/retention_enabled") == "false")
    #expect(loki["compactor"]?["delete_request_store"] == nil)
  }

  @Test func `Tempo 2 gets the compactor that Tempo 3 refuses`() {
    let spec = telemetry("versions: {tempo: 2.10}\n", stores: "tempo:\n")
    let tempo = spec.yaml("tempo/tempo.yaml")
    #expect(tempo.text("compactor/compaction/block_retention") == "336h")
    #expect(tempo["backend_worker"] == nil && tempo["backend_scheduler"] == nil)
    #expect(spec.service("tempo")["healthcheck"] == nil)
  }

  @Test func `one bucket has four spellings`() {
    let storage = """
      {storage: {s3: {bucket: B, endpoint: "minio:9000", access_key: {secret: ID}, \
      secret_key: {secret: KEY}, path_style: true, insecure: true}}}
      """
    func store(_ name: String) -> String {
      "\(name): \(storage.replacing("bucket: B", with: "bucket: \(name)"))\n"
    }
    let spec = Compiled(
      ["loki", "tempo", "mimir", "pyroscope"].map(store).joined() + "collector:\n",
      head: "stackgen: 1\nname: test\nsecrets: {ID: {env: ID}, KEY: {env: S3_KEY}}\n")
    #expect(spec.findings == [])
    let loki = spec.yaml("loki/loki.yaml")["common"]?["storage"]?["s3"]
    #expect(loki?.text("bucketnames") == "loki" && loki?.text("secret_access_key") == "${KEY}")
    #expect(loki?.text("s3forcepathstyle") == "true")
    let tempo = spec.yaml("tempo/tempo.yaml")["storage"]?["trace"]?["s3"]
    #expect(tempo?.text("bucket") == "tempo" && tempo?.text("secret_key") == "${KEY}")
    let mimir = spec.yaml("mimir/mimir.yaml")["common"]?["storage"]?["s3"]
    #expect(mimir?.text("bucket_name") == "mimir" && mimir?.text("access_key_id") == "${ID}")
    #expect(
      spec.yaml("pyroscope/pyroscope.yaml").text("storage/s3/bucket_name") == "pyroscope")
    // The value reaches the program from the machine's environment, never through a file.
    #expect(
      spec.service("tempo").text("environment/KEY") == "${S3_KEY:?S3_KEY is not set}")
  }

  @Test func `a tenant is named wherever something is sent or asked`() {
    let spec = telemetry(
      "collector:\n", stores: "loki: {tenant: ops}\nmimir: {tenant: ops}\ntempo:\n")
    #expect(spec.findings == [])
    #expect(spec.yaml("loki/loki.yaml").text("auth_enabled") == "true")
    for uid in ["loki", "mimir"] {
      let source = spec.datasource(uid)
      #expect(source?.text("jsonData/httpHeaderName1") == "X-Scope-OrgID")
      #expect(source?.text("secureJsonData/httpHeaderValue1") == "ops")
    }
    let alloy = spec.alloy
    // Nothing reads logs here, so Loki is sent to in one way only; Mimir in both.
    #expect(alloy.split(separator: "X-Scope-OrgID").count == 4, "three ways to two stores")
    #expect(
      spec.yaml("tempo/tempo.yaml").text(
        "metrics_generator/storage/remote_write/0/headers/X-Scope-OrgID") == "ops")
  }

  @Test func `alerts on logs are checked, and told through the Alertmanager`() {
    let rules = "loki: {alerts: {Loud: {expr: 'sum(rate({a=\"b\"}[5m])) > 1', summary: Loud}}}\n"
    let spec = Compiled(
      rules + "receivers: {team: {slack: {channel: x}}}\nroutes: {default: team}\n")
    #expect(spec.yaml("loki/rules/fake/alerts.yaml").text("groups/0/rules/0/alert") == "Loud")
    #expect(
      spec.yaml("loki/loki.yaml").text("ruler/alertmanager_url") == "http://alertmanager:9093")
    let wrong = Compiled(
      "loki: {alerts: {Loud: {expr: 'sum(rate({a=\"b\"[5m])) > 1'}}}\n",
      head: "stackgen: 1\nname: test\n")
    #expect(wrong.findings.count == 1 && wrong.findings[0].hasPrefix("SG0202"))
  }

  @Test func `Jaeger behind a Kafka is two programs`() {
    let spec = Compiled(
      "jaeger: {in_memory: , kafka: {brokers: \"kafka:9092\"}}\ncollector: otelcol\n",
      head: "stackgen: 1\nname: test\n")
    #expect(spec.findings == [])
    #expect(spec.yaml("jaeger/jaeger.yaml")["receivers"]?["kafka"] != nil)
    #expect(spec.yaml("jaeger-collector/jaeger.yaml")["exporters"]?["kafka"] != nil)
    #expect(
      spec.yaml("otelcol/config.yaml").text("exporters/otlp_grpc~1jaeger/endpoint") == nil)
    #expect(spec.file("otelcol/config.yaml").contains("endpoint: jaeger-collector:4317"))
  }

  @Test func `Mimir beside a Prometheus is the longer memory`() {
    let spec = telemetry("", stores: "prometheus:\nmimir:\n")
    let prometheus = spec.yaml("prometheus/prometheus.yml")
    #expect(prometheus.text("remote_write/0/url") == "http://mimir:9009/api/v1/push")
    #expect(spec.datasource("mimir")?.text("isDefault") == "true")
    #expect(spec.datasource("prometheus")?["isDefault"] == nil)
    #expect(spec.file("mimir/rules/anonymous/mimir.yaml") == "", "Prometheus evaluates")
    #expect(spec.rulesOfMimir == "/etc/mimir", "a missing folder is refused")
  }

  @Test func `Mimir looks for rules in a folder that is there`() {
    #expect(telemetry("", stores: "mimir:\n").rulesOfMimir == "/etc/mimir/rules")
    let alerts = CatalogueEntry.all.filter { $0.name == "mimir" }.flatMap(\.alerts)
    let off = alerts.map { "\($0.name): {enabled: false}" }.joined(separator: ", ")
    let quiet = Compiled("mimir:\nalerts: {\(off)}\n", head: "stackgen: 1\nname: test\n")
    #expect(quiet.findings == [])
    #expect(quiet.rulesOfMimir == "/etc/mimir")
  }

  @Test func `Mimir writes to its volume alone`() {
    let mimir = telemetry("", stores: "mimir:\n").yaml("mimir/mimir.yaml")
    #expect(mimir.text("activity_tracker/filepath") == "/data/metrics-activity.log")
  }
}

extension Compiled {
  fileprivate var rulesOfMimir: String? {
    yaml("mimir/mimir.yaml").text("ruler_storage/local/directory")
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
