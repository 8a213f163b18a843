import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// What a user may change about the container of a component or an exporter.
struct ServiceTuning: Sendable {
  var image: ImageName?
  var memory: ContainerMemory?
  var cpus: CoreCount?
  var environment = Named<String>()
  var extraHosts: [String] = []
  var hostPaths = Named<HostPath>()

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("image", &image, .own, "Image in place of the pinned one.")
    key("memory", &memory, .own, "Memory limit.")
    key("cpus", &cpus, .own, "CPU limit in cores.")
    key("environment", &environment, .own, "Further environment variables.")
    key("extra_hosts", &extraHosts, .own, "Further host names, `name:address`.")
    key("host_paths", &hostPaths, .own, "Paths of the host it sees: host path to path inside.")
  }
}

extension ServiceSpec {
  /// The program, after a shell has put the contents of files into its environment.
  var startingEntrypoint: [String] {
    guard !secretEnvironment.entries.isEmpty else { return entrypoint }
    let exports = secretEnvironment.entries.map {
      "\($0.name)=\"$(cat \($0.value))\" && export \($0.name)"
    }
    let script = (exports + [#"exec "$0" "$@""#]).joined(separator: " && ")
    return ["/bin/sh", "-c", script] + entrypoint
  }
}

extension Resolver {
  /// Adds the container that a pack describes, as the user tuned it.
  mutating func addService(
    _ name: String, _ spec: ServiceSpec, tuning: ServiceTuning, summary: String,
    at range: SourceRange
  ) {
    var service = Service(name: name, image: image(spec, tuning), origin: origin(range))
    service.summary = summary
    service.entrypoint = spec.startingEntrypoint
    service.command = spec.command
    for entry in spec.environment.entries + tuning.environment.entries {
      service.environment.removeAll { $0.name == entry.name }
      service.environment.append(EnvironmentVariable(entry.name, entry.value))
    }
    service.mounts = mounts(spec, name, tuning)
    service.listens = spec.listens.entries.map { Listener(port: $0.value.number, speaks: $0.name) }
    if let port = spec.port {
      service.listens.insert(Listener(port: port.number, speaks: "http"), at: 0)
    }
    service.health = spec.health.map {
      HealthCheck(command: $0.command, startPeriod: $0.startPeriod)
    }
    service.dependencies = spec.dependsOn.map { Dependency($0.value.text, .started) }
    service.user = spec.user
    service.memory = (tuning.memory ?? spec.memory ?? ContainerMemory("128M")).text
    service.cpus = (tuning.cpus ?? spec.cpus ?? CoreCount(0.5)).text
    service.isReadOnly = spec.isReadOnly
    service.temporaryFolders = spec.temporaryFolders
    service.addedCapabilities = spec.capabilities
    service.devices = spec.devices
    service.isPrivileged = spec.isPrivileged
    service.usesHostNetwork = spec.hostNetwork
    service.seesHostProcesses = spec.hostProcesses
    service.usesGPUs = spec.gpus
    service.extraHosts = spec.extraHosts + tuning.extraHosts
    add(service, at: range)
    for port in spec.publish {
      publish(
        name, host: port.host.number, container: port.container.number, port.transport, at: range)
    }
  }

  mutating func add(_ service: Service, at range: SourceRange) {
    if Identifier.firstBadByte(of: service.name) != nil {
      diagnostics.report(
        Diagnostic(
          .invalidValue, .error, "'\(service.name)' cannot be the name of a service", at: range
        ).help("use letters, digits, '-' and '_'; a 'title' may hold any text"))
      return
    }
    if let other = model.service(service.name) {
      diagnostics.report(
        Diagnostic(
          .duplicateName, .error, "a service '\(service.name)' is there already", at: range
        ).related(place(other.origin), "the other one"))
      return
    }
    model.services.append(service)
  }

  /// Warns of images in `images.replace` that the stack does not run.
  func checkReplacedImages() {
    let running = Set(model.services.map(\.image))
    for entry in stack.images.replace.entries where !running.contains(entry.value.text) {
      diagnostics.report(
        Diagnostic(
          .noEffect, .warning, "the stack runs no image '\(entry.name)', so nothing is replaced",
          at: entry.nameRange
        ).help("`docker compose config --images` lists those it runs"))
    }
  }

  /// The range of an origin, where there is one.
  func place(_ origin: Origin) -> SourceRange? {
    origins.indices.contains(Int(origin.index)) ? origins[Int(origin.index)] : nil
  }

  private func image(_ spec: ServiceSpec, _ tuning: ServiceTuning) -> String {
    stack.images.image(tuning.image ?? spec.image)
  }

  private func mounts(
    _ spec: ServiceSpec, _ name: String, _ tuning: ServiceTuning
  ) -> [Mount] {
    var mounts: [Mount] = []
    if let target = spec.configuration {
      mounts.append(.configuration(folder: name, target: target))
    }
    for volume in spec.volumes.entries {
      mounts.append(.volume(name: volume.name, target: volume.value))
    }
    for path in spec.hostPaths.entries + tuning.hostPaths.entries {
      mounts.append(
        .host(
          path: path.name, target: path.value.target, isReadOnly: path.value.isReadOnly,
          followsHostMounts: path.value.followsHostMounts))
    }
    return mounts
  }

  /// Changes a service that was added before.
  mutating func change(_ service: String, _ change: (inout Service) -> Void) {
    guard let index = model.services.firstIndex(where: { $0.name == service }) else { return }
    change(&model.services[index])
  }

  /// Opens a port of a service to the outside.
  mutating func publish(
    _ service: String, host: Int, container: Int, _ transport: Transport = .tcp,
    hasPages: Bool = true, at range: SourceRange
  ) {
    let address = stack.expose.address.text
    for other in model.services {
      for port in other.ports where port.host == host && port.transport == transport.rawValue {
        diagnostics.report(
          Diagnostic(
            .duplicateName, .error, "port \(host) is open already, for '\(other.name)'", at: range
          ).related(place(port.origin), "first used here").help("choose another port"))
        return
      }
    }
    var port = PublishedPort(
      address: address, host: host, container: container, transport: transport.rawValue,
      origin: origin(range))
    port.hasPages = hasPages
    change(service) { $0.ports.append(port) }
  }
}
