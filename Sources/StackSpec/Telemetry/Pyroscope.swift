import Dialects
import OrderedTree
import SpecLanguage
import StackModel

/// The Pyroscope of the stack.
struct PyroscopeSpec: SpecRecord {
  static let name = "pyroscope"
  static let summary = "A Pyroscope that stores profiles."
  static var mayBeEmpty: Bool { true }

  var port: Port?
  var tuning = ServiceTuning()
  var retention = Duration.days(14)
  var storage: ObjectStorage?
  var tenant: Identifier?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host it is reached at; closed when absent.")
    tuning.visitKeys(&key)
    key("retention", &retention, "How long profiles are kept; 0 for ever.")
    key("storage", &storage, "Bucket for the data; a volume when absent.")
    key("tenant", &tenant, "Switches tenants on; the stack itself is this one.")
  }
}

extension Resolver {
  /// Adds the Pyroscope of the stack.
  mutating func addPyroscope() {
    guard let spec = stack.pyroscope,
      let pack = addComponent("pyroscope", tuning: spec.tuning, port: spec.port)
    else { return }
    configure("pyroscope/pyroscope.yaml", .yaml(configuration(of: spec)), of: pack)
    var store = Destination(
      name: "pyroscope", signal: .profiles, native: "http://pyroscope:4040",
      origin: origin(pack.range))
    if let tenant = spec.tenant { store.access.headers = [("X-Scope-OrgID", tenant.text)] }
    stores.append(store)
  }

  private mutating func configuration(of spec: PyroscopeSpec) -> Tree {
    var storage: Tree = ["backend": "filesystem", "filesystem": ["dir": "/data/shared"]]
    if let bucket = spec.storage {
      storage = [
        "backend": .text(bucket.kind),
        bucket.kind: self.bucket(bucket, as: .mimir, for: "pyroscope"),
      ]
    }
    return [
      "multitenancy_enabled": .bool(spec.tenant != nil),
      "server": ["http_listen_port": 4040, "grpc_listen_port": 9095, "log_level": "warn"],
      "architecture_storage": "v2",
      "limits": [
        "write_path": "segment-writer", "retention_period": .text(spec.retention.goText),
      ],
      "storage": storage,
      "metastore": [
        "address": "127.0.0.1:9095", "min_ready_duration": "1s",
        "data_dir": "/data-metastore/data",
        "raft": ["dir": "/data-metastore/raft", "snapshots_dir": "/data-metastore/raft"],
      ],
      "distributor": ["ring": ["kvstore": ["store": "inmemory"]]],
      "segment_writer": ["lifecycler": ["min_ready_duration": "1s"]],
      "query_backend": ["address": "127.0.0.1:9095"],
      "self_profiling": ["disable_push": true],
      "analytics": ["reporting_enabled": false],
    ]
  }
}
