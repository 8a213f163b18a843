import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

extension DashboardBuilder {
  /// The datasource a spec means: the one it names, else one of the preferred types, else the
  /// dashboard's, else the stack's own.
  mutating func datasource(
    named written: Located<String>?, preferring types: [String]
  ) -> DatasourceReference? {
    if let written { return datasource(written) }
    var own: DatasourceReference?
    if let standard = spec.datasource { own = datasource(standard) }
    if let own, types.isEmpty || types.contains(own.type) { return own }
    if let suited = scope.references.first(where: { types.contains($0.type) }) { return suited }
    return own ?? scope.standard
  }

  /// A datasource by its name in the spec, one that Grafana brings along, or a variable.
  private mutating func datasource(_ written: Located<String>) -> DatasourceReference? {
    let name = written.value
    if name.hasPrefix("$") {
      let variable = name.drop { $0 == "$" || $0 == "{" }.prefix { $0 != "}" && $0 != ":" }
      guard let type = variables.datasourceType(of: String(variable)) else {
        variables.reportUndefined(String(variable), at: written.range, reading)
        return nil
      }
      variables.use(String(variable))
      return DatasourceReference(type: type, uid: "${\(variable)}")
    }
    switch name {
    case "grafana": return .grafana
    case "mixed": return .mixed
    case "dashboard": return .dashboard
    case "expr": return .expression
    default: break
    }
    if let known = scope.datasources.first(where: { $0.key == name }) { return known.reference }
    // A type stands for the first datasource of it, so that dashboards fit several stacks.
    let type = datasourceKinds.first { $0.word == name }?.type ?? name
    if let known = scope.datasources.first(where: { $0.type == type }) { return known.reference }
    let own = ["grafana", "dashboard", "expr"]
    reading.undefined(
      "datasource", name, at: written.range, among: scope.datasources.map(\.key) + own,
      section: "datasources")
    return nil
  }
}

extension Datasource {
  var reference: DatasourceReference { DatasourceReference(type: type, uid: uid) }
}
