internal import Dialects
internal import Documents
internal import OrderedTree
internal import StackModel

/// Contact points, policies, mute times and templates of Grafana's own alerting.
func notificationFiles(_ routing: Routing) -> [GeneratedFile] {
  var files = [
    GeneratedFile(path: path("contact-points"), bytes: contactPoints(routing.receivers)),
    GeneratedFile(path: path("policies"), bytes: policyFile(routing)),
  ]
  let intervals = routing.intervals + (routing.dropping.isEmpty ? [] : [.always])
  if !intervals.isEmpty {
    files.append(GeneratedFile(path: path("mute-times"), bytes: muteTimes(intervals)))
  }
  if !routing.templates.isEmpty {
    files.append(GeneratedFile(path: path("templates"), bytes: templates(routing.templates)))
  }
  return files
}

private func path(_ name: String) -> String { "grafana/provisioning/alerting/\(name).yaml" }

private func contactPoints(_ receivers: [Receiver]) -> [UInt8] {
  alertingDocument { document in
    document.list("contactPoints") { list in
      // Grafana has no contact point that tells nobody.
      for receiver in receivers where !receiver.drops {
        list.mapping { entry in
          entry.field("orgId", 1)
          entry.field("name", grafanaText(receiver.name))
          entry.list("receivers") { list in
            // Counted within a kind, so that one of another kind changes no uid.
            for kind in receiver.integrations.map(\.kind).uniqued() {
              let points = receiver.integrations.filter { $0.kind == kind }.map(\.contactPoint)
              for (index, point) in points.enumerated() {
                guard let point else { continue }
                list.mapping {
                  $0.write(point, uid: "receivers/\(receiver.identity)/\(kind)/\(index)")
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Grafana does not expand `$` in these.
private func muteTimes(_ intervals: [NamedInterval]) -> [UInt8] {
  alertingDocument { document in
    document.list("muteTimes") { list in
      for interval in intervals {
        list.mapping { entry in
          entry.field("orgId", 1)
          entry.write(interval)
        }
      }
    }
  }
}

/// Nor in these.
private func templates(_ templates: [MessageTemplate]) -> [UInt8] {
  alertingDocument { document in
    document.list("templates") { list in
      for template in templates {
        list.mapping { entry in
          entry.field("orgId", 1)
          entry.field("name", template.name)
          entry.field("template", template.text)
        }
      }
    }
  }
}

/// A file of `provisioning/alerting`.
func alertingDocument(_ body: (inout YAMLMapping) -> Void) -> [UInt8] {
  yamlDocument { document in
    document.comment(GeneratedFile.notice)
    document.field("apiVersion", 1)
    body(&document)
  }
}

extension YAMLMapping {
  fileprivate mutating func write(_ point: ContactPoint, uid path: String) {
    field("uid", stableUID(path))
    field("type", point.type)
    if !point.sendsResolved { field("disableResolveMessage", true) }
    mapping("settings") { settings in
      for entry in point.settings {
        switch entry.value {
        case .plain(let tree): settings.tree(entry.key, grafanaTree(tree))
        case .secret(let name): settings.field(entry.key, "$__file{/run/secrets/\(name)}")
        }
      }
    }
  }
}
