/// Why reading stops.
enum Stop: Error {
  case finding(Finding)
  /// The fault has been reported by the lexer.
  case reported
}
