import Testing
import YAMLTree

@Suite struct AppProfileTests {
  private func apps(_ profiles: String, collector: String = "collector:") -> Compiled {
    telemetry(
      "\(collector)\napps: {shop: {image: \"a/shop:1\", port: 8080, profiles: \(profiles)}}\n")
  }

  @Test func `profiles that an app serves are fetched at its port, or where a URL says`() {
    let own = apps("/debug/pprof")
    #expect(own.findings == [])
    #expect(own.alloy.contains("\"__address__\" = \"shop:8080\""))
    #expect(own.alloy.contains("forward_to = [pyroscope.write.pyroscope.receiver]"))
    #expect(!own.alloy.contains("__profile_path_prefix__"))
    #expect(!own.file("docker-compose.yml").contains("PYROSCOPE_SERVER_ADDRESS"))
    let elsewhere = apps("https://shop.example.com/internal/debug/pprof")
    for part in [
      "\"__address__\" = \"shop.example.com:443\"", "\"__scheme__\" = \"https\"",
      "\"__profile_path_prefix__\" = \"/internal\"", "\"service_name\" = \"shop\"",
    ] {
      #expect(elsewhere.alloy.contains(part), "\(part)")
    }
  }

  @Test func `profiles that an app pushes are not fetched`() {
    let spec = apps("true")
    #expect(!spec.alloy.contains("pyroscope.scrape"))
    #expect(spec.file("docker-compose.yml").contains("PYROSCOPE_SERVER_ADDRESS"))
    #expect(!apps("false").file("docker-compose.yml").contains("PYROSCOPE_SERVER_ADDRESS"))
  }

  @Test func `nobody but Alloy fetches profiles`() {
    #expect(
      apps("/debug/pprof", collector: "collector: otelcol").findings == [
        "SG1207 «/debug/pprof» the OpenTelemetry Collector does not fetch profiles"
          + " | write 'kind: alloy', or let the program push them: 'profiles: true'"
      ])
    #expect(
      apps("/debug/pprof", collector: "").findings == [
        "SG1203 «/debug/pprof» nobody in this stack fetches the profiles of 'shop'"
          + " | add 'collector: alloy'"
      ])
  }

  @Test func `an address that no program serves profiles at is refused`() {
    #expect(
      apps("/metrics").findings == [
        "SG0202 «/metrics» programs serve their profiles below /debug/pprof"
          + " | end the address with /debug/pprof"
      ])
    #expect(
      telemetry("collector:\napps: {shop: {profiles: /debug/pprof}}\n").findings.first?
        .contains("a path needs an 'image' and a 'port' of this app") == true)
  }

  @Test func `the kernel samples the containers whose profiles come no other way`() {
    let spec = telemetry(
      """
      collector: {logs: {containers: true}, profiles: {ebpf: true}}
      apps: {one: {image: "a/one:1", port: 80, profiles: /debug/pprof}, two: {image: "a/two:1"}}
      """)
    #expect(spec.findings == [])
    #expect(spec.alloy.components(named: "discovery.docker") == 1)
    #expect(spec.alloy.contains("targets = discovery.relabel.profiled.output"))
    #expect(spec.alloy.contains("regex = \"one\""))
    let service = spec.service("alloy")
    #expect(service.text("pid") == "host")
    #expect(service.text("user") == "0:473")
    #expect(service["privileged"] == nil)
    #expect(
      service["cap_add"]?.texts == [
        "BPF", "PERFMON", "SYS_PTRACE", "CHECKPOINT_RESTORE", "SYS_RESOURCE", "DAC_READ_SEARCH",
        "SYSLOG",
      ])
    let paths = service["volumes"]?.items?.compactMap { $0.text("source") } ?? []
    #expect(paths.filter { $0 == "/var/run/docker.sock" }.count == 1)
    #expect(paths.contains("/sys/kernel/tracing"))
  }

  @Test func `what the kernel samples is sent where nothing else makes profiles`() {
    let alloy = telemetry("collector: {profiles: {ebpf: true}}\n").alloy
    #expect(alloy.contains("forward_to = [pyroscope.write.pyroscope.receiver]"))
    #expect(alloy.components(named: "pyroscope.write") == 1)
  }

  @Test func `what the kernel samples needs a store`() {
    let spec = telemetry("collector: {profiles: {ebpf: true}}\n", stores: "loki:\n")
    #expect(
      spec.findings == [
        "SG1203 «true» the collector samples containers, and nobody stores the profiles"
          + " | add 'pyroscope:'"
      ])
    #expect(telemetry("collector: {profiles: {ebpf: false}}\n", stores: "loki:\n").findings == [])
  }
}

extension String {
  fileprivate func components(named name: String) -> Int {
    split(separator: "\n").count { $0.hasPrefix("\(name) \"") }
  }
}
