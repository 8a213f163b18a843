package import Dialects

/// A container that the stack runs.
package struct Service: Sendable {
  package var name: String
  package var image: String
  package var origin: Origin
  /// One sentence on what it does, for the README of the stack.
  package var summary = ""
  package var entrypoint: [String] = []
  package var command: [String] = []
  package var environment: [EnvironmentVariable] = []
  /// Names of secrets it reads as files below `/run/secrets`.
  package var secrets: [String] = []
  package var mounts: [Mount] = []
  package var ports: [PublishedPort] = []
  /// Ports that others of the stack may reach, by what they speak.
  package var listens: [Listener] = []
  package var health: HealthCheck?
  package var dependencies: [Dependency] = []
  package var user: String?
  package var memory: String = "128M"
  package var cpus: String = "0.5"
  package var isReadOnly = true
  package var temporaryFolders: [String] = []
  package var addedCapabilities: [String] = []
  package var devices: [String] = []
  package var isPrivileged = false
  package var usesHostNetwork = false
  package var seesHostProcesses = false
  /// The service whose processes it sees as its own.
  package var sharesProcessesOf: String?
  /// Whether it is started again when it ends.
  package var isRestarted = true
  package var usesGPUs = false
  /// The names of further hosts it must resolve, `name:address`.
  package var extraHosts: [String] = []

  package init(name: String, image: String, origin: Origin) {
    self.name = name
    self.image = image
    self.origin = origin
  }

  /// Folders of the generated tree whose content decides whether the service is made anew.
  package var configurationFolders: [String] {
    mounts.compactMap { if case .configuration(let folder, _) = $0 { folder } else { nil } }
  }
}

package struct EnvironmentVariable: Sendable {
  package var name: String
  package var value: String
  /// The secret whose value it gets when the stack starts; only for programs that cannot read
  /// secrets from files.
  package var secret: String?

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  package init(_ name: String, secret: String) {
    self.init(name, "")
    self.secret = secret
  }
}

/// What a container sees of the world outside.
package enum Mount: Sendable {
  /// A folder of the generated tree, read-only.
  case configuration(folder: String, target: String)
  /// A named volume for data.
  case volume(name: String, target: String)
  /// A path of the host.
  case host(path: String, target: String, isReadOnly: Bool, followsHostMounts: Bool)
}

/// A port of a container that is open outside the stack.
package struct PublishedPort: Sendable {
  package var address: String
  package var host: Int
  package var container: Int
  package var transport: String
  /// Whether a browser finds pages there, which a reverse proxy may stand in front of.
  package var hasPages = true
  package var origin: Origin

  package init(
    address: String, host: Int, container: Int, transport: String = "tcp", origin: Origin
  ) {
    self.address = address
    self.host = host
    self.container = container
    self.transport = transport
    self.origin = origin
  }
}

/// A port that a service listens on inside the stack, and what is spoken there.
package struct Listener: Sendable {
  package var port: Int
  /// `http`, `metrics`, `otlp-grpc`, `otlp-http`, `loki-push`, ...
  package var speaks: String
  package var usesTLS = false

  package init(port: Int, speaks: String) {
    self.port = port
    self.speaks = speaks
  }
}

/// How the engine asks a container whether it is well.
package struct HealthCheck: Sendable {
  /// The program and its arguments, run without a shell.
  package var command: [String]
  package var interval: Duration
  package var timeout: Duration
  package var retries: Int
  package var startPeriod: Duration

  package init(
    command: [String], interval: Duration = .seconds(10), timeout: Duration = .seconds(5),
    retries: Int = 5, startPeriod: Duration = .seconds(30)
  ) {
    self.command = command
    self.interval = interval
    self.timeout = timeout
    self.retries = retries
    self.startPeriod = startPeriod
  }
}

/// A service that must be there first.
package struct Dependency: Sendable {
  package var service: String
  package var condition: Condition

  package enum Condition: String, Sendable {
    case started = "service_started"
    case healthy = "service_healthy"
    case completed = "service_completed_successfully"
  }

  package init(_ service: String, _ condition: Condition) {
    self.service = service
    self.condition = condition
  }
}

/// A secret by name, and where its value comes from when the stack starts.
package struct Secret: Sendable {
  package var name: String
  package var source: Source
  package var origin: Origin
  package var summary: String

  package enum Source: Sendable {
    case environment(String)
    case file(String)
  }

  package init(name: String, source: Source, origin: Origin, summary: String = "") {
    self.name = name
    self.source = source
    self.origin = origin
    self.summary = summary
  }
}
