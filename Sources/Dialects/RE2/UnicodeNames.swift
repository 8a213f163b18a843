/// The names that `\p{...}` understands.
enum UnicodeNames {
  static func isScript(_ name: String) -> Bool { scripts.contains(name) }

  /// The general categories behind a short name such as `L` or `Lu`.
  static func categories(_ name: String) -> [Unicode.GeneralCategory]? {
    if let one = category(name) { return [one] }
    let members =
      switch name {
      case "C": ["Cc", "Cf", "Cn", "Co", "Cs"]
      case "L": ["Ll", "Lm", "Lo", "Lt", "Lu"]
      case "LC": ["Ll", "Lt", "Lu"]
      case "M": ["Mc", "Me", "Mn"]
      case "N": ["Nd", "Nl", "No"]
      case "P": ["Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps"]
      case "S": ["Sc", "Sk", "Sm", "So"]
      case "Z": ["Zl", "Zp", "Zs"]
      default: [String]()
      }
    return members.isEmpty ? nil : members.compactMap(category)
  }

  private static func category(_ name: String) -> Unicode.GeneralCategory? {
    switch name {
    case "Cc": .control
    case "Cf": .format
    case "Cn": .unassigned
    case "Co": .privateUse
    case "Cs": .surrogate
    case "Ll": .lowercaseLetter
    case "Lm": .modifierLetter
    case "Lo": .otherLetter
    case "Lt": .titlecaseLetter
    case "Lu": .uppercaseLetter
    case "Mc": .spacingMark
    case "Me": .enclosingMark
    case "Mn": .nonspacingMark
    case "Nd": .decimalNumber
    case "Nl": .letterNumber
    case "No": .otherNumber
    case "Pc": .connectorPunctuation
    case "Pd": .dashPunctuation
    case "Pe": .closePunctuation
    case "Pf": .finalPunctuation
    case "Pi": .initialPunctuation
    case "Po": .otherPunctuation
    case "Ps": .openPunctuation
    case "Sc": .currencySymbol
    case "Sk": .modifierSymbol
    case "Sm": .mathSymbol
    case "So": .otherSymbol
    case "Zl": .lineSeparator
    case "Zp": .paragraphSeparator
    case "Zs": .spaceSeparator
    default: nil
    }
  }

  /// The name as older programs spell it, for one such as `Uppercase_Letter` or `greek`.
  static func canonical(_ name: String) -> String? {
    let folded = fold(name)
    if let short = aliases[folded] { return short }
    if folded.utf8.count <= 2 { return shortNames.first { fold($0) == folded } }
    return scripts.first { fold($0) == folded }
  }

  /// Letter case, spaces, hyphens and underscores do not count.
  private static func fold(_ name: String) -> String {
    let kept = name.utf8.filter { $0 != 0x20 && $0 != 0x2D && $0 != 0x5F }
    return String(decoding: kept.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  static let shortNames =
    """
    C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps \
    S Sc Sk Sm So Z Zl Zp Zs Yi
    """.split(separator: " ").map(String.init)

  static let scripts = Set(
    """
    Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak \
    Bengali Beria_Erfe Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal \
    Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot \
    Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs \
    Elbasan Elymaic Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati \
    Gunjala_Gondi Gurmukhi Gurung_Khema Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew \
    Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese \
    Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki \
    Khudawadi Kirat_Rai Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani \
    Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek \
    Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani \
    Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu \
    Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal Old_Hungarian Old_Italic Old_North_Arabian \
    Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage \
    Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang \
    Runic Samaritan Saurashtra Sharada Shavian Siddham Sidetic SignWriting Sinhala Sogdian \
    Sora_Sompeng Soyombo Sundanese Sunuwar Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le \
    Tai_Tham Tai_Viet Tai_Yo Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh \
    Tirhuta Todhri Tolong_Siki Toto Tulu_Tigalari Ugaritic Vai Vithkuqi Wancho Warang_Citi \
    Yezidi Yi Zanabazar_Square
    """.split(separator: " ").map(String.init))

  private static let aliases = [
    "casedletter": "LC", "closepunctuation": "Pe", "cntrl": "Cc", "combiningmark": "M",
    "connectorpunctuation": "Pc", "control": "Cc", "currencysymbol": "Sc",
    "dashpunctuation": "Pd", "decimalnumber": "Nd", "digit": "Nd", "enclosingmark": "Me",
    "finalpunctuation": "Pf", "format": "Cf", "initialpunctuation": "Pi", "letter": "L",
    "letternumber": "Nl", "lineseparator": "Zl", "lowercaseletter": "Ll", "mark": "M",
    "mathsymbol": "Sm", "modifierletter": "Lm", "modifiersymbol": "Sk",
    "nonspacingmark": "Mn", "number": "N", "openpunctuation": "Ps", "other": "C",
    "otherletter": "Lo", "othernumber": "No", "otherpunctuation": "Po", "othersymbol": "So",
    "paragraphseparator": "Zp", "privateuse": "Co", "punct": "P", "punctuation": "P",
    "separator": "Z", "spaceseparator": "Zs", "spacingmark": "Mc", "surrogate": "Cs",
    "symbol": "S", "titlecaseletter": "Lt", "unassigned": "Cn", "uppercaseletter": "Lu",
  ]
}
