/// Reads a query of Loki; the expression is nil where the text cannot be understood.
package func parseLogQL(
  _ text: String, variables: GrafanaVariables = .refused
) -> (expression: LogQLExpression?, findings: [Finding]) {
  var lexer = LogQLLexer(text, variables: variables)
  var parser = LogQLParser(tokens: lexer.tokens())
  parser.findings = lexer.findings
  let expression = parser.parse()
  let findings = parser.findings.sorted { $0.range.lowerBound < $1.range.lowerBound }
  return (expression, findings)
}

package func checkLogQL(_ text: String, variables: GrafanaVariables = .refused) -> [Finding] {
  parseLogQL(text, variables: variables).findings
}
