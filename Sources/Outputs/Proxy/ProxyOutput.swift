package import Documents
package import StackModel

/// `proxy/Caddyfile`.
package struct ProxyOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let proxy = model.proxy else { return [] }
    var text = "# \(GeneratedFile.notice)\n"
    for site in proxy.sites {
      text += "\n\(site.host) {\n"
      switch proxy.certificate {
      case .automatic: break
      case .ownAuthority: text += "\ttls internal\n"
      case .files(let certificate, let key): text += "\ttls \(certificate) \(key)\n"
      }
      if site.needsLogin, let login = proxy.login {
        // The file holds the users: basic_auth { NAME HASH }
        text += "\timport /run/secrets/\(login)\n"
      }
      if site.speaksTLS {
        text += "\treverse_proxy https://\(site.service):\(site.port) {\n"
        text += "\t\ttransport http {\n\t\t\ttls_insecure_skip_verify\n\t\t}\n\t}\n}\n"
      } else {
        text += "\treverse_proxy \(site.service):\(site.port)\n}\n"
      }
    }
    return [GeneratedFile(path: "proxy/Caddyfile", bytes: Array(text.utf8))]
  }
}
