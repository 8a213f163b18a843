import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// The same way to tell people, as Grafana says it; nil where it cannot.
  func contactPoint<Kind: ReceiverKind>(
    _ record: Kind, _ settings: Tree, _ node: Node, of receiver: String
  ) -> ContactPoint? {
    guard let form = Kind.grafana else {
      diagnostics.report(
        Diagnostic(
          .notInGrafana, .warning,
          "Grafana cannot tell '\(receiver)' of its own alerts by \(Kind.key)", at: node.range
        ).help("add a way that both know, such as webhook"))
      return nil
    }
    var translation = Translation(form: form)
    translation.add(settings, path: "")
    if let global = model.alertmanager?.global { translation.addGlobals(global) }
    for path in translation.unknown {
      let key = path.split(".").first.map(String.init) ?? path
      // Defaults of stackgen's own may be missing there; what the user wrote may not.
      guard let written = node.entries?.first(where: { $0.key.name == key }) else { continue }
      diagnostics.warning(
        .notInGrafana, "Grafana knows no '\(path)' for \(Kind.key); its own alerts go without",
        at: written.key.range)
    }
    for key in form.required where !translation.settings.contains(where: { $0.key == key }) {
      diagnostics.report(
        Diagnostic(
          .incompleteReceiver, .error, "Grafana needs a '\(key)' to tell by \(Kind.key)",
          at: node.range))
    }
    return ContactPoint(
      type: form.type, settings: translation.settings, sendsResolved: record.sendResolved)
  }

  /// What Grafana needs beside contact points: a mail server, and words on what it cannot do.
  mutating func addGrafanaNotifications(_ routing: Routing) {
    if let first = routing.inhibitions.first {
      diagnostics.warning(
        .notInGrafana, "Grafana mutes none of its own alerts by others", at: place(first.origin))
    }
    for receiver in routing.receivers
    where receiver.integrations.allSatisfy({ $0.contactPoint == nil }) {
      // A route to nobody is muted; but something must stand at the root.
      if receiver.drops, receiver.name != routing.root.receiver { continue }
      diagnostics.error(
        .notInGrafana, "Grafana has no way at all to tell '\(receiver.name)'",
        at: place(receiver.origin))
    }
    let sendsMail = routing.receivers.flatMap(\.integrations).contains {
      $0.contactPoint?.type == "email"
    }
    if sendsMail { addGrafanaMail(routing) }
  }

  private mutating func addGrafanaMail(_ routing: Routing) {
    guard let smtp = stack.grafana?.smtp ?? stack.alertmanager?.smtp else {
      let mail = routing.receivers.flatMap(\.integrations).first { $0.kind == "email" }
      diagnostics.report(
        Diagnostic(
          .incompleteReceiver, .error, "Grafana has no mail server for its own alerts",
          at: mail.flatMap { place($0.origin) }
        ).help("write grafana: {smtp: {host: HOST:PORT, from: ADDRESS}}"))
      return
    }
    var variables = [
      EnvironmentVariable("GF_SMTP_ENABLED", "true"),
      EnvironmentVariable("GF_SMTP_HOST", smtp.host.text),
      EnvironmentVariable("GF_SMTP_FROM_ADDRESS", smtp.from.bare),
    ]
    if let user = smtp.user { variables.append(EnvironmentVariable("GF_SMTP_USER", user)) }
    if let password = smtp.password {
      mount(password, in: "grafana")
      variables.append(
        EnvironmentVariable("GF_SMTP_PASSWORD__FILE", "/run/secrets/\(password.secret)"))
    }
    if smtp.requireTLS ?? true, smtp.implicitTLS != true, smtp.host.port != 465 {
      variables.append(EnvironmentVariable("GF_SMTP_STARTTLS_POLICY", "MandatoryStartTLS"))
    }
    change("grafana") { $0.environment += variables }
  }
}

/// Turns the settings of Alertmanager into those of a contact point.
private struct Translation {
  let form: GrafanaForm
  var settings: [(key: String, value: ContactPoint.Value)] = []
  /// Paths that Grafana has no word for.
  var unknown: [String] = []

  init(form: GrafanaForm) { self.form = form }

  mutating func add(_ tree: Tree, path: String) {
    guard case .mapping(let entries) = tree else { return }
    for entry in entries {
      let name = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      if name == "send_resolved" { continue }
      let (place, value) = plain(name, entry.value)
      if let key = form.keys[place] {
        set(key, value)
      } else if case .mapping = entry.value {
        add(entry.value, path: name)
      } else {
        unknown.append(name)
      }
    }
  }

  mutating func addGlobals(_ global: Tree) {
    guard case .mapping(let entries) = global else { return }
    for entry in entries {
      let (place, value) = plain(entry.key, entry.value)
      guard let key = form.globals[place], !settings.contains(where: { $0.key == key }) else {
        continue
      }
      set(key, value)
    }
  }

  private mutating func set(_ key: String, _ value: ContactPoint.Value) {
    if case .plain(.int(let number)) = value, form.texts.contains(key) {
      settings.append((key, .plain(.text(String(number)))))
    } else {
      settings.append((key, value))
    }
  }

  /// A file of a secret is the secret itself for Grafana.
  private func plain(_ path: String, _ tree: Tree) -> (String, ContactPoint.Value) {
    let folder = "/run/secrets/"
    if path.hasSuffix("_file"), case .text(let file) = tree, file.hasPrefix(folder) {
      return (String(path.dropLast(5)), .secret(String(file.dropFirst(folder.count))))
    }
    return (path, .plain(tree))
  }
}
