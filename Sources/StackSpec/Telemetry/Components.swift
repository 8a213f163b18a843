import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Adds the container of a component and its scrape job, as its pack describes them.
  mutating func addComponent(
    _ name: String, tuning: ServiceTuning, port: Port? = nil
  ) -> LoadedPack? {
    guard let pack = packs.first(where: { $0.packName == name }),
      let service = pack.pack.service
    else { return nil }
    addService(name, service, tuning: tuning, summary: pack.pack.packSummary, at: pack.range)
    if let port, let inner = service.port {
      publish(name, host: port.number, container: inner.number, at: pack.range)
    }
    addJobs(of: pack)
    return pack
  }

  /// Writes a configuration document of a component.
  mutating func configure(_ path: String, _ content: ConfigurationFile.Content, of pack: LoadedPack)
  {
    model.configurations.append(
      ConfigurationFile(path: path, content: content, origin: origin(pack.range)))
  }

  /// How a configuration names the value of a secret, for programs that expand variables in it.
  mutating func expansion(of secret: SecretReference, in service: String) -> Tree {
    .text("${\(variable(of: secret, in: service))}")
  }

  /// The variable in which a service finds the value of a secret.
  mutating func variable(of secret: SecretReference, in service: String) -> String {
    let name = use(secret)
    if case .file = model.secrets.first(where: { $0.name == name })?.source {
      diagnostics.report(
        Diagnostic(
          .secretFromEnvironment, .error,
          "\(service) reads '\(name)' from its environment, and its image has no shell",
          at: secret.range
        ).help("let the secret come from a variable: {env: \(name)}"))
    }
    let variable = name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    let text = String(variable)
    change(service) { service in
      guard !service.environment.contains(where: { $0.name == text }) else { return }
      service.environment.append(EnvironmentVariable(text, secret: name))
    }
    return text
  }

  /// The path of a secret that a service reads as a file.
  mutating func file(of secret: SecretReference, in service: String) -> String {
    mount(secret, in: service)
    return "/run/secrets/\(secret.secret)"
  }

  /// Appends a datasource to the Grafana of the stack.
  mutating func addDatasource(_ datasource: Datasource) {
    model.grafana?.datasources.append(datasource)
  }
}

extension Duration {
  /// As Go writes it: hours are the largest unit that all programs understand.
  var goText: String {
    let hours = milliseconds / 3_600_000
    return hours * 3_600_000 == milliseconds && hours > 0 ? "\(hours)h" : goSmallText
  }

  private var goSmallText: String {
    milliseconds % 60_000 == 0 && milliseconds > 0
      ? "\(milliseconds / 60_000)m"
      : milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }
}
