import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// Languages whose programs are instrumented from outside, without a change of theirs.
enum Instrumentation: String, Choice {
  case python, java, nodejs, dotnet, go

  /// The image that holds the agent; Go programs are watched by the kernel instead.
  fileprivate var image: String? {
    let folder = "ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation"
    switch self {
    case .python: return "\(folder)-python:0.64b0"
    case .java: return "\(folder)-java:2.30.0"
    case .nodejs: return "\(folder)-nodejs:0.78.0"
    case .dotnet: return "\(folder)-dotnet:1.16.0"
    case .go: return nil
    }
  }

  /// Copies the agent out of its image.
  fileprivate var command: [String] {
    self == .java
      ? ["cp", "/javaagent.jar", "\(agentFolder)/javaagent.jar"]
      : ["cp", "-r", "/autoinstrumentation/.", agentFolder]
  }

  /// What makes the program load the agent.
  fileprivate var variables: [EnvironmentVariable] {
    switch self {
    case .python:
      [
        EnvironmentVariable(
          "PYTHONPATH",
          "\(agentFolder)/opentelemetry/instrumentation/auto_instrumentation:\(agentFolder)"),
        EnvironmentVariable("OTEL_PYTHON_LOG_CORRELATION", "true"),
        EnvironmentVariable("OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED", "true"),
      ]
    case .java:
      [EnvironmentVariable("JAVA_TOOL_OPTIONS", "-javaagent:\(agentFolder)/javaagent.jar")]
    case .nodejs:
      [EnvironmentVariable("NODE_OPTIONS", "--require \(agentFolder)/autoinstrumentation.js")]
    case .dotnet:
      [
        EnvironmentVariable("CORECLR_ENABLE_PROFILING", "1"),
        EnvironmentVariable("CORECLR_PROFILER", "{918728DD-259F-4A6A-AC2B-B85E1B658318}"),
        EnvironmentVariable(
          "CORECLR_PROFILER_PATH",
          "\(agentFolder)/linux/OpenTelemetry.AutoInstrumentation.Native.so"),
        EnvironmentVariable("DOTNET_ADDITIONAL_DEPS", "\(agentFolder)/AdditionalDeps"),
        EnvironmentVariable("DOTNET_SHARED_STORE", "\(agentFolder)/store"),
        EnvironmentVariable(
          "DOTNET_STARTUP_HOOKS",
          "\(agentFolder)/net/OpenTelemetry.AutoInstrumentation.StartupHook.dll"),
        EnvironmentVariable("OTEL_DOTNET_AUTO_HOME", agentFolder),
      ]
    case .go: []
    }
  }
}

extension Instrumentation {
  /// Variables that hold several things, and what stands between these.
  fileprivate static let lists = ["JAVA_TOOL_OPTIONS": " ", "NODE_OPTIONS": " ", "PYTHONPATH": ":"]
}

/// Without it agents use names from before OpenTelemetry's were stable, which no alert asks for.
private let stableNames = EnvironmentVariable("OTEL_SEMCONV_STABILITY_OPT_IN", "http,database")

/// Where the agent lies in the container of the app.
private let agentFolder = "/otel-agent"

extension Resolver {
  /// Puts the agent of its language into an app.
  mutating func instrument(_ entry: Named<AppSpec>.Entry) {
    guard let language = entry.value.instrument else { return }
    guard entry.value.image != nil else {
      reading.invalid(
        "only programs that the stack runs can be instrumented from outside",
        entry.node["instrument"] ?? entry.node, help: "write its 'image'")
      return
    }
    guard let image = language.image else { return watch(entry) }
    if language == .python, entry.value.wire == .grpc {
      diagnostics.report(
        Diagnostic(
          .wrongProtocol, .error, "the agent for Python does not speak gRPC",
          at: (entry.node["protocol"] ?? entry.node).range
        ).help("leave 'protocol' out; HTTP is the default"))
    }
    let agent = "agent-\(language.rawValue)"
    if model.service(agent) == nil {
      var service = Service(
        name: agent, image: stack.images.image(ImageName(image)), origin: origin(entry.nameRange))
      service.summary = "Copies the agent for \(language.rawValue) programs, and ends."
      service.command = language.command
      service.mounts = [.volume(name: agent, target: agentFolder)]
      service.isRestarted = false
      service.memory = "64M"
      add(service, at: entry.nameRange)
    }
    change(entry.name) { service in
      service.mounts.append(.volume(name: agent, target: agentFolder))
      service.dependencies.append(Dependency(agent, .completed))
      for variable in language.variables + [stableNames] {
        guard let index = service.environment.firstIndex(where: { $0.name == variable.name })
        else {
          service.environment.append(variable)
          continue
        }
        // Options of the user's stand beside the agent; any other variable is theirs to replace.
        guard let separator = Instrumentation.lists[variable.name] else { continue }
        service.environment[index].value =
          "\(variable.value)\(separator)\(service.environment[index].value)"
      }
    }
  }

  /// Lets Beyla watch one app from the kernel.
  private mutating func watch(_ entry: Named<AppSpec>.Entry) {
    guard let port = entry.value.port else {
      reading.invalid(
        "the kernel finds a program by the port it listens on",
        entry.node["instrument"] ?? entry.node, help: "write its 'port'")
      return
    }
    let range = (entry.node["instrument"] ?? entry.node).range
    guard let endpoint = intakeOfBeyla(entry.name, at: range) else { return }
    addBeyla(
      "\(entry.name)-beyla", at: entry.nameRange,
      environment: [
        EnvironmentVariable("BEYLA_OPEN_PORT", port.number.description),
        EnvironmentVariable("OTEL_SERVICE_NAME", entry.name),
        EnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.url),
        EnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
      ] + headersWithoutCollector)
    change("\(entry.name)-beyla") { service in
      service.sharesProcessesOf = entry.name
      service.dependencies.append(Dependency(entry.name, .started))
    }
  }

  /// Adds a Beyla with the least rights that let it watch.
  mutating func addBeyla(
    _ name: String, at range: SourceRange, environment: [EnvironmentVariable]
  ) {
    let image = ImageName("grafana/beyla:3.33.0")
    var service = Service(name: name, image: stack.images.image(image), origin: origin(range))
    service.summary = "Watches programs from the kernel and sends their traces and metrics."
    service.environment = environment
    service.addedCapabilities = [
      "BPF", "PERFMON", "NET_RAW", "SYS_PTRACE", "DAC_READ_SEARCH", "CHECKPOINT_RESTORE",
      // Spans inside of Go programs need it.
      "SYS_ADMIN",
    ]
    service.temporaryFolders = ["/tmp"]
    service.memory = "256M"
    add(service, at: range)
  }
}
