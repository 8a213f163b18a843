import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Lets the Grafana of the stack ask the archiver.
  mutating func addArchiverToGrafana() {
    guard let archiver = model.archiver, let spec = stack.archiver, model.grafana != nil else {
      return
    }
    let queries = ArchiverQueries(archiver: archiver)
    addDatasource(
      Datasource(
        key: "archiver", name: "Archiver", type: ArchiverQueries.infinity.type,
        uid: ArchiverQueries.infinity.uid, url: "",
        settings: ["auth_method": "none", "allowedHosts": .texts(queries.allowedAddresses)],
        origin: archiver.origin))
    install("yesoreyeram-infinity-datasource@3.11.1")
    guard archiver.access == .plugin else { return }
    if let place = spec.range {
      reading.check(VersionGate(.grafana, 12, 0), "the archiver's own plugin", at: place)
    }
    addDatasource(
      Datasource(
        key: "archiver_plugin", name: "Archiver (own plugin)", type: ArchiverQueries.plugin.type,
        uid: ArchiverQueries.plugin.uid, url: archiver.retrieval,
        settings: ["useBackend": true, "defaultOperator": "mean", "hideInvalid": false],
        origin: archiver.origin))
    change("grafana") {
      $0.environment.append(
        EnvironmentVariable(
          "GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS", ArchiverQueries.plugin.type))
    }
    if let zip = spec.pluginZip {
      install("\(ArchiverQueries.plugin.type)@@\(zip.text)")
    }
  }

  /// Installs a plugin before Grafana serves, or its datasources would be missing at first.
  private mutating func install(_ plugin: String) {
    let isNew = reading.versions.has(.grafana, 12, 1)
    let name = isNew ? "GF_PLUGINS_PREINSTALL_SYNC" : "GF_PLUGINS_PREINSTALL"
    change("grafana") { service in
      if let index = service.environment.firstIndex(where: { $0.name == name }) {
        service.environment[index].value += ",\(plugin)"
        return
      }
      service.environment.append(EnvironmentVariable(name, plugin))
      if !isNew {
        service.environment.append(EnvironmentVariable("GF_PLUGINS_PREINSTALL_ASYNC", "false"))
      }
    }
  }
}
