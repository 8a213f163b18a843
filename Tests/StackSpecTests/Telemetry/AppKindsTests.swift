import Testing

@Suite struct AppKindsTests {
  private static let kinds = [
    "http", "http-client", "grpc", "database", "queue", "worker", "faas", "jvm", "nodejs",
    "dotnet", "go", "system",
  ]

  @Test(arguments: kinds)
  func `a kind brings alerts and a dashboard that nothing is wrong with`(_ kind: String) {
    let spec = telemetry(
      "collector:\napps: {shop: {image: \"a/shop:1\", metrics: otlp, kind: \(kind)}}\n")
    #expect(spec.findings == [])
    #expect(rules(kind, of: spec).contains("job=~\"shop\""))
  }

  @Test func `an app may be of several kinds, and be named after its namespace`() {
    let spec = telemetry(
      """
      collector:
      apps:
        shop:
          image: a/shop:1
          metrics: otlp
          kind: [http, jvm]
          resource: {service.namespace: web}
        store: {metrics: "http://store.example.com/metrics", kind: jvm}
      """)
    #expect(spec.findings == [])
    #expect(rules("http", of: spec).contains("job=~\"web/shop\""))
    #expect(rules("jvm", of: spec).contains("job=~\"web/shop|store\""))
  }

  /// The rules that a pack brings, without the marks by which YAML quotes them.
  @Test(arguments: [
    "apps: {shop: {image: \"shop:1.0\", metrics: otlp, kind: dotnet}}\n",
    "tempo:\nalerts: {A: {expr: 'absent(shop_orders{job=\"shop\"})', severity: warning}}\n",
  ])
  func `programs that send to Prometheus themselves are jobs too`(_ sections: String) {
    #expect(telemetry(sections, stores: "prometheus:\n").findings == [])
  }

  private func rules(_ pack: String, of spec: Compiled) -> String {
    spec.file("mimir/rules/anonymous/\(pack).yaml").filter { $0 != "\\" }
  }
}
