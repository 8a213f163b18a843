import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Checks who sends what to whom: ports, protocols, and receivers that nobody uses.
  func checkWires() {
    for entry in stack.apps.entries { checkVariables(of: entry) }
    for (signal, targets) in stack.collector?.send.all ?? [] {
      for target in targets { check(target, signal) }
    }
    for url in stack.k6?.urls ?? [] { checkTested(url) }
    checkReceivers()
    checkIntakes()
    checkSampling()
    checkLogLabels()
    checkDiscoveries()
  }

  /// Alloy has a component for each discovery; these are the ones that are written for it.
  private func checkDiscoveries() {
    guard let collector = model.collector, collector.kind == .alloy else { return }
    let known = ["docker_sd_configs", "dns_sd_configs", "file_sd_configs", "http_sd_configs"]
    for job in collector.jobs {
      guard case .mapping(let settings) = job.settings else { continue }
      for setting in settings
      where setting.key.hasSuffix("_sd_configs") && !known.contains(setting.key) {
        diagnostics.report(
          Diagnostic(
            .collectorCannot, .error, "stackgen cannot write '\(setting.key)' for Alloy",
            at: place(job.origin)
          ).help("write 'kind: otelcol', or add a 'prometheus:' that scrapes"))
      }
    }
  }

  /// Variables that the spec writes itself may lead to a port that speaks something else.
  private func checkVariables(of entry: Named<AppSpec>.Entry) {
    checkSwitches(of: entry)
    for variable in entry.value.environment.entries {
      guard case .text(let text) = variable.value, variable.name.hasPrefix("OTEL_EXPORTER_OTLP"),
        variable.name.hasSuffix("_ENDPOINT"), URLText(text).scheme.hasPrefix("http")
      else { continue }
      let signal = variable.name.dropFirst("OTEL_EXPORTER_OTLP_".count)
        .dropLast("ENDPOINT".count)
      let spoken =
        written("OTEL_EXPORTER_OTLP_\(signal)PROTOCOL", in: entry)
        ?? written("OTEL_EXPORTER_OTLP_PROTOCOL", in: entry)
        ?? (entry.value.wire == .grpc ? "grpc" : "http/protobuf")
      let (url, wire) = (URLText(text), spoken == "grpc" ? Wire.otlpGRPC : .otlpHTTP)
      checkHost(of: url, asking: entry.name, wire: wire, at: variable.node.range)
      check(url, speaks: wire, at: variable.node.range)
      if wire == .otlpHTTP {
        checkPath(
          of: url, variable: variable.name, signal: signal.dropLast().lowercased(),
          at: variable.node.range)
      }
    }
  }

  private func written(_ name: String, in entry: Named<AppSpec>.Entry) -> String? {
    if case .text(let text) = entry.value.environment[name] { text } else { nil }
  }

  private func check(_ target: SendTarget, _ signal: Signal) {
    let wire = target.wire ?? .standard(for: signal)
    checkHost(of: target.url.value, asking: model.collector?.service ?? "", at: target.url.range)
    check(target.url.value, speaks: wire.wire, at: target.url.range)
    if wire.signals.contains(signal) { checkPath(of: target, wire) }
  }

  /// The stores' own protocols need the whole address.
  private func checkPath(of target: SendTarget, _ wire: SendProtocol) {
    let url = target.url.value
    guard let path = wire.usualPath, ["", "/"].contains(url.path) else { return }
    diagnostics.report(
      Diagnostic(
        .unknownTarget, .warning, "no path is written, and stores take nothing at '/'",
        at: target.url.range
      ).help("write the whole address, such as \(url.scheme)://\(url.authority)\(path)"))
  }

  /// Checks an address against the ports of the service it names.
  private func check(_ url: URLText, speaks wire: Wire, at range: SourceRange) {
    guard let service = model.service(url.host), !service.listens.isEmpty else { return }
    let there = service.listens.filter { $0.port == url.port }.map(\.speaks)
    if let listener = service.listens.first(where: {
      $0.port == url.port && $0.speaks == wire.rawValue
    }) {
      checkTLS(of: listener, url, at: range)
      return
    }
    if there.isEmpty {
      diagnostics.report(
        Diagnostic(
          .unknownTarget, .error, "'\(url.host)' does not listen on port \(url.port ?? 0)",
          at: range
        ).help(offer(of: service, for: wire)))
      return
    }
    // A store takes its own protocol at the port of its pages, OpenTelemetry's under a path of its
    // own; what an app of the user takes at its port, nobody knows.
    let isStorePort =
      there.contains("http") && wire != .otlpGRPC
      && (wire != .otlpHTTP || url.path.contains("/otlp"))
    guard !isStorePort, stack.apps[url.host] == nil else { return }
    diagnostics.report(
      Diagnostic(
        .wrongProtocol, .error,
        "port \(url.port ?? 0) of '\(url.host)' speaks \(there.joined(separator: " and ")), "
          + "not \(wire.rawValue)", at: range
      ).help(offer(of: service, for: wire)))
  }

  /// Who speaks TLS to a port without it, or the other way round, is not understood.
  private func checkTLS(of listener: Listener, _ url: URLText, at range: SourceRange) {
    guard listener.usesTLS != (url.scheme == "https") else { return }
    let (has, scheme) = listener.usesTLS ? ("wants", "https") : ("has no", "http")
    diagnostics.report(
      Diagnostic(
        .wrongProtocol, .error, "port \(listener.port) of '\(url.host)' \(has) TLS", at: range
      ).help("write \(scheme)://\(url.host):\(listener.port)\(url.path)"))
  }

  private func offer(of service: Service, for wire: Wire) -> String {
    if let port = service.listens.first(where: { $0.speaks == wire.rawValue })?.port {
      return "\(wire.rawValue) is spoken at port \(port)"
    }
    return offer(of: service)
  }

  private func offer(of service: Service) -> String {
    let ports = service.listens.map { "\($0.port) (\($0.speaks))" }.joined(separator: ", ")
    return "it listens on \(ports)"
  }

  /// What a load test asks should be there.
  private func checkTested(_ url: Located<URLText>) {
    let (host, port) = (url.value.host, url.value.port ?? 0)
    checkHost(of: url.value, asking: "k6", at: url.range)
    guard let service = model.service(host), !service.listens.isEmpty,
      !service.listens.contains(where: { $0.port == port })
    else { return }
    diagnostics.report(
      Diagnostic(
        .unknownTarget, .error, "'\(host)' does not listen on port \(port)", at: url.range
      ).help(offer(of: service)))
  }

  /// Receivers that a spec asks for by name should have somebody who sends.
  private func checkReceivers() {
    guard let spec = stack.collector, let service = model.collector?.service else { return }
    for (isOpen, wire, key) in [
      (spec.logs.push, Wire.lokiPush, "logs.push"),
      (spec.profiles.push, .profilePush, "profiles.push"),
    ] where isOpen && !usedWires.contains(wire) {
      diagnostics.report(
        Diagnostic(
          .unusedReceiver, .warning, "nobody in this stack sends \(wire.rawValue) to '\(service)'",
          at: packs.first { $0.name == service }?.range
        ).help("leave '\(key)' out, or send by {endpoint: \(wire.rawValue)}"))
    }
  }
}

extension SendProtocol {
  fileprivate var wire: Wire { Wire(rawValue: rawValue) ?? .otlpHTTP }

  /// Where stores usually take it, for protocols to which nobody adds a path.
  fileprivate var usualPath: String? {
    switch self {
    case .remoteWrite: "/api/v1/push"
    case .lokiPush: "/loki/api/v1/push"
    case .otlpGRPC, .otlpHTTP, .profilePush: nil
    }
  }
}
