import SpecLanguage

enum RedisSource: DatasourceKind {
  static let word = "redis"
  static let type = "redis-datasource"
  static let summary = "Redis, through a plugin."
  static let isPlugin = true

  struct Settings: SpecRecord {
    static let name = "Redis settings"
    static let summary = "Settings of a Redis datasource."

    var client: Client?
    var poolSize: Int?
    var timeout: Int?
    var pingInterval: Int?
    var pipelineWindow: Int?
    var hasClientCertificate: Bool?
    var skipsVerification: Bool?
    var usesACL: Bool?
    var sentinel: String?
    var sentinelUsesACL: Bool?
    var sentinelUser: String?
    var disablesCLI: Bool?

    enum Client: String, Choice { case standalone, cluster, sentinel, socket }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("client", &client, "How it is reached.")
      key("poolSize", &poolSize, "Most connections.")
      key("timeout", &timeout, "Seconds to wait for an answer.")
      key("pingInterval", &pingInterval, "Seconds between signs of life.")
      key("pipelineWindow", &pipelineWindow, "Microseconds in which commands are gathered.")
      key("tlsAuth", &hasClientCertificate, "Shows a certificate of its own.")
      key("tlsSkipVerify", &skipsVerification, "Trusts any server.")
      key("acl", &usesACL, "Logs in with user and password.")
      key("sentinelName", &sentinel, "Name of the sentinel's master.")
      key("sentinelAcl", &sentinelUsesACL, "Logs in at the sentinel.")
      key("sentinelUser", &sentinelUser, "User at the sentinel.")
      key("cliDisabled", &disablesCLI, "Refuses commands written out.")
    }
  }

  struct Secrets: SpecRecord {
    static let name = "Redis secrets"
    static let summary = "Secrets of a Redis datasource."

    var sentinelPassword: FileSecret?
    var certificates = DatabaseSecrets()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("sentinelPassword", &sentinelPassword, "Password at the sentinel.")
      certificates.visitKeys(&key)
    }
  }
}

enum InfinitySource: DatasourceKind {
  static let word = "infinity"
  static let type = "yesoreyeram-infinity-datasource"
  static let summary = "JSON, CSV or XML from any address, through a plugin."
  static let isPlugin = true

  struct Settings: SpecRecord {
    static let name = "Infinity settings"
    static let summary = "Settings of an Infinity datasource."

    var method: Method?
    var hosts: [URLText] = []
    var keyName: String?
    var keyPlace: KeyPlace?
    var oauth2 = Raw.nothing
    var aws = Raw.nothing
    var timeout: Int?
    var proxy: Proxy?
    var proxyURL: URLText?
    var proxyUser: String?
    var reference: [Raw] = []
    var queries: [Raw] = []
    var checksHealth: Bool?
    var healthURL: URLText?
    var unsecured: Unsecured?
    var encodesPaths: Bool?
    var ignoresStatus: Bool?
    var allowsMethods: Bool?
    var hasClientCertificate: Bool?
    var hasAuthority: Bool?
    var skipsVerification: Bool?
    var serverName: String?
    var cookies: [String] = []

    enum Method: String, Choice {
      case none, basicAuth, bearerToken, apiKey, digestAuth, oauthPassThru, oauth2, aws, azureBlob
    }
    enum KeyPlace: String, Choice { case header, query }
    enum Proxy: String, Choice { case env, none, url }
    enum Unsecured: String, Choice { case warn, allow, deny }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("auth_method", &method, "How it logs in.")
      key("allowedHosts", &hosts, "Addresses it may ask, with scheme and port.")
      key("apiKeyKey", &keyName, "Name of the header or parameter with the key.")
      key("apiKeyType", &keyPlace, "Where the key goes.")
      key("oauth2", &oauth2, "Settings of OAuth 2, in the plugin's form.")
      key("aws", &aws, "Settings of AWS, in the plugin's form.")
      key("timeoutInSeconds", &timeout, "Seconds to wait for an answer.")
      key("proxy_type", &proxy, "Whether there is a proxy between.")
      key("proxy_url", &proxyURL, "Address of the proxy.")
      key("proxy_username", &proxyUser, "User at the proxy.")
      key("refData", &reference, "Data for queries of the source `reference`.")
      key("global_queries", &queries, "Queries that panels may name.")
      key("customHealthCheckEnabled", &checksHealth, "Checks the address below for health.")
      key("customHealthCheckUrl", &healthURL, "That address.")
      key("unsecuredQueryHandling", &unsecured, "What becomes of secrets in plain addresses.")
      key("pathEncodedUrlsEnabled", &encodesPaths, "Writes a blank as %20.")
      key("ignoreStatusCodeCheck", &ignoresStatus, "Reads answers that say failure.")
      key("allowDangerousHTTPMethods", &allowsMethods, "Allows PUT, PATCH and DELETE.")
      key("tlsAuth", &hasClientCertificate, "Shows a certificate of its own.")
      key("tlsAuthWithCACert", &hasAuthority, "Trusts the authority given.")
      key("tlsSkipVerify", &skipsVerification, "Trusts any server.")
      key("serverName", &serverName, "Name the server's certificate must have.")
      key("keepCookies", &cookies, "Cookies that are passed on.")
    }
  }

  struct Secrets: SpecRecord {
    static let name = "Infinity secrets"
    static let summary = "Secrets of an Infinity datasource."

    var token: FileSecret?
    var key: FileSecret?
    var oauthSecret: FileSecret?
    var oauthKey: FileSecret?
    var accessKey: FileSecret?
    var secretKey: FileSecret?
    var blobKey: FileSecret?
    var proxyPassword: FileSecret?
    var certificates = DatabaseSecrets()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("bearerToken", &token, "Token, for `bearerToken`.")
      key("apiKeyValue", &self.key, "Key, for `apiKey`.")
      key("oauth2ClientSecret", &oauthSecret, "Secret of the client, for OAuth 2.")
      key("oauth2JWTPrivateKey", &oauthKey, "Private key, for OAuth 2 with JWT.")
      key("awsAccessKey", &accessKey, "Access key of AWS.")
      key("awsSecretKey", &secretKey, "Secret key of AWS.")
      key("azureBlobAccountKey", &blobKey, "Account key of Azure.")
      key("proxyUserPassword", &proxyPassword, "Password at the proxy.")
      certificates.visitKeys(&key)
    }
  }
}

enum ArchiverSource: DatasourceKind {
  static let word = "archiver"
  static let type = "sasaki77-archiverappliance-datasource"
  static let summary = "An EPICS Archiver Appliance, through a plugin; url ends in `/retrieval`."
  static let isPlugin = true

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "archiver settings"
    static let summary = "Settings of an archiver datasource."

    var usesServer = true
    var operation: ArchiverQuery.Operation?
    var hidesInvalid: Bool?
    var isLive: Bool?
    var liveURL: String?
    var http = HTTPSettings()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("useBackend", &usesServer, "Asks through the server of Grafana, as alerts always do.")
      key("defaultOperator", &operation, "What becomes of the values of one step.")
      key("hideInvalid", &hidesInvalid, "Leaves out values of invalid severity.")
      key("useLiveUpdate", &isLive, "Keeps values up to date.")
      key("liveUpdateURI", &liveURL, "Address of the web socket for that.")
      http.visitKeys(&key)
    }
  }
}

enum JSONSource: DatasourceKind {
  static let word = "json"
  static let type = "simpod-json-datasource"
  static let summary = "A server that speaks the JSON protocol, through a plugin."
  static let isPlugin = true

  typealias Settings = HTTPSettings
  typealias Secrets = HTTPSecrets
}
