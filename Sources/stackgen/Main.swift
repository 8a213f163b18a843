import CLinux
import Glibc

/// The compiler as a program: arguments in, files and an exit status out.
@main
struct Main {
  static func main() {
    reportTraps()
    // A heap that grows by pages asks the system a hundred times in a small build.
    mallopt(-2, 4 << 20)
    // An asynchronous main would end this thread, and with it read the unwinding tables of the
    // whole static binary: ten milliseconds.
    Task.detached {
      let words = Array(CommandLine.arguments.dropFirst())
      let console = Console.standard(color: colorChoice(in: words))
      exit(await run(words, on: console).rawValue)
    }
    while true { pause() }
  }

  /// A trap of Swift is a bug of stackgen, and ends with a status that says so.
  private static func reportTraps() {
    for number in [SIGILL, SIGTRAP] {
      signal(number) { _ in
        let words: StaticString = "stackgen: this is a bug in stackgen; please report it\n"
        unsafe write(2, words.utf8Start, words.utf8CodeUnitCount)
        _exit(Outcome.bug.rawValue)
      }
    }
  }
}
