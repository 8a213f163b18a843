package import Dialects

/// An Archiver Appliance that the stack runs, as its own files describe it.
package struct Appliance: Sendable {
  package static let service = "appliance"
  package static let database = "appliance-database"
  /// Where its configuration stands in its container.
  package static let folder = "/etc/appliance"
  /// The variable in which it finds the password of its database.
  package static let passwordVariable = "APPLIANCE_DATABASE_PASSWORD"

  /// Where people's programs reach its data.
  package var dataURL: String
  package var policies: [AppliancePolicy] = []

  package init(dataURL: String) { self.dataURL = dataURL }
}

/// How variables of one policy are sampled and how long they are kept.
package struct AppliancePolicy: Sendable {
  package var name: String
  package var summary: String
  package var method: PVSampling.Method
  package var period: Duration
  /// How many days are kept; for ever when nothing is said.
  package var days: Int?

  package init(
    name: String, summary: String, method: PVSampling.Method, period: Duration, days: Int?
  ) {
    self.name = name
    self.summary = summary
    self.method = method
    self.period = period
    self.days = days
  }
}
