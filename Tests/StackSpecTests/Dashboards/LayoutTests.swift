import Testing

@Suite struct LayoutTests {
  private func places(_ panels: String) -> [String] {
    let board = Board(dashboard: "panels: [\(panels)]")
    #expect(board.findings == [])
    return board.places
  }

  @Test func `panels of a kind are spread evenly over their lines`() {
    let five = Array(repeating: "{expr: up}", count: 5).joined(separator: ", ")
    #expect(places(five) == ["0,0 8x8", "8,0 8x8", "16,0 8x8", "0,8 12x8", "12,8 12x8"])
  }

  @Test func `small panels stand beside each other`() {
    let five = Array(repeating: "{expr: up, type: stat}", count: 5).joined(separator: ", ")
    #expect(places(five) == ["0,0 5x4", "5,0 5x4", "10,0 5x4", "15,0 5x4", "20,0 4x4"])
  }

  @Test func `what asks for no width takes what is left`() {
    #expect(
      places("{expr: up, width: 2/3}, {expr: up}") == ["0,0 16x8", "16,0 8x8"])
  }

  @Test func `panels of a line are as high as the one that says`() {
    #expect(
      places("{expr: up, width: half, height: 6}, {expr: up, width: half}")
        == ["0,0 12x6", "12,0 12x6"])
  }

  @Test func `exact places count from the top of their row`() {
    let board = Board(
      dashboard: """
        rows:
          - First: [{expr: up}]
          - Second: [{expr: up, gridPos: {x: 4, y: 1, w: 6, h: 3}}]
        """)
    #expect(board.places == ["0,0 24x1", "0,1 24x8", "0,9 24x1", "4,11 6x3"])
  }

  @Test func `a collapsed row owns its panels and takes one line`() {
    let board = Board(
      dashboard: """
        rows:
          - Closed: {collapsed: true, panels: [{expr: up}]}
          - Open: [{expr: up}]
        """)
    #expect(board.places == ["0,0 24x1", "0,1 24x1", "0,2 24x8"])
    #expect(board.value("panels.0.gridPos.y") == "1")
    #expect(board.value("panels", ofPanel: 1) == "[]")
  }

  @Test func `a row without a title has no header`() {
    let board = Board(dashboard: "rows: [[{expr: up}], [{expr: up}]]")
    #expect(board.places == ["0,0 24x8", "0,8 24x8"])
  }

  @Test func `adding a panel changes the number of no other`() {
    let few = Board(dashboard: "panels: [{title: A, expr: up}, {title: B, expr: up}]")
    let more = Board(
      dashboard: "panels: [{title: New, expr: up}, {title: A, expr: up}, {title: B, expr: up}]")
    #expect(few.value("id") == more.value("id", ofPanel: 1))
    #expect(few.value("id", ofPanel: 1) == more.value("id", ofPanel: 2))
  }
}
