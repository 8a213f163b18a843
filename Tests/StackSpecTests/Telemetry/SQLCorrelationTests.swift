import Testing
import YAMLTree

@Suite struct SQLCorrelationTests {
  private let database = """
    datasources: {shop: {type: postgres, url: "db:5432", user: reader, uid: shop-db, database: shop}}

    """

  private func stack(_ store: String, _ correlation: String) -> Compiled {
    telemetry(database, stores: "\(store): {correlations: {The order: {\(correlation)}}}\n")
  }

  @Test func `a line leads to the row that it speaks of`() {
    let spec = stack(
      "loki",
      "to: shop, query: 'SELECT * FROM orders WHERE id = ${order}', find: {order: 'order=(\\d+)'}")
    #expect(spec.findings == [])
    let link = spec.datasource("loki")?["correlations"]?.items?.first
    #expect(link?.text("targetUID") == "shop-db")
    #expect(link?.text("label") == "The order")
    #expect(link?["description"] != nil)
    #expect(link?.text("config/field") == "Line")
    // A single dollar would be a variable of Grafana's own environment.
    #expect(
      link?.text("config/target/rawSql") == "SELECT * FROM orders WHERE id = $${order}")
    #expect(link?.text("config/transformations/0/expression") == "order=(\\d+)")
    #expect(link?.text("config/transformations/0/mapValue") == "order")
  }

  @Test func `a span leads to a row by its tags, or by a field that is named`() {
    let spec = stack("tempo", "to: shop, query: SELECT 1")
    #expect(spec.findings == [])
    let link = spec.datasource("tempo")?["correlations"]?.items?.first
    #expect(link?.text("config/field") == "tags")
    #expect(link?["config"]?["transformations"] == nil)
    let named = stack("tempo", "to: shop, field: serviceName, query: SELECT 1")
      .datasource("tempo")?["correlations"]?.items?.first
    #expect(named?.text("config/field") == "serviceName")
  }

  @Test func `the target is a database of the spec`() {
    #expect(
      stack("loki", "to: shp, query: SELECT 1").findings == [
        "SG0301 «shp» the SQL datasource 'shp' is not declared | did you mean 'shop'?"
      ])
    #expect(stack("loki", "to: loki, query: SELECT 1").findings.first?.hasPrefix("SG0301") == true)
  }

  @Test func `without a Grafana there is no database to lead to`() {
    let spec = Compiled(
      "loki: {correlations: {A: {to: shop, query: SELECT 1}}}\n",
      head: "stackgen: 1\nname: test\n")
    #expect(
      spec.findings == [
        "SG0301 «shop» the SQL datasource 'shop' is not declared | declare it under 'datasources:'"
      ])
  }

  @Test func `what is found is used, by a pattern that browsers know`() {
    #expect(
      stack("loki", "to: shop, query: SELECT 1, find: {order: 'order=(\\d+)'}").findings == [
        "SG0202 «'order=(\\d+)'» the query does not use 'order' | write ${order} in it"
      ])
    #expect(
      stack("loki", "to: shop, query: 'SELECT ${o}', find: {o: '(?P<o>\\d+)'}").findings == [
        "SG0202 «'(?P<o>\\d+)'» browsers do not know '(?P<' | write (...)"
      ])
  }
}
