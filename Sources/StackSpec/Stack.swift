import Dialects
package import SpecLanguage

/// The whole spec, as written: one property a section.
package struct Stack: SpecRecord {
  package static let name = "stack"
  package static let summary = "A monitoring stack."

  package var language = 1
  package var name = Identifier("")
  package var title: String?
  package var description: String?
  var params = ParamSection()
  var environments = EnvironmentSection()
  var include: [RelativePath] = []
  var packs = Raw.nothing
  var versions = Versions()
  var images = Images()
  var allowances: [Allowance] = []
  var secrets = Named<SecretSpec>()
  var expose = Expose()
  var networks: [Located<Identifier>] = []
  var prometheus: PrometheusSpec?
  var grafana: GrafanaSpec?
  var exporters = ExporterSection()
  var apps = Named<AppSpec>()
  var alerts = Named<AlertSpec>()
  var recordings = Named<RecordingSpec>()

  var patch = Named<Raw>()

  package init() {}

  package mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("stackgen", &language, .required, "Version of the spec language.")
    key("name", &name, .required, "Name of the stack, and of its folder.")
    key("title", &title, "Name for people, in any script.")
    key("description", &description, "What the stack is for.")
    key("params", &params, "Values used as `$(name)` anywhere below.")
    key("environments", &environments, "Changes to the spec, chosen with `--env`.")
    key("include", &include, "More spec files, merged below this one.")
    key("packs", &packs, "Files with packs of your own.")
    key("versions", &versions, "Versions of the programs to emit for.")
    key("images", &images, "Where images come from.")
    key("allow", &allowances, "Warnings that are accepted, and why.")
    key("secrets", &secrets, "Where each secret comes from; never its value.")
    key("expose", &expose, "Where ports of the stack are open.")
    key("networks", &networks, "Networks of other projects that the services join.")
    key("prometheus", &prometheus, "A Prometheus that scrapes, stores and evaluates.")
    key("grafana", &grafana, "A Grafana that shows it all.")
    key("exporters", &exporters, "Programs that measure others, from the catalogue.")
    key("apps", &apps, "Programs of your own.")
    key("alerts", &alerts, "Alerts, or changes to those that packs bring.")
    key("recordings", &recordings, "Queries whose results are kept under a name.")
    key("patch", &patch, "Fields merged into generated documents, by their path.")
  }
}
