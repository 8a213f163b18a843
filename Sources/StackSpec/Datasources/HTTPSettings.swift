import Dialects
import SpecLanguage

/// `jsonData` of everything that is asked over HTTP.
struct HTTPSettings: SpecRecord {
  static let name = "HTTP settings"
  static let summary = "Settings of datasources that are asked over HTTP."

  var timeout: Int?
  var hasClientCertificate: Bool?
  var hasAuthority: Bool?
  var skipsVerification: Bool?
  var serverName: String?
  var cookies: [String] = []
  var passesOAuth: Bool?
  var managesAlerts: Bool?
  var alertmanager: String?
  var takesRecordingRules: Bool?
  var usesSigV4: Bool?
  var sigV4Type: SigV4Type?
  var region: String?
  var role: String?
  var externalID: String?
  var profile: String?

  enum SigV4Type: String, Choice { case `default`, credentials, keys }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("timeout", &timeout, "Seconds to wait for an answer.")
    key("tlsAuth", &hasClientCertificate, "Shows a certificate of its own.")
    key("tlsAuthWithCACert", &hasAuthority, "Trusts the authority given.")
    key("tlsSkipVerify", &skipsVerification, "Trusts any server.")
    key("serverName", &serverName, "Name the server's certificate must have.")
    key("keepCookies", &cookies, "Cookies that are passed on.")
    key("oauthPassThru", &passesOAuth, "Passes the login of the user on.")
    key("manageAlerts", &managesAlerts, "Shows its alert rules in Grafana.")
    key("alertmanagerUid", &alertmanager, "Alertmanager of its rules, by its name in the spec.")
    key("allowAsRecordingRulesTarget", &takesRecordingRules, "Takes Grafana's recording rules.")
    key("sigV4Auth", &usesSigV4, "Signs requests for AWS.")
    key("sigV4AuthType", &sigV4Type, "Where the keys of AWS come from.")
    key("sigV4Region", &region, "Region of AWS.")
    key("sigV4AssumeRoleArn", &role, "Role of AWS.")
    key("sigV4ExternalId", &externalID, "External id of that role.")
    key("sigV4Profile", &profile, "Profile of the keys of AWS.")
  }
}

/// `secureJsonData` of everything that is asked over HTTP.
struct HTTPSecrets: SpecRecord {
  static let name = "HTTP secrets"
  static let summary = "Secrets of datasources that are asked over HTTP."

  var authority: FileSecret?
  var certificate: FileSecret?
  var certificateKey: FileSecret?
  var accessKey: FileSecret?
  var secretKey: FileSecret?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("tlsCACert", &authority, "Certificate of the authority that is trusted.")
    key("tlsClientCert", &certificate, "Certificate shown to the server.")
    key("tlsClientKey", &certificateKey, "Key of that certificate.")
    key("sigV4AccessKey", &accessKey, "Access key of AWS.")
    key("sigV4SecretKey", &secretKey, "Secret key of AWS.")
  }
}
