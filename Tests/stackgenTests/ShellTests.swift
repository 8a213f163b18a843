import Foundation
import Testing

@testable import stackgen

@Suite struct ShellTests {
  @Test func `bash reads its script and completes commands, options and values`() throws {
    let script = Shell.bash.script(for: commands)
    #expect(try complete(script, "stackgen bui") == ["build"])
    #expect(try complete(script, "stackgen build --fo") == ["--force", "--format"])
    #expect(try complete(script, "stackgen build --format s") == ["sarif"])
    #expect(try complete(script, "stackgen explain SG000").contains("SG0002"))
  }

  @Test func `every script knows every command and option`() {
    for shell in Shell.allCases {
      let script = shell.script(for: commands)
      for command in commands {
        #expect(script.contains(command.name), "\(shell)")
        for option in command.options { #expect(script.contains(option.name), "\(shell)") }
      }
    }
  }

  private func complete(_ script: String, _ line: String) throws -> [String] {
    let words = line.split(separator: " ")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let call = """
      COMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(words.count - 1)
      _stackgen; printf '%s\\n' "${COMPREPLY[@]}"
      """
    process.arguments = ["-c", script + call]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }
}
