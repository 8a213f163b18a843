import Testing

@Suite struct AlertmanagerTests {
  private let receivers = "receivers: {team: {webhook: \"http://x/\"}}\n"
  private let head = "stackgen: 1\nname: t\nprometheus:\nsecrets: {KEY: {env: KEY}}\n"

  @Test func `Prometheus sends to every replica, which know each other`() {
    let spec = Compiled(receivers + "alertmanager: {replicas: 2}\n", head: head)
    let prometheus = spec.file("prometheus/prometheus.yml")
    #expect(
      prometheus.contains(
        """
              - targets:
                  - alertmanager-1:9093
                  - alertmanager-2:9093
        """))
    let compose = spec.file("docker-compose.yml")
    #expect(compose.contains("--cluster.peer=alertmanager-2:9094"))
    #expect(compose.contains("127.0.0.1:9094:9093"))
    #expect(!compose.contains("--cluster.listen-address="))
    #expect(compose.contains("source: alertmanager-2-data"))
  }

  @Test func `one alone listens for no others`() {
    let spec = Compiled(receivers + "alertmanager:\n", head: head)
    #expect(spec.file("docker-compose.yml").contains("--cluster.listen-address="))
    #expect(spec.file("docker-compose.yml").contains("--web.external-url=http://localhost:9093"))
  }

  @Test func `durations of its flags are written as Go reads them, which knows no days`() {
    let spec = Compiled(
      receivers + "alertmanager: {retention: 5d, cluster: {peers: [x:9094], peer_timeout: 1d}}\n",
      head: head)
    #expect(spec.file("docker-compose.yml").contains("--data.retention=120h"))
    #expect(spec.file("docker-compose.yml").contains("--cluster.peer-timeout=24h"))
  }

  @Test func `a path of the external address is left to the proxy`() {
    let spec = Compiled(
      receivers + "alertmanager: {external_url: \"https://x/am/\"}\n", head: head)
    #expect(spec.file("docker-compose.yml").contains("--web.route-prefix=/\""))
  }

  @Test func `TLS and logins reach whoever talks to it`() {
    let spec = Compiled(
      receivers + """
        alertmanager:
          web: {tls_server_config: {cert: {secret: KEY}, key: {secret: KEY}}}
          login: {username: u, password: {secret: KEY}}
        """, head: head)
    #expect(spec.findings == [])
    let prometheus = spec.file("prometheus/prometheus.yml")
    #expect(prometheus.split(separator: "scheme: https").count == 3)
    #expect(prometheus.split(separator: "password_file: /run/secrets/KEY").count == 3)
    #expect(spec.file("alertmanager/web.yml").contains("cert_file: /run/secrets/KEY"))
  }
}
