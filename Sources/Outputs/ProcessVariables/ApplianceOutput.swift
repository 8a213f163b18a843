internal import Dialects
package import Documents
package import StackModel

/// `appliance/` and `appliance-database/`: what an appliance of the stack reads at its start.
package struct ApplianceOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let appliance = model.archiver?.appliance else { return [] }
    return [
      file("\(Appliance.service)/appliances.xml", appliances(appliance)),
      file("\(Appliance.service)/context.xml", context),
      file("\(Appliance.service)/policies.py", policies(appliance)),
      file("\(Appliance.database)/tables.sql", tables),
    ]
  }

  private func file(_ path: String, _ text: String) -> GeneratedFile {
    GeneratedFile(path: path, bytes: Array(text.utf8))
  }

  /// All four parts run in one program, and find each other on its own port.
  private func appliances(_ appliance: Appliance) -> String {
    let parts = ["mgmt", "engine", "etl", "retrieval"].map {
      "    <\($0)_url>http://localhost:8080/\($0)/bpl</\($0)_url>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- \(GeneratedFile.notice) -->
      <appliances>
        <appliance>
          <identity>archappl0</identity>
          <cluster_inetport>localhost:16001</cluster_inetport>
      \(parts.joined(separator: "\n"))
          <data_retrieval_url>\(xmlText(appliance.dataURL))</data_retrieval_url>
        </appliance>
      </appliances>

      """
  }

  /// The connection to the database. Tomcat puts the password in place of its variable.
  private var context: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- \(GeneratedFile.notice) -->
    <Context>
      <WatchedResource>WEB-INF/web.xml</WatchedResource>
      <Resource name="jdbc/archappl" auth="Container" type="javax.sql.DataSource"
        factory="org.apache.tomcat.jdbc.pool.DataSourceFactory"
        driverClassName="org.mariadb.jdbc.Driver"
        url="jdbc:mariadb://\(Appliance.database):3306/archappl"
        username="archappl" password="${\(Appliance.passwordVariable)}"
        initialSize="2" minIdle="2" maxActive="10" maxWait="10000"
        testOnBorrow="true" testWhileIdle="true" validationQuery="SELECT 1"/>
    </Context>

    """
  }

  /// The tables that the appliance expects to find: a key and a text in each.
  private var tables: String {
    let tables = [
      ("PVTypeInfo", "pvName", "typeInfoJSON MEDIUMTEXT"),
      ("PVAliases", "pvName", "realName VARCHAR(256)"),
      ("ArchivePVRequests", "pvName", "userParams MEDIUMTEXT"),
      ("ExternalDataServers", "serverid", "serverinfo MEDIUMTEXT"),
    ].map { table, key, value in
      """
      CREATE TABLE IF NOT EXISTS \(table) (
        \(key) VARCHAR(255) NOT NULL PRIMARY KEY, \(value) NOT NULL,
        last_modified TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
      ) ENGINE=InnoDB;
      """
    }
    return "-- \(GeneratedFile.notice)\nUSE archappl;\n\n"
      + tables.joined(separator: "\n\n") + "\n"
  }
}

extension ApplianceOutput {
  /// The policies as the appliance asks for them, in the Python 2.7 that it runs.
  private func policies(_ appliance: Appliance) -> String {
    let standard = AppliancePolicy(
      name: "Default", summary: "Every change, kept for ever", method: .monitor,
      period: .seconds(1), days: nil)
    let all = appliance.policies.filter { $0.name != standard.name }
    let own = appliance.policies.first { $0.name == standard.name } ?? standard
    let entries = ([own] + all).map { policy in
      """
          \(quoted(policy.name)): {
              'summary': \(quoted(policy.summary)),
              'samplingMethod': '\(policy.method.rawValue)',
              'samplingPeriod': \(Double(policy.period.milliseconds) / 1000),
              'dataStores': \(stores(policy)),
          },
      """
    }
    return """
      # \(GeneratedFile.notice)
      SHORT = ('pb://localhost?name=STS&rootFolder=${ARCHAPPL_SHORT_TERM_FOLDER}'
               '&partitionGranularity=PARTITION_HOUR&consolidateOnShutdown=true')
      MEDIUM = ('pb://localhost?name=MTS&rootFolder=${ARCHAPPL_MEDIUM_TERM_FOLDER}'
                '&partitionGranularity=PARTITION_DAY&hold=%d&gather=1')
      LONG = ('pb://localhost?name=LTS&rootFolder=${ARCHAPPL_LONG_TERM_FOLDER}'
              '&partitionGranularity=PARTITION_YEAR')
      NOTHING = 'blackhole://localhost?name=LTS'

      LIMITS = ['HIHI', 'HIGH', 'LOW', 'LOLO', 'LOPR', 'HOPR']
      DRIVE_LIMITS = ['DRVH', 'DRVL']
      RECORDS_WITH_LIMITS = ['ai', 'calc', 'calcout', 'dfanout', 'longin', 'sub']
      RECORDS_WITH_DRIVE_LIMITS = ['ao', 'longout']

      POLICIES = {
      \(entries.joined(separator: "\n"))
      }


      def getPolicyList():
          return dict((name, POLICIES[name]['summary']) for name in POLICIES)


      def getFieldsArchivedAsPartOfStream():
          return LIMITS + DRIVE_LIMITS


      def fieldsOf(record):
          if record in RECORDS_WITH_DRIVE_LIMITS:
              return LIMITS + DRIVE_LIMITS
          return list(LIMITS) if record in RECORDS_WITH_LIMITS else []


      def determinePolicy(pvInfo):
          name = pvInfo['policyName'] if 'policyName' in pvInfo else ''
          if name not in POLICIES:
              name = 'Default'
          policy = POLICIES[name]
          return {
              'policyName': name,
              'samplingMethod': policy['samplingMethod'],
              'samplingPeriod': policy['samplingPeriod'],
              'dataStores': list(policy['dataStores']),
              'archiveFields': fieldsOf(pvInfo['RTYP'] if 'RTYP' in pvInfo else ''),
          }

      """
  }

  private func stores(_ policy: AppliancePolicy) -> String {
    // A day more than is kept, for the newest one is never whole.
    policy.days.map { "[SHORT, MEDIUM % \($0 + 1), NOTHING]" } ?? "[SHORT, MEDIUM % 2, LONG]"
  }

  /// A text of Python 2.7, which takes ASCII only where nothing else is said.
  private func quoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\\": result += "\\" + String(scalar)
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += "?"
      }
    }
    return result + "'"
  }
}
