import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// A bucket that a store keeps its data in, instead of a volume.
struct ObjectStorage: SpecRecord {
  static let name = "object storage"
  static let summary = "A bucket that a store keeps its data in, instead of a volume."

  var s3: S3Bucket?
  var gcs: GCSBucket?
  var azure: AzureContainer?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("s3", &s3, "Amazon S3, or what speaks like it.")
    key("gcs", &gcs, "Google Cloud Storage.")
    key("azure", &azure, "Azure Blob Storage.")
  }

  func check(_ node: Node, _ reading: Reading) {
    let written = ["s3", "gcs", "azure"].filter { node[$0] != nil }
    if written.count != 1 {
      reading.diagnostics.report(
        Diagnostic(
          .objectStorage, .error,
          written.isEmpty ? "no bucket is named" : "a store has one bucket, not \(written.count)",
          at: written.last.flatMap { node[$0]?.range } ?? node.range
        ).help("write one of s3, gcs and azure"))
    }
  }

  /// What stores call this kind of storage.
  var kind: String { s3 != nil ? "s3" : gcs != nil ? "gcs" : "azure" }
  var bucket: String { s3?.bucket ?? gcs?.bucket ?? azure?.container ?? "" }
}

struct S3Bucket: SpecRecord {
  static let name = "S3 bucket"
  static let summary = "A bucket of Amazon S3, or of what speaks like it."

  var bucket = ""
  var endpoint = ""
  var region: String?
  var accessKey: SecretReference?
  var secretKey: SecretReference?
  var insecure: Bool?
  var pathStyle: Bool?
  var authority: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("bucket", &bucket, .required, "Name of the bucket; it must be there already.")
    key("endpoint", &endpoint, .required, "Host of the service, perhaps with a port.")
    key("region", &region, "Region of the bucket.")
    key("access_key", &accessKey, "Key id; without it the machine's own role is used.")
    key("secret_key", &secretKey, "The key, from a secret.")
    key("insecure", &insecure, "Whether plain HTTP is spoken.")
    key("path_style", &pathStyle, "Whether the bucket stands in the path, as MinIO wants it.")
    key("ca", &authority, "Authority that signed the service's certificate, from a secret.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if (accessKey == nil) != (secretKey == nil) {
      reading.clash(
        "a login needs both 'access_key' and 'secret_key'", node,
        keys: ["access_key", "secret_key"])
    }
    reading.checkBucket(bucket, at: node["bucket"])
    if !endpoint.contains("://"), let slash = endpoint.firstIndex(of: "/"),
      let place = node["endpoint"]
    {
      reading.invalid(
        "the endpoint is a host, without a path", place, help: "write \(endpoint[..<slash])")
    }
    if endpoint.contains("://"), let place = node["endpoint"] {
      reading.invalid(
        "the endpoint is a host, without scheme", place,
        help: "write host:port, and 'insecure: true' for plain HTTP")
    }
  }
}

struct GCSBucket: SpecRecord {
  static let name = "GCS bucket"
  static let summary = "A bucket of Google Cloud Storage."

  var bucket = ""
  var serviceAccount: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("bucket", &bucket, .required, "Name of the bucket; it must be there already.")
    key("service_account", &serviceAccount, "Key file of a service account, from a secret.")
  }

  func check(_ node: Node, _ reading: Reading) { reading.checkBucket(bucket, at: node["bucket"]) }
}

struct AzureContainer: SpecRecord {
  static let name = "Azure container"
  static let summary = "A container of Azure Blob Storage."

  var account = ""
  var container = ""
  var key: SecretReference?
  var endpointSuffix: String?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("account", &account, .required, "Name of the storage account.")
    key("container", &container, .required, "Name of the container; it must be there already.")
    key("account_key", &self.key, .required, "Key of the account, from a secret.")
    key("endpoint_suffix", &endpointSuffix, "Domain of the service in clouds of their own.")
  }
}

/// The words that a program has for the same bucket.
struct BucketDialect {
  var bucket: String
  var accessKey: String
  var secretKey: String
  var pathStyle: String?
  var account = "account_name"
  var accountKey = "account_key"
  var gcsBucket = "bucket_name"

