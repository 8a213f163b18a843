import Dialects
import SpecLanguage

/// Connections of a database.
struct DatabaseSettings: SpecRecord {
  static let name = "database settings"
  static let summary = "Settings of a database."

  var database = ""
  var maxOpen: Int?
  var maxIdle: Int?
  var findsIdle: Bool?
  var lifetime: Int?
  var interval: Duration?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("database", &database, .required, "Name of the database.")
    key("maxOpenConns", &maxOpen, "Most connections.")
    key("maxIdleConns", &maxIdle, "Most connections kept open.")
    key("maxIdleConnsAuto", &findsIdle, "Keeps all connections open.")
    key("connMaxLifetime", &lifetime, "Seconds a connection lasts.")
    key("timeInterval", &interval, "Least step between values.")
  }
}

/// Certificates of a database, from secrets.
struct DatabaseSecrets: SpecRecord {
  static let name = "database secrets"
  static let summary = "Certificates of a database."

  var authority: FileSecret?
  var certificate: FileSecret?
  var certificateKey: FileSecret?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("tlsCACert", &authority, "Certificate of the authority that is trusted.")
    key("tlsClientCert", &certificate, "Certificate shown to the server.")
    key("tlsClientKey", &certificateKey, "Key of that certificate.")
  }
}

enum PostgresSource: DatasourceKind {
  static let word = "postgres"
  static let type = "grafana-postgresql-datasource"
  static let summary = "PostgreSQL or TimescaleDB; its url is `host:port`."

  typealias Secrets = DatabaseSecrets

  struct Settings: SpecRecord {
    static let name = "PostgreSQL settings"
    static let summary = "Settings of a PostgreSQL datasource."

    var database = DatabaseSettings()
    var ssl = SSLMode.verifyFull
    var method: Method?
    var rootFile: String?
    var certificateFile: String?
    var keyFile: String?
    var version: Int?
    var isTimescale: Bool?

    enum SSLMode: String, Choice {
      case disable, require
      case verifyAuthority = "verify-ca"
      case verifyFull = "verify-full"
    }
    enum Method: String, Choice {
      case path = "file-path"
      case content = "file-content"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      database.visitKeys(&key)
      key("sslmode", &ssl, "How far the connection is secured.")
      key("tlsConfigurationMethod", &method, "Certificates as files or as text.")
      key("sslRootCertFile", &rootFile, "File with the authority's certificate.")
      key("sslCertFile", &certificateFile, "File with the certificate.")
      key("sslKeyFile", &keyFile, "File with the key.")
      key("postgresVersion", &version, "Version, as 1400 for 14.")
      key("timescaledb", &isTimescale, "Whether TimescaleDB is there.")
    }
  }
}

enum MySQLSource: DatasourceKind {
  static let word = "mysql"
  static let type = "mysql"
  static let summary = "MySQL or MariaDB; its url is `host:port`."

  typealias Secrets = DatabaseSecrets

  struct Settings: SpecRecord {
    static let name = "MySQL settings"
    static let summary = "Settings of a MySQL datasource."

    var database = DatabaseSettings()
    var timezone: String?
    var hasClientCertificate: Bool?
    var hasAuthority: Bool?
    var skipsVerification: Bool?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      database.visitKeys(&key)
      key("timezone", &timezone, "Time zone of a session.")
      key("tlsAuth", &hasClientCertificate, "Shows a certificate of its own.")
      key("tlsAuthWithCACert", &hasAuthority, "Trusts the authority given.")
      key("tlsSkipVerify", &skipsVerification, "Trusts any server.")
    }
  }
}

enum MSSQLSource: DatasourceKind {
  static let word = "mssql"
  static let type = "mssql"
  static let summary = "Microsoft SQL Server; its url is `host:port`."

  struct Settings: SpecRecord {
    static let name = "SQL Server settings"
    static let summary = "Settings of a SQL Server datasource."

    var database = DatabaseSettings()
    var encryption: Encryption?
    var rootFile: String?

