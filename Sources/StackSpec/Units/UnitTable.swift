/// One unit that Grafana can show.
struct UnitEntry: Sendable {
  /// Grafana's id.
  var id: String
  /// Other ways to write it in a spec.
  var words: [String]
  /// What it measures, and how much of the base unit one of it is; none where limits in other
  /// units make no sense.
  var scale: UnitScale?

  init(_ id: String, _ words: String..., scale: UnitScale? = nil) {
    self.id = id
    self.words = words
    self.scale = scale
  }
}

struct UnitScale: Sendable {
  var quantity: PhysicalQuantity
  var factor: Double

  init(_ quantity: PhysicalQuantity, _ factor: Double) {
    self.quantity = quantity
    self.factor = factor
  }
}

enum PhysicalQuantity: Sendable {
  case ratio, time, data, dataRate, bitRate, frequency, power, energy, current, voltage
  case resistance, pressure, length, mass, volume, speed, charge, fluxDensity
}

/// Every unit of Grafana by group, with plain words for those people write.
let unitTable: [UnitEntry] =
  plainUnits + timeUnits + dataUnits + rateUnits + electricUnits + physicalUnits + otherUnits

private let plainUnits: [UnitEntry] = [
  UnitEntry("none", "number"),
  UnitEntry("string", "text"),
  UnitEntry("short", "count"),
  UnitEntry("sishort"),
  UnitEntry("percent", "%", scale: UnitScale(.ratio, 0.01)),
  UnitEntry("percentunit", "ratio", "fraction", "0-1", scale: UnitScale(.ratio, 1)),
  UnitEntry("humidity", "%H"),
  UnitEntry("dB", "decibel"),
  UnitEntry("candela", "cd"),
  UnitEntry("hex0x"), UnitEntry("hex"), UnitEntry("sci", "scientific", "exponent"),
  UnitEntry("locale"), UnitEntry("pixel", "px"),
  UnitEntry("bool", "true/false"), UnitEntry("bool_yes_no", "yes/no"),
  UnitEntry("bool_on_off", "on/off"),
]

private let timeUnits: [UnitEntry] = [
  UnitEntry("ns", "nanoseconds", scale: UnitScale(.time, 1e-9)),
  UnitEntry("µs", "us", "microseconds", scale: UnitScale(.time, 1e-6)),
  UnitEntry("ms", "milliseconds", scale: UnitScale(.time, 1e-3)),
  UnitEntry("s", "sec", "seconds", scale: UnitScale(.time, 1)),
  UnitEntry("m", "min", "minutes", scale: UnitScale(.time, 60)),
  UnitEntry("h", "hours", scale: UnitScale(.time, 3600)),
  UnitEntry("d", "days", scale: UnitScale(.time, 86_400)),
  UnitEntry("dtdurationms"), UnitEntry("dtdurations", "duration"),
  UnitEntry("dthms", "hh:mm:ss"), UnitEntry("dtdhms", "d hh:mm:ss"), UnitEntry("timeticks"),
  UnitEntry("clockms"), UnitEntry("clocks"),
  UnitEntry("dateTimeAsIso", "date"), UnitEntry("dateTimeAsIsoNoDateIfToday"),
  UnitEntry("dateTimeAsUS"), UnitEntry("dateTimeAsUSNoDateIfToday"),
  UnitEntry("dateTimeAsLocal"), UnitEntry("dateTimeAsLocalNoDateIfToday"),
  UnitEntry("dateTimeAsSystem"), UnitEntry("dateTimeFromNow", "ago"),
]

private let dataUnits: [UnitEntry] = [
  UnitEntry("bits", "bit", scale: UnitScale(.data, 0.125)),
  UnitEntry("bytes", "B", "byte", scale: UnitScale(.data, 1)),
  UnitEntry("kbytes", "KiB", "KB", scale: UnitScale(.data, 1024)),
  UnitEntry("mbytes", "MiB", "MB", scale: UnitScale(.data, 1_048_576)),
  UnitEntry("gbytes", "GiB", "GB", scale: UnitScale(.data, 1_073_741_824)),
  UnitEntry("tbytes", "TiB", "TB", scale: UnitScale(.data, 1_099_511_627_776)),
  UnitEntry("pbytes", "PiB", "PB", scale: UnitScale(.data, 1_125_899_906_842_624)),
  UnitEntry("decbits", scale: UnitScale(.data, 0.125)),
  UnitEntry("decbytes", scale: UnitScale(.data, 1)),
  UnitEntry("deckbytes", "kB", scale: UnitScale(.data, 1e3)),
  UnitEntry("decmbytes", scale: UnitScale(.data, 1e6)),
  UnitEntry("decgbytes", scale: UnitScale(.data, 1e9)),
  UnitEntry("dectbytes", scale: UnitScale(.data, 1e12)),
  UnitEntry("decpbytes", scale: UnitScale(.data, 1e15)),
]