  static let loki = BucketDialect(
    bucket: "bucketnames", accessKey: "access_key_id", secretKey: "secret_access_key",
    pathStyle: "s3forcepathstyle")
  static let tempo = BucketDialect(
    bucket: "bucket", accessKey: "access_key", secretKey: "secret_key",
    pathStyle: "forcepathstyle", account: "storage_account_name",
    accountKey: "storage_account_key")
  /// Mimir and Pyroscope take the style of the path from the endpoint.
  static let mimir = BucketDialect(
    bucket: "bucket_name", accessKey: "access_key_id", secretKey: "secret_access_key")
}

extension Resolver {
  /// The block of a bucket in the words of one program.
  mutating func bucket(
    _ storage: ObjectStorage, as dialect: BucketDialect, for service: String
  ) -> Tree {
    if let s3 = storage.s3 { return bucket(s3, dialect, service) }
    if let gcs = storage.gcs { return bucket(gcs, dialect, service) }
    guard let azure = storage.azure else { return [:] }
    var tree: Tree = [
      dialect.account: .text(azure.account), "container_name": .text(azure.container),
    ]
    if let key = azure.key { tree[dialect.accountKey] = expansion(of: key, in: service) }
    if let suffix = azure.endpointSuffix { tree["endpoint_suffix"] = .text(suffix) }
    return tree
  }

  private mutating func bucket(
    _ s3: S3Bucket, _ dialect: BucketDialect, _ service: String
  ) -> Tree {
    var tree: Tree = [dialect.bucket: .text(s3.bucket), "endpoint": .text(s3.endpoint)]
    if let region = s3.region { tree["region"] = .text(region) }
    if let key = s3.accessKey { tree[dialect.accessKey] = expansion(of: key, in: service) }
    if let key = s3.secretKey { tree[dialect.secretKey] = expansion(of: key, in: service) }
    if let insecure = s3.insecure { tree["insecure"] = .bool(insecure) }
    if let pathStyle = s3.pathStyle, let word = dialect.pathStyle {
      tree[word] = .bool(pathStyle)
    }
    if let authority = s3.authority {
      // Every Go program takes its authorities from there, whatever it calls them itself.
      let path = file(of: authority, in: service)
      change(service) { $0.environment.append(EnvironmentVariable("SSL_CERT_FILE", path)) }
    }
    return tree
  }

  private mutating func bucket(
    _ gcs: GCSBucket, _ dialect: BucketDialect, _ service: String
  ) -> Tree {
    if let account = gcs.serviceAccount {
      let path = file(of: account, in: service)
      change(service) {
        $0.environment.append(EnvironmentVariable("GOOGLE_APPLICATION_CREDENTIALS", path))
      }
    }
    return [dialect.gcsBucket: .text(gcs.bucket)]
  }

  /// Two stores in one bucket would delete each other's data.
  func checkBuckets() {
    let buckets: [(String, ObjectStorage?)] = [
      ("loki", stack.loki?.storage), ("tempo", stack.tempo?.storage),
      ("mimir", stack.mimir?.storage), ("pyroscope", stack.pyroscope?.storage),
    ]
    var owners: [String: String] = [:]
    for case (let store, let storage?) in buckets {
      let place = "\(storage.kind)/\(storage.s3?.endpoint ?? "")/\(storage.bucket)"
      if let owner = owners[place] {
        diagnostics.report(
          Diagnostic(
            .objectStorage, .error,
            "\(store) and \(owner) share the bucket '\(storage.bucket)'",
            at: packs.first { $0.name == store }?.range
          ).help("give each store a bucket of its own"))
      }
      owners[place] = store
    }
  }
}

extension Reading {
  /// Checks what the stores of objects take as a name.
  fileprivate func checkBucket(_ name: String, at place: Node?) {
    guard let place, !name.isEmpty else { return }
    if let scheme = name.firstRange(of: "://") {
      let rest = name[scheme.upperBound...].prefix { $0 != "/" }
      return invalid("a bucket is named without scheme and path", place, help: "write \(rest)")
    }
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-._".utf8.contains(byte)
    }
    guard !isPlain || !(3...63).contains(name.utf8.count) else { return }
    invalid(
      "'\(name)' cannot be the name of a bucket", place,
      help: "write 3 to 63 small letters, digits, '-' and '.'")
  }
}
