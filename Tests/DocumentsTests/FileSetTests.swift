import Documents
import Testing

@Suite struct FileSetTests {
  @Test(arguments: [
    "", "/etc/passwd", "../a", "a/../b", "a/./b", "a//b", "a/", ".", "..", "a\\b", "a\0b", "a\nb",
    "a\"b", "manifest.json", "Manifest.JSON", ".git/hooks/post-merge", "a/.GIT/b",
    String(repeating: "x", count: 256),
  ])
  func `A path that could do harm is refused`(path: String) {
    #expect(throws: FileError.self) { try set([path: ""]) }
  }

  @Test(arguments: [
    ["a", "A"], ["a/b", "a"], ["a/b", "A/c"], ["\u{E9}", "e\u{301}"], ["a/b/c", "a/b"],
  ])
  func `Paths that some file system cannot keep apart are refused`(paths: [String]) {
    #expect(throws: FileError.self) {
      try FileSet(paths.map { GeneratedFile(path: $0, bytes: []) }, facts: [])
    }
  }

  @Test func `Two files of one path are an error that names it`() {
    let file = GeneratedFile(path: "a/b", bytes: [])
    #expect(throws: FileError.clash("a/b", "a/b")) { try FileSet([file, file], facts: []) }
    #expect("\(FileError.clash("a/b", "a/b"))" == "two outputs want to be the file 'a/b'")
  }

  @Test func `The manifest lists the facts and every hash`() throws {
    let files = try set(["a/냉각.json": "abc", "A.txt": ""])
    let manifest = try #require(files.files.last)
    #expect(manifest.path == "manifest.json")
    #expect(
      String(decoding: manifest.bytes, as: UTF8.self) == """
        {
          "stackgen": "1.0",
          "files": {
            "A.txt": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "a/냉각.json": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
          }
        }

        """)
  }
}
