import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Runs the appliance and its database, where the archiver is not an existing one.
  mutating func addAppliance() {
    guard let spec = stack.archiver?.run?.value else { return }
    checkPolicies(spec)
    addDatabase(spec)
    guard let pack = addComponent(Appliance.service, tuning: spec.tuning) else { return }
    let secret = use(spec.password)
    let start = """
      cp \(Appliance.folder)/context.xml /usr/local/tomcat/conf/context.xml && \
      \(Appliance.passwordVariable)="$(cat /run/secrets/\(secret))" && \
      export \(Appliance.passwordVariable) && exec "$0" "$@"
      """
    let storage: [(path: String?, name: String)] = [
      (spec.storage.short, "sts"), (spec.storage.medium, "mts"), (spec.storage.long, "lts"),
    ]
    change(Appliance.service) { service in
      service.entrypoint = ["/bin/sh", "-c", start]
      service.secrets.append(secret)
      service.dependencies = [Dependency(Appliance.database, .healthy)]
      service.environment += spec.networkEnvironment
      for (path, name) in storage {
        let target = "/usr/local/tomcat/storage/\(name)"
        service.mounts.append(
          path.map { .host(path: $0, target: target, isReadOnly: false, followsHostMounts: false) }
            ?? .volume(name: "appliance-\(name)", target: target))
      }
    }
    openAppliance(spec, pack)
    var appliance = Appliance(dataURL: "http://\(Appliance.service):8080/retrieval")
    if spec.isOpen, let proxy = stack.expose.proxy {
      appliance.dataURL = "https://\(Appliance.service).\(proxy.domain.text)/retrieval"
    }
    appliance.policies = spec.policies.entries.map { entry in
      AppliancePolicy(
        name: entry.name, summary: entry.value.meaning ?? entry.name,
        method: entry.value.method == .scan ? .scan : .monitor, period: entry.value.period,
        days: entry.value.keep.map { $0.value.milliseconds / 86_400_000 })
    }
    model.archiver?.appliance = appliance
  }

  private mutating func addDatabase(_ spec: ApplianceSpec) {
    _ = addComponent(Appliance.database, tuning: ServiceTuning())
    let secret = use(spec.password)
    change(Appliance.database) { service in
      service.secrets.append(secret)
      for name in ["MARIADB_PASSWORD_FILE", "MARIADB_ROOT_PASSWORD_FILE"] {
        service.environment.append(EnvironmentVariable(name, "/run/secrets/\(secret)"))
      }
    }
  }

  /// Its management has no login and deletes data: only the proxy may lead to it.
  private mutating func openAppliance(_ spec: ApplianceSpec, _ pack: LoadedPack) {
    guard spec.isOpen, let run = stack.archiver?.run else { return }
    guard stack.expose.proxy != nil else {
      diagnostics.report(
        Diagnostic(
          .openArchiver, .error,
          "the pages of the appliance have no login, and whoever reaches them can delete data",
          at: (run.node["open"] ?? run.node).range
        ).help("put 'expose: {proxy: {domain: ..., login: {secret: NAME}}}' in front of them"))
      return
    }
    publish(Appliance.service, host: 8080, container: 8080, at: pack.range)
  }

  /// A policy that is not there would quietly be the standard one.
  private func checkPolicies(_ spec: ApplianceSpec) {
    let known = spec.policies.entries.map(\.name) + [AppliancePolicy.standardName]
    for (entry, group) in zip(stack.pvs.entries, model.archiver?.groups ?? []) {
      for policy in group.profiles.compactMap(\.sampling.policy).uniqued()
      where !known.contains(policy) {
        let node = entry.node["archive"]?["policy"] ?? entry.node["file"]
        undefined(
          "policy", policy, at: node?.range ?? entry.nameRange, among: known,
          section: "archiver: run: policies")
      }
    }
  }

  /// Runs what asks the archiver for what it lacks.
  mutating func addArchiverSync() {
    guard let spec = stack.archiver?.sync, let archiver = model.archiver, archiver.count > 0,
      addComponent("archiver-sync", tuning: spec.tuning) != nil
    else { return }
    change("archiver-sync") { service in
      service.mounts.append(.configuration(folder: "archiver", target: "/etc/stackgen"))
      if let every = spec.every {
        service.command += ["--every", every.value.description]
      } else {
        service.isRestarted = false
      }
      if archiver.appliance != nil {
        service.dependencies = [Dependency(Appliance.service, .healthy)]
      }
    }
  }
}

extension AppliancePolicy {
  /// The policy of whatever names none.
  static let standardName = "Default"
}

extension ApplianceSpec {
  /// Without addresses it searches by broadcast, which reaches no further than its own network.
  fileprivate var networkEnvironment: [EnvironmentVariable] {
    var variables = [
      EnvironmentVariable("EPICS_CA_MAX_ARRAY_BYTES", channelAccess.arrayBytes.description)
    ]
    func add(_ protocolName: String, _ addresses: [String]) {
      guard !addresses.isEmpty else { return }
      variables += [
        EnvironmentVariable("EPICS_\(protocolName)_ADDR_LIST", addresses.joined(separator: " ")),
        EnvironmentVariable("EPICS_\(protocolName)_AUTO_ADDR_LIST", "NO"),
      ]
    }
    add("CA", channelAccess.addresses)
    add("PVA", pvAccess.addresses)
    if !pvAccess.nameServers.isEmpty {
      variables.append(
        EnvironmentVariable(
          "EPICS_PVA_NAME_SERVERS", pvAccess.nameServers.joined(separator: " ")))
    }
    return variables
  }
}
