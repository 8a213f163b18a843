import Dialects
import SpecLanguage
import YAMLTree

/// A container as the spec or a pack writes it.
struct ServiceSpec: SpecRecord {
  static let name = "service"
  static let summary = "A container of the stack."

  var name: Identifier?
  var image = ImageName("")
  var entrypoint: [String] = []
  var command: [String] = []
  var environment = Named<String>()
  var secretEnvironment = Named<String>()
  var port: Port?
  var listens = Named<Port>()
  var volumes = Named<String>()
  var configuration: String?
  var hostPaths = Named<HostPath>()
  var health: HealthSpec?
  var dependsOn: [Located<Identifier>] = []
  var user: String?
  var memory: ContainerMemory?
  var cpus: CoreCount?
  var isReadOnly = true
  var temporaryFolders: [String] = []
  var capabilities: [String] = []
  var devices: [String] = []
  var isPrivileged = false
  var hostNetwork = false
  var hostProcesses = false
  var gpus = false
  var publish: [PublishedSpec] = []
  var extraHosts: [String] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("name", &name, "Its name, when it is not that of the entry with `-exporter`.")
    key("image", &image, .required, "Image with its tag.")
    key("entrypoint", &entrypoint, "Program in place of the image's own.")
    key("command", &command, "Arguments; they replace those of the image.")
    key("environment", &environment, "Environment variables.")
    key(
      "secret_environment", &secretEnvironment,
      "Environment variables by the file that holds the value; for programs that read no files. "
        + "The image must have a shell, and 'entrypoint' must name the program.")
    key("port", &port, "Port of its metrics or its main interface.")
    key("listens", &listens, "Further ports by what is spoken there, such as `otlp-grpc`.")
    key("volumes", &volumes, "Named volumes: volume name to path in the container.")
    key("configuration", &configuration, "Path at which its folder of generated files appears.")
    key("host_paths", &hostPaths, "Paths of the host it sees: host path to mount.")
    key("health", &health, "How the engine asks whether it is well.")
    key("depends_on", &dependsOn, "Services that must be there first.")
    key("user", &user, "User and group ids to run as.")
    key("memory", &memory, "Memory limit.")
    key("cpus", &cpus, "CPU limit in cores.")
    key("read_only", &isReadOnly, "Whether its own file system is read-only.")
    key("tmpfs", &temporaryFolders, "Folders in memory that it may write.")
    key("cap_add", &capabilities, "Linux capabilities; all others are dropped.")
    key("devices", &devices, "Devices of the host.")
    key("privileged", &isPrivileged, "Full access to the host; only where nothing less works.")
    key("host_network", &hostNetwork, "Whether it uses the network of the host.")
    key("host_processes", &hostProcesses, "Whether it sees the processes of the host.")
    key("gpus", &gpus, "Whether it uses the graphics processors of the host.")
    key("publish", &publish, "Ports of the host that lead to it.")
    key("extra_hosts", &extraHosts, "Further host names, `name:address`.")
  }
}

extension ServiceSpec {
  func check(_ node: Node, _ reading: Reading) {
    reading.checkVariables(environment) { $0 }
    reading.checkVolumes(volumes)
    if !secretEnvironment.entries.isEmpty, entrypoint.isEmpty {
      reading.clash(
        "'secret_environment' needs the program as 'entrypoint'", node, keys: ["secret_environment"]
      )
    }
  }
}

/// A port of the host that leads to a container.
struct PublishedSpec: SpecRecord {
  static let name = "published port"
  static let summary = "A port of the host that leads to a container."

  var host = Port(0)
  var container = Port(0)
  var transport = Transport.tcp

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("host", &host, .required, "Port of the host.")
    key("container", &container, .required, "Port of the container.")
    key("transport", &transport, "Protocol below.")
  }
}

enum Transport: String, Choice {
  case tcp, udp
}

/// How a path of the host appears in a container.
struct HostPath: SpecRecord {
  static let name = "host path"
  static let summary = "How a path of the host appears in a container."
  static var shortForm: Shape? { String.shape }

  var target = ""
  var isReadOnly = true
  var followsHostMounts = false

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("target", &target, .required, "Path in the container.")
    key("read_only", &isReadOnly, "Whether the container may only read.")
    key("follow_mounts", &followsHostMounts, "Whether later mounts of the host appear too.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> HostPath? {
    guard let target = String.read(node, reading) else { return nil }
    var path = HostPath()
    path.target = target
    return path
  }
}

/// How the engine asks a container whether it is well.
struct HealthSpec: SpecRecord {
  static let name = "health check"
  static let summary = "A program inside the container that tells whether it is well."
  static var shortForm: Shape? { [String].shape }

  var command: [String] = []
  var startPeriod = Duration.seconds(30)

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("command", &command, .required, "Program and arguments, run without a shell.")
    key("start_period", &startPeriod, "How long failures do not count after the start.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> HealthSpec? {
    guard node.items != nil else {
      reading.wrongType(node, expected: .list(String.shape))
      return nil
    }
    guard let command = [String].read(node, reading) else { return nil }
    var health = HealthSpec()
    health.command = command
    return health
  }
}

/// A memory limit as compose writes it: `512M`, `2G`.
struct ContainerMemory: TextValue, Hashable {
  var text: String

  static var textShape: TextShape {
    TextShape("memory size", example: "512M", pattern: "^[0-9]+[KMG]$")
  }
  var specText: String? { text }

  init(_ text: String) { self.text = text }

  var bytes: Int {
    let count = Int(text.dropLast()) ?? 0
    switch text.last {
    case "K": return count << 10
    case "M": return count << 20
    default: return count << 30
    }
  }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> ContainerMemory? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let memory = ContainerMemory(text)
    guard let count = Int(digits), (1...1_000_000).contains(count),
      ["K", "M", "G"].contains(String(text.dropFirst(digits.count)))
    else {
      reading.invalid(
        "'\(text)' is not a memory size", node, help: "write a whole number with K, M or G: 512M")
      return nil
    }
    // Docker refuses less than 6 MB.
    guard memory.bytes >= 6 << 20 else {
      reading.invalid("no container runs in less than 6M of memory", node)
      return nil
    }
    return memory
  }
}
