internal import Documents
internal import StackModel

// Where signals leave Alloy.
extension AlloyConfiguration {
  func writeStores(_ document: inout AlloyBlock) {
    for destination in collector.destinations {
      writeNative(destination, &document)
      writeOTLP(destination, &document)
    }
  }

  /// The store's own protocol.
  private func writeNative(_ destination: Destination, _ document: inout AlloyBlock) {
    guard let url = destination.native, isUsed(destination) else { return }
    let component: AlloyComponent
    switch destination.signal {
    case .metrics: component = destination.remoteWrite
    case .logs: component = destination.lokiWrite
    case .profiles: component = destination.profileWrite
    case .traces: return
    }
    document.component(component) { write in
      if !collector.externalLabels.isEmpty {
        write.attribute("external_labels", .texts(collector.externalLabels))
      }
      write.block("endpoint") { endpoint in
        endpoint.attribute("url", .text(url))
        if destination.signal == .metrics {
          // Both are off in Alloy unless said.
          endpoint.attribute("send_exemplars", .bool(true))
          endpoint.attribute("send_native_histograms", .bool(true))
        }
        destination.access.write(&endpoint)
      }
    }
  }

  /// Whether something here speaks the store's own protocol.
  private func isUsed(_ destination: Destination) -> Bool {
    switch destination.signal {
    case .metrics: destination.otlp == nil || !collector.jobs.isEmpty
    case .logs:
      destination.otlp == nil || !collector.logs.isEmpty || collector.faroPort != nil
    case .traces: false
    case .profiles:
      collector.profiles.pushPort != nil || !collector.profiles.targets.isEmpty
        || collector.profiles.samplesContainers
    }
  }

  /// OpenTelemetry's protocol, or what leads from it to the store's own and back.
  private func writeOTLP(_ destination: Destination, _ document: inout AlloyBlock) {
    guard destination.signal != .profiles else { return }
    if destination.otlp == nil {
      let receiver =
        destination.signal == .metrics
        ? destination.remoteWrite.export("receiver") : destination.lokiWrite.export("receiver")
      document.component(destination.exporter) { exporter in
        exporter.attribute("forward_to", .references([receiver]))
      }
      return
    }
    let login = writeLogin(destination, &document)
    document.component(destination.exporter) { exporter in
      exporter.block("client") { client in
        switch destination.otlp {
        case .grpc(let address): client.attribute("endpoint", .text(address))
        case .http(let url): client.attribute("endpoint", .text(url))
        case nil: break
        }
        if let login { client.attribute("auth", .reference(login)) }
        destination.access.writeClient(isPlain: destination.isPlain, &client)
      }
    }
    if destination.native == nil { writeTranslator(destination, &document) }
  }

  /// What turns scraped samples and collected lines into OpenTelemetry's.
  private func writeTranslator(_ destination: Destination, _ document: inout AlloyBlock) {
    let name: String
    switch destination.signal {
    case .metrics where !collector.jobs.isEmpty: name = "otelcol.receiver.prometheus"
    case .logs where !collector.logs.isEmpty || collector.faroPort != nil:
      name = "otelcol.receiver.loki"
    default: return
    }
    document.component(destination.translator(name)) { receiver in
      receiver.block("output") { output in
        output.attribute(
          destination.signal.rawValue, .references([destination.exporter.export("input")]))
      }
    }
  }

  /// The component that logs a client in; the handler it exports.
  private func writeLogin(
    _ destination: Destination, _ document: inout AlloyBlock
  ) -> AlloyReference? {
    switch destination.access.login {
    case .basic(let user, let file):
      let component = AlloyComponent("otelcol.auth.basic", label: destination.name)
      document.component(component) { auth in
        auth.block("client_auth") { client in
          client.attribute("username", .text(user))
          client.attribute("password_file", .text(file))
        }
      }
      return component.export("handler")
    case .bearer(let file):
      let token = AlloyComponent("local.file", label: destination.name)
      let component = AlloyComponent("otelcol.auth.bearer", label: destination.name)
      document.component(token) { block in
        block.attribute("filename", .text(file))
        block.attribute("is_secret", .bool(true))
      }
      document.component(component) { auth in
        auth.attribute("token", .reference(token.export("content")))
      }
      return component.export("handler")
    case nil: return nil
    }
  }
}

extension Destination {
  /// Whether a gRPC client must be told that nothing is encrypted.
  fileprivate var isPlain: Bool {
    if case .grpc = otlp { access.tls == nil } else { false }
  }
}

extension Access {
  /// As the components of Prometheus, Loki and Pyroscope say it.
  fileprivate func write(_ endpoint: inout AlloyBlock) {
    if !headers.isEmpty { endpoint.attribute("headers", .texts(headers)) }
    switch login {
    case .basic(let user, let file):
      endpoint.block("basic_auth") { auth in
        auth.attribute("username", .text(user))
        auth.attribute("password_file", .text(file))
      }
    case .bearer(let file): endpoint.attribute("bearer_token_file", .text(file))
    case nil: break
    }
    if let tls, !tls.isEmpty { endpoint.block("tls_config") { tls.write(&$0) } }
  }

  /// As the components of OpenTelemetry say it.
  fileprivate func writeClient(isPlain: Bool, _ client: inout AlloyBlock) {
    if !headers.isEmpty { client.attribute("headers", .texts(headers)) }
    if isPlain {
      client.block("tls") { $0.attribute("insecure", .bool(true)) }
    } else if let tls, !tls.isEmpty {
      client.block("tls") { tls.write(&$0) }
    }
  }
}

extension ClientTLS {
  fileprivate var isEmpty: Bool {
    authorityFile == nil && certificateFile == nil && keyFile == nil && serverName == nil
      && !trustsAnyone
  }

  fileprivate func write(_ block: inout AlloyBlock) {
    block.attribute("ca_file", optional: authorityFile.map { .text($0) })
    block.attribute("cert_file", optional: certificateFile.map { .text($0) })
    block.attribute("key_file", optional: keyFile.map { .text($0) })
    block.attribute("server_name", optional: serverName.map { .text($0) })
    if trustsAnyone { block.attribute("insecure_skip_verify", .bool(true)) }
  }
}
