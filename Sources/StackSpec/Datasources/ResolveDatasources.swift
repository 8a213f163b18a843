import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the datasources of the spec beside those of the components.
  mutating func addDatasources() {
    guard model.grafana != nil else { return }
    for entry in stack.datasources.entries { addDatasource(datasource(entry)) }
    checkDefaults()
    nameDatasources()
    installPlugins()
  }

  /// Lets Grafana install the plugins of its datasources and of the packs before it starts.
  private mutating func installPlugins() {
    let wanted = (model.grafana?.plugins ?? []) + packs.flatMap(\.pack.plugins)
    let plugins = wanted.uniqued()
    guard !plugins.isEmpty else { return }
    model.grafana?.plugins = plugins
    // The archiver's plugin is in no catalogue and bears no signature: its files are mounted.
    let unsigned = plugins.filter { $0 == ArchiverSource.type }
    let catalogued = plugins.filter { $0 != ArchiverSource.type }.joined(separator: ",")
    let installsFirst = model.versions[.grafana].map { $0 >= Version(12, 1) } ?? true
    change("grafana") { service in
      if !unsigned.isEmpty {
        service.environment.append(
          EnvironmentVariable(
            "GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS", unsigned.joined(separator: ",")))
      }
      guard !catalogued.isEmpty else { return }
      if installsFirst {
        service.environment.append(
          EnvironmentVariable("GF_PLUGINS_PREINSTALL_SYNC", catalogued))
      } else {
        service.environment += [
          EnvironmentVariable("GF_PLUGINS_PREINSTALL", catalogued),
          EnvironmentVariable("GF_PLUGINS_PREINSTALL_ASYNC", "false"),
        ]
      }
    }
  }

  private mutating func datasource(_ entry: Named<DatasourceSpec>.Entry) -> Datasource {
    let spec = entry.value
    let common = spec.common
    checkName(entry)
    var writing = Writing()
    var datasource = Datasource(
      key: entry.name, name: common.title ?? entry.name, type: spec.type,
      uid: common.uid?.text ?? history.firstName(.datasources, entry.name), url: common.url ?? "",
      isDefault: common.isDefault,
      settings: spec.settings, secureSettings: spec.secrets, origin: origin(entry.nameRange))
    if let user = common.user { datasource.fields.append(("user", .text(user))) }
    if let password = common.password?.tree(&writing) {
      datasource.secureSettings.append("password", password)
    }
    if let login = common.basicAuth {
      datasource.fields.append(("basicAuth", .bool(true)))
      datasource.fields.append(("basicAuthUser", .text(login.user)))
      if let password = login.password?.tree(&writing) {
        datasource.secureSettings.append("basicAuthPassword", password)
      }
    }
    if let sends = common.withCredentials {
      datasource.fields.append(("withCredentials", .bool(sends)))
    }
    if !common.correlations.node.isNull {
      datasource.fields.append(("correlations", Tree(common.correlations.node)))
    }
    for (index, header) in common.headers.entries.enumerated() {
      datasource.settings.append("httpHeaderName\(index + 1)", .text(header.name))
      if let value = header.value.tree(&writing) {
        datasource.secureSettings.append("httpHeaderValue\(index + 1)", value)
      }
    }
    for secret in spec.mounts + writing.secrets { mount(secret, in: "grafana") }
    if spec.isPlugin, let plugins = model.grafana?.plugins, !plugins.contains(spec.type) {
      model.grafana?.plugins.append(spec.type)
    }
    return datasource
  }

  /// Names become uids, so they keep to the characters of those, and to themselves.
  private func checkName(_ entry: Named<DatasourceSpec>.Entry) {
    if entry.value.common.uid == nil,
      entry.name.utf8.count > 40
        || Identifier.firstBadByte(of: entry.name) != nil
    {
      diagnostics.report(
        Diagnostic(
          .invalidUID, .error,
          "a datasource's name holds up to 40 letters, digits, '-' and '_'", at: entry.nameRange
        ).help("name it so, and give it a 'title' for people"))
    }
    if let other = model.grafana?.datasources.first(where: {
      $0.key == entry.name || $0.uid == entry.value.common.uid?.text
        || $0.name == (entry.value.common.title ?? entry.name)
    }) {
      diagnostics.report(
        Diagnostic(
          .duplicateName, .error, "a datasource '\(other.key)' is there already",
          at: entry.nameRange
        ).related(place(other.origin), "the other one"))
    }
  }

  /// Grafana refuses to start with two default datasources; a chosen one comes before those of
  /// components.
  private mutating func checkDefaults() {
    let chosen = stack.datasources.entries.filter(\.value.common.isDefault)
    guard let first = chosen.first else { return }
    for entry in chosen.dropFirst() {
      diagnostics.report(
        Diagnostic(
          .severalDefaults, .error, "another datasource is the default already",
          at: entry.nameRange
        ).related(first.nameRange, "the other one"))
    }
    guard var all = model.grafana?.datasources else { return }
    for index in all.indices { all[index].isDefault = all[index].key == first.name }
    model.grafana?.datasources = all
  }

  /// Settings name other datasources by their names in the spec; Grafana wants their uids.
  private mutating func nameDatasources() {
    guard let all = model.grafana?.datasources else { return }
    let own = Set(stack.datasources.names)
    let named = all.map { source in
      var named = source
      if own.contains(source.key) { named.settings = naming(all, in: source.settings, source) }
      return named
    }
    model.grafana?.datasources = named
  }

  private func naming(_ all: [Datasource], in tree: Tree, _ owner: Datasource) -> Tree {
    switch tree {
    case .list(let items): return .list(items.map { naming(all, in: $0, owner) })
    case .mapping(let entries):
      return .mapping(
        entries.map { entry in
          guard entry.key == "datasourceUid" || entry.key == "alertmanagerUid",
            case .text(let name) = entry.value
          else { return (entry.key, naming(all, in: entry.value, owner)) }
          if let named = all.first(where: { $0.key == name || $0.uid == name }) {
            return (entry.key, .text(named.uid))
          }
          undefined(
            "datasource", name, at: place(owner.origin), among: all.map(\.key),
            section: "datasources")
          return entry
        })
    case .null, .bool, .int, .number, .text: return tree
    }
  }
}