private let rateUnits: [UnitEntry] = [
  UnitEntry("pps", "packets/s", "p/s"),
  UnitEntry("binBps", scale: UnitScale(.dataRate, 1)),
  UnitEntry("Bps", "B/s", "bytes/s", scale: UnitScale(.dataRate, 1)),
  UnitEntry("KiBs", "KiB/s", "KB/s", scale: UnitScale(.dataRate, 1024)),
  UnitEntry("KBs", "kB/s", scale: UnitScale(.dataRate, 1e3)),
  UnitEntry("MiBs", "MiB/s", "MB/s", scale: UnitScale(.dataRate, 1_048_576)),
  UnitEntry("MBs", scale: UnitScale(.dataRate, 1e6)),
  UnitEntry("GiBs", "GiB/s", "GB/s", scale: UnitScale(.dataRate, 1_073_741_824)),
  UnitEntry("GBs", scale: UnitScale(.dataRate, 1e9)),
  UnitEntry("TiBs", "TiB/s", scale: UnitScale(.dataRate, 1_099_511_627_776)),
  UnitEntry("TBs", scale: UnitScale(.dataRate, 1e12)),
  UnitEntry("PiBs"), UnitEntry("PBs"),
  UnitEntry("binbps", scale: UnitScale(.bitRate, 1)),
  UnitEntry("bps", "bit/s", "bits/s", "b/s", scale: UnitScale(.bitRate, 1)),
  UnitEntry("Kibits", "Kibit/s", scale: UnitScale(.bitRate, 1024)),
  UnitEntry("Kbits", "kbit/s", scale: UnitScale(.bitRate, 1e3)),
  UnitEntry("Mibits", "Mibit/s", scale: UnitScale(.bitRate, 1_048_576)),
  UnitEntry("Mbits", "Mbit/s", scale: UnitScale(.bitRate, 1e6)),
  UnitEntry("Gibits", scale: UnitScale(.bitRate, 1_073_741_824)),
  UnitEntry("Gbits", "Gbit/s", scale: UnitScale(.bitRate, 1e9)),
  UnitEntry("Tibits"), UnitEntry("Tbits", "Tbit/s", scale: UnitScale(.bitRate, 1e12)),
  UnitEntry("Pibits"), UnitEntry("Pbits"),
  UnitEntry("cps", "counts/s", "1/s", "/s"), UnitEntry("ops", "ops/s"),
  UnitEntry("reqps", "req/s", "requests/s"), UnitEntry("rps", "reads/s"),
  UnitEntry("wps", "writes/s"), UnitEntry("iops", "io/s"), UnitEntry("eps", "events/s"),
  UnitEntry("mps", "messages/s", "msg/s"), UnitEntry("recps", "records/s"),
  UnitEntry("rowsps", "rows/s"), UnitEntry("cpm", "counts/min"), UnitEntry("opm", "ops/min"),
  UnitEntry("reqpm", "req/min", "requests/min"), UnitEntry("rpm", "reads/min"),
  UnitEntry("wpm", "writes/min"), UnitEntry("epm", "events/min"),
  UnitEntry("mpm", "messages/min"),
]

