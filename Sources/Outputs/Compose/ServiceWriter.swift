internal import Dialects
internal import Documents
internal import StackModel

/// Writes one service of the compose file.
struct ServiceWriter {
  let service: Service
  /// Whether docker-compose 1 reads the file.
  let isOld: Bool
  let folderHashes: [String: String]
  /// Variables that secrets come from, where they do not come from files.
  let environmentSecrets: [String: String]
  /// Whether log files must say which service wrote each line.
  let namesServiceInLogs: Bool
  /// Networks of other projects.
  let joinedNetworks: [String]

  func write(_ mapping: inout YAMLMapping) {
    mapping.field("image", composeText(service.image))
    strings("entrypoint", service.entrypoint, &mapping)
    strings("command", service.command, &mapping)
    mapping.field("user", optional: service.user)
    environment(&mapping)
    if !service.secrets.isEmpty { mapping.strings("secrets", service.secrets) }
    volumes(&mapping)
    network(&mapping)
    health(&mapping)
    dependencies(&mapping)
    hardening(&mapping)
    mapping.field("restart", service.isRestarted ? "unless-stopped" : "no")
    resources(&mapping)
    labels(&mapping)
  }

  private func strings(_ key: String, _ values: [String], _ mapping: inout YAMLMapping) {
    if !values.isEmpty { mapping.strings(key, values.map(composeText)) }
  }

  private func environment(_ mapping: inout YAMLMapping) {
    guard !service.environment.isEmpty else { return }
    mapping.mapping("environment") { environment in
      for variable in service.environment {
        environment.field(variable.name, value(of: variable))
      }
    }
  }

  private func value(of variable: EnvironmentVariable) -> String {
    guard let secret = variable.secret, let source = environmentSecrets[secret] else {
      return composeText(variable.value)
    }
    return "${\(source):?\(source) is not set}"
  }

  private func volumes(_ mapping: inout YAMLMapping) {
    guard !service.mounts.isEmpty else { return }
    mapping.list("volumes") { list in
      for mount in service.mounts {
        list.mapping { entry in write(mount, &entry) }
      }
    }
  }

  private func write(_ mount: Mount, _ entry: inout YAMLMapping) {
    switch mount {
    case .configuration(let folder, let target):
      bind("./\(folder)", target, isReadOnly: true, &entry)
    case .volume(let name, let target):
      entry.field("type", "volume")
      entry.field("source", name)
      entry.field("target", target)
    case .host(let path, let target, let isReadOnly, let followsHostMounts):
      bind(path, target, isReadOnly: isReadOnly, follows: followsHostMounts, &entry)
    }
  }

  private func bind(
    _ source: String, _ target: String, isReadOnly: Bool, follows: Bool = false,
    _ entry: inout YAMLMapping
  ) {
    entry.field("type", "bind")
    entry.field("source", composeText(source))
    entry.field("target", composeText(target))
    if isReadOnly { entry.field("read_only", true) }
    if follows || !isOld {
      entry.mapping("bind") { bind in
        if follows { bind.field("propagation", "rslave") }
        // A missing path would otherwise become an empty folder.
        if !isOld { bind.field("create_host_path", false) }
      }
    }
  }

  private func network(_ mapping: inout YAMLMapping) {
    if service.usesHostNetwork {
      mapping.field("network_mode", "host")
    } else if !joinedNetworks.isEmpty {
      mapping.strings("networks", ["default"] + joinedNetworks)
    }
    if service.seesHostProcesses { mapping.field("pid", "host") }
    if let other = service.sharesProcessesOf { mapping.field("pid", "service:\(other)") }
    if !service.extraHosts.isEmpty { mapping.strings("extra_hosts", service.extraHosts) }
    guard !service.ports.isEmpty else { return }
    mapping.strings(
      "ports",
      service.ports.map { port in
        let transport = port.transport == "tcp" ? "" : "/\(port.transport)"
        return "\(port.address):\(port.host):\(port.container)\(transport)"
      })
  }

  private func health(_ mapping: inout YAMLMapping) {
    guard let health = service.health else { return }
    mapping.mapping("healthcheck") { check in
      check.strings("test", ["CMD"] + health.command.map(composeText))
      check.field("interval", health.interval.description)
      check.field("timeout", health.timeout.description)
      check.field("retries", health.retries)
      check.field("start_period", health.startPeriod.description)
    }
  }

  private func dependencies(_ mapping: inout YAMLMapping) {
    guard !service.dependencies.isEmpty else { return }
    mapping.mapping("depends_on") { dependencies in
      for dependency in service.dependencies {
        dependencies.mapping(dependency.service) {
          $0.field("condition", dependency.condition.rawValue)
        }
      }
    }
  }

  private func hardening(_ mapping: inout YAMLMapping) {
    if service.isPrivileged {
      mapping.field("privileged", true)
    } else {
      mapping.strings("cap_drop", ["ALL"])
      if !service.addedCapabilities.isEmpty {
        mapping.strings("cap_add", service.addedCapabilities)
      }
      mapping.strings("security_opt", ["no-new-privileges:true"])
    }
    if service.isReadOnly && !takesCopiedSecrets { mapping.field("read_only", true) }
    if !service.temporaryFolders.isEmpty { mapping.strings("tmpfs", service.temporaryFolders) }
    if !service.devices.isEmpty { mapping.strings("devices", service.devices) }
  }

  /// Compose copies secrets of the environment into the container, and refuses to do so where
  /// the file system is read-only; those from files are mounted.
  private var takesCopiedSecrets: Bool {
    !isOld && service.secrets.contains { environmentSecrets[$0] != nil }
  }

  private func resources(_ mapping: inout YAMLMapping) {
    mapping.mapping("deploy") { deploy in
      deploy.mapping("resources") { resources in
        resources.mapping("limits") { limits in
          limits.field("cpus", service.cpus)
          limits.field("memory", service.memory)
        }
        if service.usesGPUs { graphics(&resources) }
      }
    }
    mapping.mapping("logging") { logging in
      logging.field("driver", "json-file")
      logging.mapping("options") { options in
        options.field("max-size", "10m")
        options.field("max-file", "3")
        if namesServiceInLogs { options.field("labels", "com.docker.compose.service") }
      }
    }
  }

  private func graphics(_ resources: inout YAMLMapping) {
    resources.mapping("reservations") { reservations in
      reservations.list("devices") { devices in
        devices.mapping { device in
          device.field("driver", "nvidia")
          device.field("count", "all")
          device.strings("capabilities", ["gpu"])
        }
      }
    }
  }

  private func labels(_ mapping: inout YAMLMapping) {
    let hashes = service.configurationFolders.compactMap { folderHashes[$0] }
    guard !hashes.isEmpty else { return }
    mapping.mapping("labels") { labels in
      labels.field("stackgen.config", hashes.joined(separator: "-"))
    }
  }
}
