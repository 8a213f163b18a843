/// Every code of the compiler. A code keeps its number for ever; its page stands in
/// `docs/diagnostics`, named after it.
package enum DiagnosticCode: String, CaseIterable, Sendable {
  // SG00: reading text
  case invalidText = "SG0001"
  case invalidYAML = "SG0002"
  case duplicateKey = "SG0003"
  case severalDocuments = "SG0004"
  case tooLarge = "SG0005"
  case unknownAnchor = "SG0006"
  case emptySpec = "SG0007"

  // SG02: the spec language
  case wrongType = "SG0201"
  case invalidValue = "SG0202"
  case unknownChoice = "SG0203"
  case unknownKey = "SG0204"
  case missingKey = "SG0205"
  case versionTooOld = "SG0206"
  case literalSecret = "SG0207"

  // SG05: the query language of Prometheus
  case querySyntax = "SG0500"
  case queryUnclosed = "SG0501"
  case queryString = "SG0502"
  case queryNumber = "SG0503"
  case queryFunction = "SG0504"
  case queryArguments = "SG0505"
  case queryType = "SG0506"
  case queryVersion = "SG0507"
  case queryFeature = "SG0508"
  case querySelector = "SG0509"
  case queryRegex = "SG0510"
  case queryModifier = "SG0511"
  case queryOperator = "SG0512"
  case queryDepth = "SG0513"
  case queryVariable = "SG0514"
}
