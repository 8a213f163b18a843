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
  case unknownParam = "SG0208"
  case unusedParam = "SG0209"
  case unusedAllow = "SG0210"
  case circularParams = "SG0211"
  case unknownEnvironment = "SG0212"
  case unknownPath = "SG0213"
  case invalidSetting = "SG0214"
  case unreadableInclude = "SG0215"
  case circularInclude = "SG0216"
  case includeClash = "SG0217"
  case invalidNames = "SG0218"
  case invalidTable = "SG0219"
  case unknownColumn = "SG0220"
  case clashingKeys = "SG0221"

  // SG03: names and references of a stack
  case undefinedName = "SG0301"
  case unusedName = "SG0302"
  case duplicateName = "SG0303"
  case unknownPack = "SG0304"
  case unknownAlert = "SG0305"
  case unknownTarget = "SG0306"

  // SG04: prometheus and scraping
  case relabelRule = "SG0401"
  case scrapeTimeout = "SG0402"
  case discovery = "SG0403"
  case targetAddress = "SG0404"
  case remoteQueue = "SG0405"

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
  case unknownMetric = "SG0520"
  case unknownLabel = "SG0521"
  case rateOfGauge = "SG0522"
  case bareCounter = "SG0523"
  case irateInAlert = "SG0524"
  case shortRange = "SG0525"
  case rateOfSum = "SG0526"
  case bucketsWithoutLe = "SG0527"
  case quantileRange = "SG0528"
  case neverTrue = "SG0529"
  case lostLabel = "SG0530"
  case neverMatches = "SG0531"
  case emptyDenominator = "SG0532"
  case absentWithoutLabels = "SG0533"
  case recordingName = "SG0534"
  case alertTemplate = "SG0535"
  case alertWithoutCondition = "SG0536"
  case secondLimit = "SG0537"
  case queryLogQL = "SG0540"
  case queryTraceQL = "SG0541"

  // SG06: alerts, rules, thresholds
  case alertTooFast = "SG0601"
  case hysteresis = "SG0602"
  case unitMismatch = "SG0603"
  case unknownSeverity = "SG0604"
  case percentOrRatio = "SG0605"

  // SG07: receivers and routes
  case nobodyRoutes = "SG0701"
  case noDefaultReceiver = "SG0702"
  case emptyReceiver = "SG0703"
  case incompleteReceiver = "SG0704"
  case routeWithoutMatchers = "SG0705"
  case unreachableRoute = "SG0706"
  case routeNeverMatches = "SG0707"
  case routeTiming = "SG0708"
  case groupBy = "SG0709"
  case inhibitSentence = "SG0710"
  case inhibitNeverApplies = "SG0711"
  case mutePastMidnight = "SG0712"
  case unknownTimeZone = "SG0713"
  case notInGrafana = "SG0714"
  case alertEngine = "SG0715"
  case unknownTemplate = "SG0716"

  // SG08: dashboards
  case unknownUnit = "SG0801"
  case panelOverlap = "SG0802"
  case panelOverflow = "SG0803"
  case undefinedVariable = "SG0804"
  case unusedVariable = "SG0805"
  case variableOrder = "SG0806"
  case severalValues = "SG0807"
  case missingQuery = "SG0808"
  case duplicateQuery = "SG0809"
  case duplicateTitle = "SG0810"
  case refreshTooFast = "SG0811"
  case invalidDashboardFile = "SG0812"

  // SG09: grafana and datasources
  case invalidUID = "SG0901"
  case severalDefaults = "SG0902"
  case retiredPlugin = "SG0903"

  // SG10: services, ports, apps
  case openPages = "SG1001"
  case emptyStack = "SG1002"
  case dependencyCycle = "SG1003"

  // SG11: process variables and the archiver
  case pvName = "SG1101"
  case awkwardPVName = "SG1102"
  case duplicatePV = "SG1103"
  case emptyPVGroup = "SG1104"
  case noArchiver = "SG1105"
  case pvAlertEngine = "SG1106"
  case limitOrder = "SG1107"
  case unreadableTable = "SG1108"
  case samplingPeriod = "SG1109"
  case openArchiver = "SG1110"

  // SG12: logs, traces, profiles
  case storeRetention = "SG1201"
  case objectStorage = "SG1202"
  case signalToNobody = "SG1203"
  case unusedReceiver = "SG1204"
  case wrongProtocol = "SG1205"
  case secretFromEnvironment = "SG1206"
  case collectorCannot = "SG1207"

  // SG13: packs
  case packParam = "SG1301"
  case unusedPackParam = "SG1302"
  case packAlert = "SG1303"
  case packClash = "SG1304"
  case packPlace = "SG1305"
  case packFile = "SG1306"

  // SG14: patches and moves
  case patchTarget = "SG1401"
  case patchKind = "SG1402"
  case moveClash = "SG1403"
  case removedNothing = "SG1404"

  // SG15: tests and expectations
  case deliveryExpectation = "SG1501"
  case unplayableTest = "SG1502"

  // SG16: output folders and files
  case sameOutput = "SG1601"
  case outputPath = "SG1602"
}