private let electricUnits: [UnitEntry] = [
  UnitEntry("watt", "W", scale: UnitScale(.power, 1)),
  UnitEntry("mwatt", "mW", scale: UnitScale(.power, 1e-3)),
  UnitEntry("kwatt", "kW", scale: UnitScale(.power, 1e3)),
  UnitEntry("megwatt", "MW", scale: UnitScale(.power, 1e6)),
  UnitEntry("gwatt", "GW", scale: UnitScale(.power, 1e9)),
  UnitEntry("Wm2", "W/m²", "W/m2"), UnitEntry("voltamp", "VA"), UnitEntry("kvoltamp", "kVA"),
  UnitEntry("voltampreact", "VAr"), UnitEntry("kvoltampreact", "kVAr"),
  UnitEntry("watth", "Wh", scale: UnitScale(.energy, 3600)),
  UnitEntry("kwatth", "kWh", scale: UnitScale(.energy, 3.6e6)),
  UnitEntry("watthperkg", "Wh/kg"), UnitEntry("kwattm", "kW-min"),
  UnitEntry("joule", "J", scale: UnitScale(.energy, 1)),
  UnitEntry("ev", "eV"),
  UnitEntry("amph", "Ah", scale: UnitScale(.charge, 1)),
  UnitEntry("kamph", "kAh", scale: UnitScale(.charge, 1e3)),
  UnitEntry("mamph", "mAh", scale: UnitScale(.charge, 1e-3)),
  UnitEntry("amp", "A", "ampere", scale: UnitScale(.current, 1)),
  UnitEntry("kamp", "kA", scale: UnitScale(.current, 1e3)),
  UnitEntry("mamp", "mA", scale: UnitScale(.current, 1e-3)),
  UnitEntry("suffix: µA", "µA", "uA", scale: UnitScale(.current, 1e-6)),
  UnitEntry("volt", "V", scale: UnitScale(.voltage, 1)),
  UnitEntry("kvolt", "kV", scale: UnitScale(.voltage, 1e3)),
  UnitEntry("mvolt", "mV", scale: UnitScale(.voltage, 1e-3)),
  UnitEntry("dBm"),
  UnitEntry("mohm", "mΩ", scale: UnitScale(.resistance, 1e-3)),
  UnitEntry("ohm", "Ω", scale: UnitScale(.resistance, 1)),
  UnitEntry("kohm", "kΩ", scale: UnitScale(.resistance, 1e3)),
  UnitEntry("Mohm", "MΩ", scale: UnitScale(.resistance, 1e6)),
  UnitEntry("farad", "F"), UnitEntry("µfarad", "µF"), UnitEntry("nfarad", "nF"),
  UnitEntry("pfarad", "pF"), UnitEntry("ffarad", "fF"), UnitEntry("henry"),
  UnitEntry("mhenry", "mH"), UnitEntry("µhenry", "µH"), UnitEntry("lumens", "lm"),
  UnitEntry("lux", "lx"),
]

private let physicalUnits: [UnitEntry] = [
  UnitEntry("celsius", "°C", "degC"), UnitEntry("fahrenheit", "°F", "degF"),
  UnitEntry("kelvin", "K"),
  UnitEntry("pressurepa", "Pa", scale: UnitScale(.pressure, 1)),
  UnitEntry("pressurehpa", "hPa", scale: UnitScale(.pressure, 100)),
  UnitEntry("pressurekpa", "kPa", scale: UnitScale(.pressure, 1000)),
  UnitEntry("pressurembar", "mbar", scale: UnitScale(.pressure, 100)),
  UnitEntry("pressurebar", "bar", scale: UnitScale(.pressure, 1e5)),
  UnitEntry("pressurekbar", "kbar", scale: UnitScale(.pressure, 1e8)),
  UnitEntry("pressurepsi", "psi", scale: UnitScale(.pressure, 6894.757293168)),
  UnitEntry("pressurehg", "inHg", scale: UnitScale(.pressure, 3386.389)),
  UnitEntry("suffix: Torr", "Torr", scale: UnitScale(.pressure, 133.322368421)),
  UnitEntry("suffix: mTorr", "mTorr", scale: UnitScale(.pressure, 0.133322368421)),
  UnitEntry("suffix: T", "tesla", scale: UnitScale(.fluxDensity, 1)),
  UnitEntry("suffix: mT", "mT", scale: UnitScale(.fluxDensity, 1e-3)),
  UnitEntry("suffix: G", "gauss", scale: UnitScale(.fluxDensity, 1e-4)),
  UnitEntry("hertz", "Hz", scale: UnitScale(.frequency, 1)),
  UnitEntry("suffix: kHz", "kHz", scale: UnitScale(.frequency, 1e3)),
  UnitEntry("suffix: MHz", "MHz", scale: UnitScale(.frequency, 1e6)),
  UnitEntry("suffix: GHz", "GHz", scale: UnitScale(.frequency, 1e9)),
  UnitEntry("rotrpm", "rev/min"), UnitEntry("rothz"), UnitEntry("rotkhz"), UnitEntry("rotmhz"),
  UnitEntry("rotghz"), UnitEntry("rotrads", "rad/s"), UnitEntry("rotdegs", "°/s", "deg/s"),
  UnitEntry("lengthmm", "mm", scale: UnitScale(.length, 1e-3)),
  UnitEntry("suffix: µm", "µm", "um", scale: UnitScale(.length, 1e-6)),
  UnitEntry("suffix: cm", "cm", scale: UnitScale(.length, 1e-2)),
  UnitEntry("lengthm", "metre", "meter", scale: UnitScale(.length, 1)),
  UnitEntry("lengthkm", "km", scale: UnitScale(.length, 1e3)),
  UnitEntry("lengthin", "inch", scale: UnitScale(.length, 0.0254)),
  UnitEntry("lengthft", "ft", scale: UnitScale(.length, 0.3048)),
  UnitEntry("lengthmi", "mile", scale: UnitScale(.length, 1609.344)),
  UnitEntry("massmg", "mg", scale: UnitScale(.mass, 1e-6)),
  UnitEntry("massg", "g", scale: UnitScale(.mass, 1e-3)),
  UnitEntry("masskg", "kg", scale: UnitScale(.mass, 1)),
  UnitEntry("masst", "t", "tonne", scale: UnitScale(.mass, 1e3)), UnitEntry("masslb", "lb"),
  UnitEntry("mlitre", "ml", "mL", scale: UnitScale(.volume, 1e-3)),
  UnitEntry("litre", "l", "L", scale: UnitScale(.volume, 1)),
  UnitEntry("m3", "m³", scale: UnitScale(.volume, 1e3)), UnitEntry("Nm3", "Nm³"),
  UnitEntry("dm3", "dm³", scale: UnitScale(.volume, 1)), UnitEntry("gallons", "gal"),
  UnitEntry("velocityms", "m/s", scale: UnitScale(.speed, 1)),
  UnitEntry("velocitykmh", "km/h", scale: UnitScale(.speed, 1 / 3.6)),
  UnitEntry("velocitymph", "mph", scale: UnitScale(.speed, 0.44704)),
  UnitEntry("velocityknot", "knots"),
  UnitEntry("flowgpm", "gpm"), UnitEntry("flowcms", "m³/s", "m3/s"),
  UnitEntry("flowcfs"), UnitEntry("flowcfm"), UnitEntry("litreh", "l/h"),
  UnitEntry("flowlpm", "l/min"), UnitEntry("flowmlpm", "ml/min"),
  UnitEntry("forceN", "N"), UnitEntry("forceNm", "Nm"), UnitEntry("forcekN", "kN"),
  UnitEntry("forcekNm", "kNm"),
  UnitEntry("degree", "°", "deg"), UnitEntry("radian", "rad"), UnitEntry("grad"),
  UnitEntry("arcmin"), UnitEntry("arcsec"),
  UnitEntry("accMS2", "m/s²", "m/s2"), UnitEntry("accFS2"), UnitEntry("accG"),
  UnitEntry("areaM2", "m²", "m2"), UnitEntry("areaF2"), UnitEntry("areaMI2"),
]

