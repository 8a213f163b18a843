import Foundation
import FoundationXML
import Testing

@Suite
struct ApplianceTests {
  private static func head(_ rest: String = "") -> String {
    """
    stackgen: 1
    name: ring
    secrets: {GRAFANA: {env: GRAFANA}, HOOK: {file: secrets/hook}, DB: {file: secrets/db}}
    grafana: {admin: {password: {secret: GRAFANA}}}
    receivers: {ops: {slack: {channel: "#ops", webhook: {secret: HOOK}}}}
    routes: {default: ops}
    \(rest)

    """
  }

  private func compiled(_ archiver: String, _ rest: String = "", pvs: String = "") -> Compiled {
    Compiled(
      "archiver: \(archiver)\npvs: {vac: {names: A\(pvs)}}\n", head: Self.head(rest))
  }

  @Test
  func `an appliance starts with its database, and no port leads to it`() {
    let result = compiled("{run: {database_password: {secret: DB}}}")
    #expect(result.findings == [])
    let compose = result.file("docker-compose.yml")
    #expect(compose.contains("singletomcat-2.4.1"))
    #expect(compose.contains("appliance-database:\n        condition: service_healthy"))
    #expect(!compose.contains(":8080\""))
    #expect(
      result.file("grafana/provisioning/datasources/datasources.yaml")
        .contains("http://appliance:8080/retrieval/data/getDataAtTime?"))
  }

  @Test(arguments: [
    "appliance/appliances.xml", "appliance/context.xml",
  ])
  func `its files are XML, and hold the name of its password only`(_ path: String) throws {
    let text = compiled("{run: {database_password: {secret: DB}}}").file(path)
    let parser = XMLParser(data: Data(text.utf8))
    #expect(parser.parse(), "\(parser.parserError?.localizedDescription ?? "")")
    #expect(text.contains("${APPLIANCE_DATABASE_PASSWORD}") == path.hasSuffix("context.xml"))
  }

  @Test
  func `it looks where the spec says, and nowhere else`() {
    let compose = compiled(
      """
      {run: {database_password: {secret: DB}, channel_access: {addresses: [a, b]},
        pv_access: {name_servers: ["c:5075"]}}}
      """
    ).file("docker-compose.yml")
    #expect(compose.contains("EPICS_CA_ADDR_LIST: a b\n"))
    #expect(compose.contains("EPICS_CA_AUTO_ADDR_LIST: \"NO\"\n"))
    #expect(compose.contains("EPICS_PVA_NAME_SERVERS: c:5075\n"))
    #expect(!compose.contains("EPICS_PVA_AUTO_ADDR_LIST"))
  }

  @Test
  func `a policy of the spec is one of the appliance`() {
    let run = "{run: {database_password: {secret: DB}, policies: {slow: {keep: 3d}}}}"
    let result = compiled(run, pvs: ", archive: {policy: slow}")
    #expect(result.findings == [])
    #expect(result.file("appliance/policies.py").contains("'slow': {"))
    #expect(result.file("appliance/policies.py").contains("MEDIUM % 4, NOTHING"))
    let wrong = compiled(run, pvs: ", archive: {policy: slwo}").findings
    #expect(wrong == ["SG0301 «slwo» the policy 'slwo' is not declared | did you mean 'slow'?"])
  }

  @Test(arguments: ["{}", "{url: http://a, run: {database_password: {secret: DB}}}"])
  func `an archiver is there already or run by the stack`(_ archiver: String) {
    let findings = compiled(archiver).findings.filter { !$0.contains("not used") }
    #expect(findings.count == 1 && findings[0].contains("either a 'url', or 'run'"))
  }

  @Test
  func `its pages are reached through the proxy and its login only`() {
    let run = "{run: {database_password: {secret: DB}, open: true}}"
    #expect(compiled(run).findings.first?.hasPrefix("SG1110") == true)
    let proxy = "expose: {proxy: {domain: example.com, tls: internal}}"
    #expect(compiled(run, proxy).findings.first?.hasPrefix("SG1001") == true)
    let login = proxy.replacing("internal}", with: "internal, login: {secret: HOOK}}")
    let result = compiled(run, login)
    #expect(result.findings == [])
    #expect(
      result.file("proxy/Caddyfile").contains("appliance.example.com {\n\ttls internal\n\timport"))
    #expect(result.file("appliance/appliances.xml").contains("https://appliance.example.com/"))
  }

  @Test
  func `a container asks once at the start, or again and again`() {
    let once = compiled("{url: http://a, sync: {}}")
    let service = once.file("docker-compose.yml").components(separatedBy: "archiver-sync:")[1]
    #expect(service.contains("restart: \"no\"") && !service.contains("--every"))
    let often = compiled("{url: http://a, sync: {every: 30m}}").file("docker-compose.yml")
    #expect(often.contains("- \"--every\"\n      - 30m\n"))
  }
}
