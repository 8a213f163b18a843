import Testing
import YAMLTree

@Suite struct LogStageTests {
  private func spec(
    _ kind: String, _ stages: String, stores: String = "loki:\n", more: String = ""
  ) -> Compiled {
    telemetry(
      "collector: {kind: \(kind), \(more)logs: {containers: true, stages: [\(stages)]}}\n",
      stores: stores)
  }

  /// The operators of the otelcol after those that unwrap the engine's own JSON.
  private func operators(_ stages: String) -> [Node] {
    let config = spec("otelcol", stages).yaml("otelcol/config.yaml")
    return Array(
      (config["receivers"]?["filelog/containers"]?["operators"]?.items ?? []).dropFirst(6))
  }

  @Test func `a label is a label of the stream with either program`() {
    let stages = "{json: {level: lvl}}, {label: {severity: level}}"
    let alloy = spec("alloy", stages)
    #expect(alloy.findings == [])
    #expect(alloy.alloy.contains("values = {\"severity\" = \"level\"}"))
    #expect(alloy.yaml("loki/loki.yaml")["limits_config"]?["otlp_config"] == nil)
    let otelcol = spec("otelcol", stages)
    #expect(otelcol.findings == [])
    #expect(
      operators(stages).contains {
        $0.text("from") == #"attributes["stackgen.fields"]["level"]"#
          && $0.text("to") == #"resource["severity"]"#
      })
    let limits = otelcol.yaml("loki/loki.yaml")["limits_config"]
    let indexed = limits?["otlp_config"]?["resource_attributes"]?["attributes_config"]?.items?.first
    #expect(indexed?.text("action") == "index_label")
    #expect(indexed?["attributes"]?.texts == ["severity"])
  }

  @Test func `labels of files, of syslog and of all that is sent are labels too`() {
    let sources = """
      external_labels: {cluster: lab}, logs: {files: {web: {paths: [/var/log/web.log], labels: {tier: web}}},
        syslog: {routers: {port: 514, labels: {site: a}}}}
      """
    let otelcol = telemetry("collector: {kind: otelcol, \(sources)}\n").file("loki/loki.yaml")
    for name in ["cluster", "tier", "site", "host"] {
      #expect(otelcol.contains("            - \(name)\n"), "\(name)")
    }
    let alloy = telemetry("collector: {kind: alloy, \(sources)}\n").file("loki/loki.yaml")
    #expect(alloy.contains("            - cluster\n"))
    #expect(!alloy.contains("            - tier\n"))
  }

  @Test func `fields that nobody wanted stay in the line`() {
    let operators = operators("{json: {user: ctx.user}}, {metadata: {user: user}}")
    #expect(
      operators.map { $0.text("type") } == [
        "json_parser", "copy", "remove", "copy", "remove", "regex_parser",
      ])
    #expect(operators.first?.text("parse_to") == #"attributes["stackgen.line"]"#)
    #expect(operators[1].text("from") == #"attributes["stackgen.line"]["ctx"]["user"]"#)
    #expect(operators[3].text("to") == #"attributes["user"]"#)
    #expect(operators[4].text("field") == #"attributes["stackgen.fields"]"#)
  }

  @Test func `what is masked is masked in lines that programs send, too`() {
    let stages = #"{mask: {match: 'card "?\d+$', with: $1}}"#
    let alloy = spec(
      "alloy", stages, more: "faro: {allowed_origins: [\"https://a.example.com\"]}, ")
    #expect(alloy.findings == [])
    let text = alloy.alloy
    #expect(text.contains("logs = [otelcol.processor.transform.masks.input]"))
    // Quoted twice: for OpenTelemetry's language, and for Alloy's.
    #expect(
      text.contains(
        #""replace_pattern(body, \"card \\\"?\\\\d+$\", \"$$1\") where IsString(body)""#))
    // Once for what is fetched, once for pages.
    #expect(text.split(separator: "stage.replace").count == 3)
    let config = spec("otelcol", stages).yaml("otelcol/config.yaml")
    #expect(
      config["service"]?["pipelines"]?["logs"]?["processors"]?.texts
        == ["memory_limiter", "transform/masks", "batch"])
    #expect(
      config["processors"]?["transform/masks"]?.text("log_statements/0/statements/0")
        == #"replace_pattern(body, "card \"?\\d+$$", "$$$$1") where IsString(body)"#)
  }

  @Test func `what is masked is masked before later stages see the line`() {
    let operators = operators(
      "{mask: {match: 'card (\\d+)', with: $1}}, {regex: 'card (?P<card>\\d+)'}, {drop: x}")
    #expect(
      operators.map { $0.text("type") } == [
        "regex_replace", "regex_parser", "filter", "remove", "regex_parser",
      ])
    // Twice doubled: to the collector a dollar begins a variable, to the operator a group.
    #expect(operators.first?.text("replace_with") == "$$$$1")
  }

  @Test func `a field has to be taken out before it is used`() {
    #expect(
      spec("alloy", "{label: {level: level}}, {json: {level: lvl}}").findings == [
        "SG0301 «level» no stage before takes out the field 'level'"
          + " | take it out by 'json:', 'logfmt:' or a named group of 'regex:'"
      ])
    #expect(
      spec("alloy", "{regex: '(?P<status>\\d+)'}, {metadata: {status: statsu}}").findings == [
        "SG0301 «statsu» no stage before takes out the field 'statsu' | did you mean 'status'?"
      ])
  }

  @Test func `a store outside decides what becomes a label`() {
    let stages = "{json: {level: lvl}}, {label: {level: level}}"
    let away = "send: {logs: \"https://logs.example.com/loki/api/v1/push\"}, "
    #expect(spec("alloy", stages, more: away).findings == [])
    #expect(
      spec("otelcol", stages, stores: "", more: away).findings == [
        "SG1207 «\"https://logs.example.com/loki/api/v1/push\"» the store outside of this stack "
          + "decides whether it makes labels of 'level' | let its 'otlp_config' index these resource "
          + "attributes, or write 'kind: alloy'"
      ])
  }
}
