import Diagnostics
import YAMLTree

/// A stack with every store of signals, to which a test adds what it is about.
func telemetry(_ sections: String, stores: String = "loki:\ntempo:\nmimir:\npyroscope:\n")
  -> Compiled
{
  Compiled(
    sections,
    head: """
      stackgen: 1
      name: test
      secrets: {PASSWORD: {env: PASSWORD}}
      grafana: {admin: {password: {secret: PASSWORD}}}

      """ + stores)
}

extension Compiled {
  /// A generated YAML document as a tree.
  func yaml(_ path: String) -> Node {
    let diagnostics = Diagnostics()
    let file = diagnostics.sources.add(name: path, text: Array(self.file(path).utf8))
    return parseYAML(file, diagnostics) ?? .nothing
  }

  /// Alloy's configuration without what only puts its equal signs below each other.
  var alloy: String { file("alloy/config.alloy").replacing(/\ +=/, with: " =") }

  func service(_ name: String) -> Node {
    yaml("docker-compose.yml")["services"]?[name] ?? .nothing
  }

  /// A datasource of Grafana by its uid.
  func datasource(_ uid: String) -> Node? {
    yaml("grafana/provisioning/datasources/datasources.yaml")["datasources"]?.items?
      .first { $0["uid"]?.scalar?.text == uid }
  }
}

extension Node {
  /// The text at the end of a path of keys and numbers.
  func text(_ path: String) -> String? {
    var node = self
    for step in path.split(separator: "/") {
      if let items = node.items, let index = Int(step) {
        guard items.indices.contains(index) else { return nil }
        node = items[index]
      } else {
        guard let next = node[String(step)] else { return nil }
        node = next
      }
    }
    return node.scalar?.text
  }

  var texts: [String] { items?.compactMap { $0.scalar?.text } ?? [] }
}