    enum Encryption: String, Choice { case disable, `false`, `true` }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      database.visitKeys(&key)
      key("encrypt", &encryption, "How far the connection is secured.")
      key("sslRootCertFile", &rootFile, "File with the authority's certificate.")
    }
  }
}

enum InfluxSource: DatasourceKind {
  static let word = "influxdb"
  static let type = "influxdb"
  static let summary = "InfluxDB, asked in InfluxQL, Flux or SQL."

  struct Settings: SpecRecord {
    static let name = "InfluxDB settings"
    static let summary = "Settings of an InfluxDB datasource."

    var language = Language.influxQL
    var database: String?
    var method: PrometheusSource.Settings.Method?
    var organization: String?
    var bucket: String?
    var interval: Duration?
    var maxSeries: Int?
    var isInsecure: Bool?
    var http = HTTPSettings()

    enum Language: String, Choice {
      case influxQL = "InfluxQL"
      case flux = "Flux"
      case sql = "SQL"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("version", &language, "Its query language.")
      key("dbName", &database, "Name of the database.")
      key("httpMode", &method, "Method of HTTP.")
      key("organization", &organization, "Organization, for Flux.")
      key("defaultBucket", &bucket, "Bucket, for Flux.")
      key("timeInterval", &interval, "Least step between values.")
      key("maxSeries", &maxSeries, "Most series of an answer.")
      key("insecureGrpc", &isInsecure, "Connects without TLS, for SQL.")
      http.visitKeys(&key)
    }
  }

  struct Secrets: SpecRecord {
    static let name = "InfluxDB secrets"
    static let summary = "Secrets of an InfluxDB datasource."

    var token: FileSecret?
    var http = HTTPSecrets()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("token", &token, "Token, for Flux and SQL.")
      http.visitKeys(&key)
    }
  }
}

enum ElasticsearchSource: DatasourceKind {
  static let word = "elasticsearch"
  static let type = "elasticsearch"
  static let summary = "Elasticsearch or OpenSearch."

  struct Settings: SpecRecord {
    static let name = "Elasticsearch settings"
    static let summary = "Settings of an Elasticsearch datasource."

    var index: String?
    var timeField = "@timestamp"
    var pattern: Pattern?
    var interval: Duration?
    var shardRequests: Int?
    var messageField: String?
    var levelField: String?
    var links: [Raw] = []
    var includesFrozen: Bool?
    var mode: Mode?
    var usesAPIKey: Bool?
    var http = HTTPSettings()

    enum Pattern: String, Choice {
      case hourly = "Hourly"
      case daily = "Daily"
      case weekly = "Weekly"
      case monthly = "Monthly"
      case yearly = "Yearly"
    }
    enum Mode: String, Choice {
      case metrics, logs
      case data = "raw_data"
      case document = "raw_document"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("index", &index, "Index, or pattern of indices.")
      key("timeField", &timeField, "Field that holds the time.")
      key("interval", &pattern, "How often a new index begins.")
      key("timeInterval", &interval, "Least step between values.")
      key("maxConcurrentShardRequests", &shardRequests, "Most requests to shards at once.")
      key("logMessageField", &messageField, "Field that holds the log line.")
      key("logLevelField", &levelField, "Field that holds the level.")
      key("dataLinks", &links, "Links of fields, in Grafana's form.")
      key("includeFrozen", &includesFrozen, "Asks frozen indices as well.")
      key("defaultQueryMode", &mode, "What a new query asks for.")
      key("apiKeyAuth", &usesAPIKey, "Logs in with an API key.")
      http.visitKeys(&key)
    }
  }

  struct Secrets: SpecRecord {
    static let name = "Elasticsearch secrets"
    static let summary = "Secrets of an Elasticsearch datasource."

    var apiKey: FileSecret?
    var http = HTTPSecrets()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("apiKey", &apiKey, "The API key.")
      http.visitKeys(&key)
    }
  }
}
