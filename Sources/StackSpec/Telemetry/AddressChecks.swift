import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Says when a container cannot reach the host of an address; hosts with a dot are elsewhere.
  func checkHost(
    of url: URLText, asking name: String, wire: Wire? = nil, at range: SourceRange
  ) {
    let host = url.host
    guard let asking = model.service(name), !asking.usesHostNetwork else { return }
    let instead = wire.flatMap { wire in
      endpoint(wire).map { "\(wire.rawValue) is taken at \($0.url)" }
    }
    if host == "localhost" || host.hasPrefix("127.") || host == "[::1]" {
      guard !asking.listens.contains(where: { $0.port == url.port }) else { return }
      diagnostics.report(
        Diagnostic(
          .unknownTarget, .warning,
          "'\(url.authority)' is the container of '\(name)' itself, and nothing listens there",
          at: range
        ).help(instead ?? "write the name of the service that is meant"))
      return
    }
    let isElsewhere =
      host.contains(".") || !isName(host) || !model.joinedNetworks.isEmpty
      || asking.extraHosts.contains { $0.hasPrefix("\(host):") }
    guard !isElsewhere, model.service(host) == nil else { return }
    diagnostics.report(
      Diagnostic(
        .unknownTarget, .warning, "'\(host)' is no service of the stack", at: range
      ).help(
        suggestion(for: host, among: model.services.map(\.name)) ?? instead
          ?? "join the network it runs in with 'networks:', or write its full host name"))
  }

  /// Programs add a path to the address for all signals, and none to that of one signal.
  func checkPath(of url: URLText, variable: String, signal: String, at range: SourceRange) {
    let listens = model.service(url.host)?.listens ?? []
    guard listens.contains(where: { $0.port == url.port && $0.speaks == Wire.otlpHTTP.rawValue })
    else { return }
    let path = signal.isEmpty ? "" : "/v1/\(signal)"
    guard url.path != path, !(signal.isEmpty && url.path == "/") else { return }
    diagnostics.report(
      Diagnostic(
        .unknownTarget, .error,
        signal.isEmpty
          ? "programs add the path of each signal to '\(variable)' themselves"
          : "programs use '\(variable)' as it is, and nothing takes \(signal) under this path",
        at: range
      ).help("write \(url.scheme)://\(url.authority)\(path)"))
  }

  /// A variable of the spec may switch off what the spec asks for.
  func checkSwitches(of entry: Named<AppSpec>.Entry) {
    let signals = entry.value.pushedSignals
    for variable in entry.value.environment.entries {
      guard case .text(let text) = variable.value else { continue }
      let off = signals.filter { signal in
        variable.name == "OTEL_SDK_DISABLED" && text.lowercased() == "true"
          || variable.name == "OTEL_\(signal.rawValue.uppercased())_EXPORTER" && text == "none"
      }
      guard !off.isEmpty else { continue }
      let names = off.map(\.rawValue).joined(separator: " and ")
      diagnostics.report(
        Diagnostic(
          .noEffect, .warning, "this switches off the \(names) that '\(entry.name)' shall send",
          at: variable.node.range
        ).help("leave the variable out, or do not ask for \(names)"))
    }
  }
}
