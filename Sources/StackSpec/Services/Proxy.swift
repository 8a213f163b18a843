import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Puts one door in front of all services with pages, and closes their own ports for these.
  mutating func addProxy() {
    if stack.expose.proxy == nil { checkOpenPages() }
    guard let spec = stack.expose.proxy, let pack = packs.first(where: { $0.packName == "proxy" }),
      let service = pack.pack.service
    else { return }
    let open = model.services.filter { $0.ports.contains(where: \.hasPages) }
    addService(
      "proxy", service, tuning: spec.tuning, summary: pack.pack.packSummary, at: pack.range)
    for reference in spec.open where !open.contains(where: { $0.name == reference.value.text }) {
      undefined(
        "service with pages", reference.value.text, at: reference.range, among: open.map(\.name),
        section: "apps")
    }
    // Grafana asks for a login of its own; a second one in front would get into its way.
    let loginless = spec.open.map(\.value.text) + [model.grafana?.service].compactMap(\.self)
    var proxy = ReverseProxy(certificate: certificate(spec.tls), login: nil)
    for service in open {
      guard let port = service.ports.first(where: \.hasPages) else { continue }
      var site = ReverseProxy.Site(
        host: "\(service.name).\(spec.domain.text)", service: service.name, port: port.container,
        needsLogin: !loginless.contains(service.name))
      site.speaksTLS = speaksTLS(service.name)
      proxy.sites.append(site)
      change(service.name) { $0.ports.removeAll(where: \.hasPages) }
      addPublicURL(of: service.name, domain: spec.domain.text)
    }
    if let login = spec.login {
      mount(login, in: "proxy")
      describe(login, "Lines of a user and what `caddy hash-password` makes of the password.")
      proxy.login = login.secret
    } else if let site = proxy.sites.first(where: \.needsLogin) {
      diagnostics.report(
        Diagnostic(
          .openPages, .error, "the pages of '\(site.service)' would be open to everyone",
          at: pack.range
        ).help("write 'login: {secret: NAME}' under 'expose: proxy:'"))
    }
    model.proxy = proxy
    for port in [80, 443] {
      let published = PublishedPort(
        address: spec.address.text, host: port, container: port, origin: origin(pack.range))
      change("proxy") { $0.ports.append(published) }
    }
  }

  /// Prometheus and Alertmanager ask nobody who they are, unless they are told to.
  private func checkOpenPages() {
    guard !stack.expose.address.isLoopback else { return }
    var open: [String] = []
    if model.prometheus != nil, stack.prometheus?.web == nil { open.append("Prometheus") }
    if model.alertmanager != nil, stack.alertmanager?.web == nil { open.append("Alertmanager") }
    guard !open.isEmpty else { return }
    diagnostics.report(
      Diagnostic(
        .openPages, .warning,
        "the pages of \(open.joined(separator: " and ")) are open to everyone who reaches "
          + stack.expose.address.text, at: stack.expose.addressRange
      ).help("write 'expose: proxy:' for one door with a login, or 'web:' for logins of their own"))
  }

  private func speaksTLS(_ service: String) -> Bool {
    if service == model.prometheus?.service { return stack.prometheus?.web?.tls != nil }
    return model.alertmanager?.services.contains(service) == true
      && model.alertmanager?.scheme == "https"
  }

  private mutating func certificate(_ tls: ProxyTLS) -> ReverseProxy.Certificate {
    if let certificate = tls.certificate, let key = tls.key {
      mount(certificate, in: "proxy")
      mount(key, in: "proxy")
      return .files(
        certificate: "/run/secrets/\(certificate.secret)", key: "/run/secrets/\(key.secret)")
    }
    return tls.source == .own ? .ownAuthority : .automatic
  }

  /// Tells a service under which address people see it, for the links in its pages and messages.
  private mutating func addPublicURL(of name: String, domain: String) {
    let url = "https://\(name).\(domain)"
    switch name {
    case "grafana":
      change(name) { $0.environment.append(EnvironmentVariable("GF_SERVER_ROOT_URL", url)) }
    case "prometheus", "alertmanager":
      change(name) { service in
        guard !service.command.contains(where: { $0.hasPrefix("--web.external-url=") }) else {
          return
        }
        service.command.append("--web.external-url=\(url)")
      }
    default: break
    }
  }
}
