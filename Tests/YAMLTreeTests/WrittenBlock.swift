import YAMLTree

extension WrittenScalar {
  /// Writes a block scalar: a header, lines that begin with blanks or not, empty lines between.
  mutating func writeBlock(_ style: Scalar.Style, _ random: inout RandomNumbers) {
    let isFolded = style == .folded
    let keep = random.below(3)
    let hasIndicator = random.oneIn(3)
    write(isFolded ? ">" : "|")
    if hasIndicator { write("\(indentation - 2)") }
    write(["-", "", "+"][keep])
    if random.oneIn(4) { write("  # about the text") }
    file += lineBreak
    var pending: [Int] = []
    writeEmptyLines(random.below(3), &pending)
    var lastWasText: Bool?
    for _ in 0..<random.below(6) {
      let beginsWithBlank = random.oneIn(4) && (hasIndicator || lastWasText != nil)
      fold(isFolded && lastWasText == true && !beginsWithBlank, &pending)
      writeLine(beginsWithBlank: beginsWithBlank, &random)
      lastWasText = !beginsWithBlank
      pending = [file.count]
      file += lineBreak
      writeEmptyLines(random.below(3), &pending)
    }
    switch keep {
    case 0: pending = []
    case 1: pending = lastWasText == nil ? [] : Array(pending.prefix(1))
    default: break
    }
    flush(&pending)
  }

  /// Breaks between two lines of a folded text: one becomes a blank, of more the first goes.
  private mutating func fold(_ isFolded: Bool, _ pending: inout [Int]) {
    if isFolded, pending.count == 1 {
      text.append(0x20)
      places.append(pending[0])
      pending = []
    } else if isFolded {
      pending.removeFirst()
    }
    flush(&pending)
  }

  private mutating func flush(_ pending: inout [Int]) {
    for place in pending {
      text.append(0x0A)
      places.append(place)
    }
    pending = []
  }

  private mutating func writeEmptyLines(_ count: Int, _ pending: inout [Int]) {
    for index in 0..<count {
      write(String(repeating: " ", count: index % 2 == 0 ? 0 : indentation))
      pending.append(file.count)
      file += lineBreak
    }
  }

  private mutating func writeLine(beginsWithBlank: Bool, _ random: inout RandomNumbers) {
    write(String(repeating: " ", count: indentation))
    if beginsWithBlank { copy(random.oneIn(2) ? " " : "\t") }
    copy("b")
    for _ in 0..<random.below(6) {
      copy(random.element(of: Array("a :#'\"\\가😀&*\t$()".unicodeScalars)))
    }
  }
}
