import Diagnostics
import Dialects
import SpecLanguage
import YAMLTree

// What Prometheus refuses in a scrape job.
extension ScrapeSpec {
  func check(_ node: Node, _ reading: Reading) {
    if let interval = scrapeInterval, let timeout = scrapeTimeout, timeout > interval {
      reading.diagnostics.report(
        Diagnostic(
          .scrapeTimeout, .error,
          "the timeout \(timeout) is longer than the interval \(interval)",
          at: node["scrape_timeout"]?.range
        ).related(node["scrape_interval"]?.range, "the interval"))
    }
    client.check(node, reading)
    checkTargets(node, reading)
    checkParams(reading, node)
  }

  /// Without relabelling, a target is an address and nothing else.
  private func checkTargets(_ node: Node, _ reading: Reading) {
    guard relabelConfigs.isEmpty, let written = node["static_configs"] else { return }
    for config in written.items ?? [written] {
      guard let targets = config["targets"] else { continue }
      for target in targets.items ?? [targets] {
        guard let text = target.scalar?.text, let slash = text.utf8.firstIndex(of: 0x2F) else {
          continue
        }
        let offset = text.utf8.distance(from: text.utf8.startIndex, to: slash)
        reading.diagnostics.report(
          Diagnostic(
            .targetAddress, .error, "a target is host:port, without scheme or path",
            at: reading.diagnostics.range(of: offset..<offset + 1, in: target)
          ).help("put the scheme under 'scheme:' and the path under 'metrics_path:'"))
      }
    }
  }

  private func checkParams(_ reading: Reading, _ node: Node) {
    guard let path = metricsPath, !path.hasPrefix("/"), let place = node["metrics_path"] else {
      return
    }
    reading.invalid("a path begins with '/'", place, help: "write /\(path)")
  }
}

extension HTTPClient {
  /// At most one way of login; a certificate comes with its key.
  func check(_ node: Node, _ reading: Reading) {
    let logins = ["basic_auth", "authorization", "oauth2"].filter { node[$0] != nil }
    if logins.count > 1 {
      reading.clash(
        "only one way of login can be used", node, keys: logins, help: "keep one of them")
    }
    if proxyURL == nil, noProxy != nil {
      reading.clash("'no_proxy' needs 'proxy_url'", node, keys: ["no_proxy"])
    }
    if proxyFromEnvironment == true, proxyURL != nil || noProxy != nil {
      reading.clash(
        "the proxy comes from the environment already", node,
        keys: ["proxy_from_environment", "proxy_url", "no_proxy"])
    }
  }
}

extension TLSConfig {
  func check(_ node: Node, _ reading: Reading) {
    if (certificate == nil) != (key == nil) {
      reading.clash(
        "a client certificate needs both 'cert' and 'key'", node, keys: ["cert", "key"])
    }
  }
}

extension FileDiscovery {
  func check(_ node: Node, _ reading: Reading) {
    guard let written = node["files"] else { return }
    for file in written.items ?? [written] {
      guard let text = file.scalar?.text else { continue }
      let endings = [".json", ".yml", ".yaml"]
      let folders = text.split(separator: "/").dropLast()
      if !endings.contains(where: { text.lowercased().hasSuffix($0) }) {
        report("the file must end in .json, .yml or .yaml", file.range, reading)
      } else if folders.contains(where: { $0.contains("*") })
        || text.filter({ $0 == "*" }).count > 1
      {
        report("'*' may stand once, in the last part of the path", file.range, reading)
      }
    }
  }
}

extension DNSDiscovery {
  func check(_ node: Node, _ reading: Reading) {
    if (type ?? .srv) != .srv, port == nil {
      report(
        "'port' is needed: only SRV records name one", node["type"]?.range ?? node.range, reading)
    }
  }
}

extension KubernetesNamespaces {
  func check(_ node: Node, _ reading: Reading) {
    if ownNamespace == true, !names.isEmpty {
      reading.clash(
        "either name namespaces or take the own one", node, keys: ["names", "own_namespace"])
    }
  }
}

private func report(_ message: String, _ range: SourceRange, _ reading: Reading) {
  reading.diagnostics.error(.discovery, message, at: range)
}

extension QueueConfig {
  func check(_ node: Node, _ reading: Reading) {
    if let min = minShards, let max = maxShards, min > max {
      reading.diagnostics.report(
        Diagnostic(
          .remoteQueue, .error, "'min_shards' \(min) is more than 'max_shards' \(max)",
          at: node["min_shards"]?.range
        ).related(node["max_shards"]?.range, "the most"))
    }
    for key in ["capacity", "max_shards", "min_shards", "max_samples_per_send"] {
      guard let place = node[key], place.scalar?.int == 0 else { continue }
      reading.diagnostics.error(.remoteQueue, "'\(key)' must be above 0", at: place.range)
    }
  }
}
