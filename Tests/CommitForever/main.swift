// Commits the files of two folders into a third, in turns, until it is killed:
//   commit-forever OUTPUT SOURCE SOURCE
import Documents
import Foundation

func files(in folder: String) throws -> FileSet {
  let manager = FileManager.default
  let files = try manager.subpathsOfDirectory(atPath: folder).compactMap { path in
    manager.contents(atPath: folder + "/" + path).map {
      GeneratedFile(path: path, bytes: Array($0))
    }
  }
  return try FileSet(files, facts: [])
}

let sources = try CommandLine.arguments.dropFirst(2).map { try files(in: $0) }
// A test that is ended cannot kill what it started, so this ends by itself.
alarm(20)
print("ready")
fflush(nil)
while true {
  for source in sources { _ = try source.commit(to: CommandLine.arguments[1]) }
}
