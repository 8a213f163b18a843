import Documents
import Foundation
import OrderedTree
import Testing

@Suite struct JSONWriterTests {
  private func check(_ expected: String, _ body: (inout JSONObject) -> Void) {
    #expect(String(decoding: jsonDocument(body), as: UTF8.self) == expected)
  }

  @Test func `Fields keep the order of the code`() {
    check(
      """
      {
        "title": "Node",
        "id": null,
        "panels": [{"type": "stat", "ids": [1, 2.5, true]}, []],
        "tags": ["a", "b"],
        "options": {}
      }

      """
    ) { root in
      root.field("title", "Node")
      root.null("id")
      root.field("absent", optional: Int?.none)
      root.list("panels") { panels in
        panels.object { panel in
          panel.field("type", "stat")
          panel.list("ids") { ids in
            ids.item(1)
            ids.item(2.5)
            ids.item(true)
          }
        }
        panels.list { _ in }
      }
      root.strings("tags", ["a", "b"])
      root.object("options") { _ in }
    }
  }

  @Test func `What fits in 80 columns stands on one line, what does not on several`() {
    let (short, long) = (String(repeating: "x", count: 75), String(repeating: "y", count: 76))
    check(
      """
      {
        "a": ["\(short)x"],
        "b": [
          "\(long)y"
        ],
        "c": {
          "d": {"e, {[": ", ]}"},
          "f": [
            "\(long)y"
          ]
        }
      }

      """
    ) { root in
      root.strings("a", [short + "x"])
      root.strings("b", [long + "y"])
      root.object("c") { inner in
        inner.object("d") { $0.field("e, {[", ", ]}") }
        inner.strings("f", [long + "y"])
      }
    }
  }

  @Test func `Numbers are as short as they can be`() {
    check("{\n  \"a\": 80,\n  \"b\": 1e-08,\n  \"c\": 0.1,\n  \"d\": null\n}\n") { root in
      root.field("a", 80.0)
      root.field("b", 1e-8)
      root.field("c", 0.1)
      root.field("d", Double.infinity)
    }
  }

  @Test func `A list can be the root`() {
    #expect(String(decoding: jsonListDocument { $0.item("a") }, as: UTF8.self) == "[\n  \"a\"\n]\n")
  }

  @Test func `Any tree survives the writer and a real parser`() throws {
    var random = Seeded(seed: 7)
    for _ in 0..<500 {
      let tree = Tree.random(depth: 4, using: &random)
      let data = Data(jsonDocument(tree))
      let parsed = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
      let survives = tree.equals(parsed)
      #expect(survives, "\(String(decoding: data, as: UTF8.self))")
    }
  }
}

extension Tree {
  /// Compares with what Foundation made of the text; a whole double comes back as an integer.
  fileprivate func equals(_ parsed: Any) -> Bool {
    switch self {
    case .null: parsed is NSNull
    case .bool(let value): parsed as? Bool == value
    case .int(let value): parsed as? Int == value
    case .number(let value):
      // Foundation reads decimals by way of another type and may miss the last digits.
      (parsed as? NSNumber).map { abs($0.doubleValue - value) <= value.magnitude * 1e-14 } ?? false
    case .text(let value): (parsed as? String).map { $0.utf8.elementsEqual(value.utf8) } ?? false
    case .list(let items):
      (parsed as? [Any]).map {
        $0.count == items.count && zip(items, $0).allSatisfy { $0.equals($1) }
      } ?? false
    case .mapping(let entries):
      (parsed as? [String: Any]).map { found in
        found.count == entries.count
          && entries.allSatisfy { entry in found[entry.key].map { entry.value.equals($0) } ?? false
          }
      } ?? false
    }
  }
}
