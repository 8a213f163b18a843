internal import Documents
internal import StackModel

/// The file that has Grafana delete what the stack no longer has.
func removedFile(_ removed: [RemovedObject]) -> [UInt8] {
  let rules: [String] = removed.compactMap {
    switch $0 {
    case .alert(let name): alertUID(name)
    case .rule(let uid): uid
    default: nil
    }
  }
  let points: [String] = removed.compactMap {
    if case .contactPoint(let uid) = $0 { uid } else { nil }
  }
  let mutes: [String] = removed.compactMap {
    if case .muteTime(let name) = $0 { name } else { nil }
  }
  let templates: [String] = removed.compactMap {
    if case .template(let name) = $0 { name } else { nil }
  }
  return alertingDocument { document in
    document.deletions("deleteRules", "uid", rules)
    document.deletions("deleteContactPoints", "uid", points)
    document.deletions("deleteMuteTimes", "name", mutes)
    document.deletions("deleteTemplates", "name", templates)
  }
}

extension YAMLMapping {
  fileprivate mutating func deletions(_ key: String, _ field: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    list(key) { list in
      for value in values {
        list.mapping { entry in
          entry.field("orgId", 1)
          entry.field(field, value)
        }
      }
    }
  }
}