private let otherUnits: [UnitEntry] = [
  UnitEntry("radbq", "Bq"), UnitEntry("radci", "Ci"), UnitEntry("radgy", "Gy"),
  UnitEntry("radrad"), UnitEntry("radsv", "Sv"), UnitEntry("radmsv", "mSv"),
  UnitEntry("radusv", "µSv"), UnitEntry("radrem", "rem"), UnitEntry("radexpckg", "C/kg"),
  UnitEntry("radr"), UnitEntry("radsvh", "Sv/h"), UnitEntry("radmsvh", "mSv/h"),
  UnitEntry("radusvh", "µSv/h", "uSv/h"),
  UnitEntry("ppm"), UnitEntry("conppb", "ppb"), UnitEntry("conngm3"), UnitEntry("conngNm3"),
  UnitEntry("conμgm3", "µg/m³"), UnitEntry("conμgNm3"), UnitEntry("conmgm3", "mg/m³"),
  UnitEntry("conmgNm3"), UnitEntry("congm3"), UnitEntry("congNm3"), UnitEntry("conmgdL"),
  UnitEntry("conmmolL"),
  UnitEntry("currencyUSD", "USD", "$"), UnitEntry("currencyEUR", "EUR", "€"),
  UnitEntry("currencyGBP", "GBP", "£"), UnitEntry("currencyJPY", "JPY", "¥"),
  UnitEntry("currencyRUB"), UnitEntry("currencyUAH"), UnitEntry("currencyBRL"),
  UnitEntry("currencyDKK"), UnitEntry("currencyISK"), UnitEntry("currencyNOK"),
  UnitEntry("currencySEK"), UnitEntry("currencyCZK"), UnitEntry("currencyCHF", "CHF"),
  UnitEntry("currencyPLN"), UnitEntry("currencyBTC"), UnitEntry("currencyZAR"),
  UnitEntry("currencyINR"), UnitEntry("currencyKRW"), UnitEntry("currencyCNY"),
  UnitEntry("Hs", "H/s"), UnitEntry("KHs"), UnitEntry("MHs"), UnitEntry("GHs"),
  UnitEntry("THs"), UnitEntry("PHs"), UnitEntry("EHs"),
  UnitEntry("flops"), UnitEntry("mflops"), UnitEntry("gflops"), UnitEntry("tflops"),
  UnitEntry("pflops"), UnitEntry("eflops"), UnitEntry("zflops"), UnitEntry("yflops"),
]
