import Dialects
package import SpecLanguage
package import YAMLTree

/// The whole spec, as written: one property a section.
package struct Stack: SpecRecord {
  package static let name = "stack"
  package static let summary = "A monitoring stack."
  package static let otherWords = [
    "services": "apps", "proxy": "expose: {proxy: ...}", "rules": "alerts",
    "alert_rules": "alerts", "routing": "routes", "route": "routes", "receiver": "receivers",
  ]

  package var language = 1
  package var name = Located(Identifier(""), .nothing)
  package var title: String?
  package var description: String?
  var params = ParamSection()
  var environments = EnvironmentSection()
  var include: [RelativePath] = []
  var packs: [RelativePath] = []
  var versions = Versions()
  var images = Images()
  var allowances: [Allowance] = []
  var secrets = Named<SecretSpec>()
  var expose = Expose()
  var networks: [Located<Identifier>] = []
  var prometheus: PrometheusSpec?
  var alertmanager: AlertmanagerSpec?
  var grafana: GrafanaSpec?
  var loki: LokiSpec?
  var tempo: TempoSpec?
  var mimir: MimirSpec?
  var pyroscope: PyroscopeSpec?
  var jaeger: JaegerSpec?
  var collector: CollectorSpec?
  var exporters = ExporterSection()
  var beyla: Located<BeylaSpec>?
  var k6: LoadTest?
  var apps = Named<AppSpec>()
  var archiver: ArchiverSpec?
  var pvs = Named<PVGroupSpec>()
  var phoebus: Located<PhoebusSpec>?
  var alerts = Named<AlertSpec>()
  var recordings = Named<RecordingSpec>()
  var receivers = Named<ReceiverSpec>()
  var routes: Located<RoutesSpec>?
  var mutes = Named<[MuteSpec]>()
  var inhibit: [Located<InhibitSpec>] = []
  var messageTemplates = Named<MessageText>()
  var expect = Named<ExpectList>()
  var datasources = Named<DatasourceSpec>()
  var dashboards = DashboardsSpec()

  var moved = Named<Located<ObjectName>>()
  var removed: [Located<ObjectName>] = []
  var patch = Named<Raw>()

  package init() {}

  package func check(_ node: Node, _ reading: Reading) {
    if name.value.text.utf8.count > 63 {
      reading.invalid("the name of a stack has 63 letters at the most", name.node)
    }
    for section in ["params", "patch"] {
      reading.warnOfSecrets(
        within: node[section],
        help: "declare it under 'secrets:'; what takes one is written {secret: NAME}")
    }
    guard language != 1, let place = node["stackgen"] else { return }
    reading.invalid("this stackgen reads version 1 of the language", place, help: "write 1")
  }

  package mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("stackgen", &language, .required, "Version of the spec language.")
    key("name", &name, .required, "Name of the stack, and of its folder.")
    key("title", &title, "Name for people, in any script.")
    key("description", &description, "What the stack is for.")
    key("params", &params, "Values used as `$(name)` anywhere below.")
    key("environments", &environments, "Changes to the spec, chosen with `--env`.")
    key("include", &include, "More spec files, merged below this one.")
    key(
      "packs", &packs, "Files with packs of your own; one named like a built-in pack replaces it.")
    key("versions", &versions, "Versions of the programs to emit for.")
    key("images", &images, "Where images come from.")
    key("allow", &allowances, "Warnings that are accepted, and why.")
    key("secrets", &secrets, "Where each secret comes from; never its value.")
    key("expose", &expose, "Where ports of the stack are open.")
    key("networks", &networks, "Networks of other projects that the services join.")
    key("prometheus", &prometheus, "A Prometheus that scrapes, stores and evaluates.")
    key("alertmanager", &alertmanager, "An Alertmanager that groups alerts and tells people.")
    key("grafana", &grafana, "A Grafana that shows it all.")
    key("loki", &loki, "A Loki that stores logs.")
    key("tempo", &tempo, "A Tempo that stores traces.")
    key("mimir", &mimir, "A Mimir that stores metrics.")
    key("pyroscope", &pyroscope, "A Pyroscope that stores profiles.")
    key("jaeger", &jaeger, "A Jaeger that stores traces and shows them.")
    key("collector", &collector, "What takes, fetches and sends signals.")
    key("beyla", &beyla, "Watches programs of the host from its kernel.")
    key("k6", &k6, "A load test.")
    key("exporters", &exporters, "Programs that measure others, from the catalogue.")
    key("apps", &apps, "Programs of your own.")
    key("archiver", &archiver, "An EPICS Archiver Appliance that archives process variables.")
    key("pvs", &pvs, "Groups of process variables: archived, shown and watched.")
    key("phoebus", &phoebus, "A configuration of Phoebus' alarm server with the same variables.")
    key("alerts", &alerts, "Alerts, or changes to those that packs bring.")
    key("recordings", &recordings, "Queries whose results are kept under a name.")
    visitRouting(&key)
    key("datasources", &datasources, "Datasources of Grafana beside those of the components.")
    key("dashboards", &dashboards, "Dashboards, or changes to those that packs bring.")
    key("moved", &moved, "Objects that were renamed, old name first, so that they keep their uid.")
    key("removed", &removed, "Objects that Grafana shall delete, as the spec no longer has them.")
    key("patch", &patch, "Fields merged into generated documents, by their path.")
  }

  private mutating func visitRouting(_ key: inout some KeyVisitor) {
    key("receivers", &receivers, "People and programs that are told, by name.")
    key("routes", &routes, "Who is told of which alert.")
    key("mutes", &mutes, "Times under a name, in which routes are muted or active.")
    key("inhibit", &inhibit, "Alerts that keep others quiet: `critical mutes warning on instance`.")
    key("message_templates", &messageTemplates, "Texts of messages in place of stackgen's own.")
    key("expect", &expect, "Who must be told of an alert: `Down: oncall`.")
  }
}
