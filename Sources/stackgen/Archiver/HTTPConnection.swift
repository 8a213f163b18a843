import Glibc

/// Where a program is asked over plain HTTP.
struct HTTPAddress: Hashable {
  var host: String
  var port: Int
  var path: String

  /// Takes an `http://` address apart; nothing for others.
  init?(_ url: String) {
    guard url.hasPrefix("http://") else { return nil }
    let rest = url.dropFirst(7)
    let authority = rest.prefix { $0 != "/" }
    path = String(rest.dropFirst(authority.count))
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      host = String(authority[..<colon])
      guard let number = Int(authority[authority.index(after: colon)...]) else { return nil }
      port = number
    } else {
      host = String(authority)
      port = 80
    }
  }
}

/// An answer of a server.
struct HTTPAnswer {
  var status: Int
  var contentType: String
  var body: [UInt8]
}

/// Why a server could not be asked.
enum HTTPFailure: Error {
  case unknownHost(String)
  case noConnection(String)
  case timeout
  case broken
}

/// Asks a server once: a connection for each question, closed by the server.
func askHTTP(
  _ address: HTTPAddress, _ target: String, posting body: [UInt8]? = nil,
  type: String = "application/json", timeout seconds: Int = 60
) throws(HTTPFailure) -> HTTPAnswer {
  let descriptor = try connected(to: address, timeout: seconds)
  defer { close(descriptor) }
  var request = "\(body == nil ? "GET" : "POST") \(address.path)\(target) HTTP/1.1\r\n"
  request += "Host: \(address.host):\(address.port)\r\nAccept: application/json\r\n"
  request += "Connection: close\r\n"
  if let body { request += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" }
  try send(Array((request + "\r\n").utf8) + (body ?? []), to: descriptor)
  return try answer(in: received(from: descriptor))
}

private func connected(
  to address: HTTPAddress, timeout seconds: Int
) throws(HTTPFailure) -> Int32 {
  var hints = unsafe addrinfo()
  unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
  var list: UnsafeMutablePointer<addrinfo>?
  guard unsafe getaddrinfo(address.host, String(address.port), &hints, &list) == 0 else {
    throw .unknownHost(address.host)
  }
  defer { unsafe freeaddrinfo(list) }
  var reason = "no address"
  var entry = unsafe list
  while let info = unsafe entry {
    let descriptor = unsafe socket(
      info.pointee.ai_family, info.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    if descriptor >= 0 {
      var time = timeval(tv_sec: seconds, tv_usec: 0)
      let size = socklen_t(MemoryLayout<timeval>.size)
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
      if unsafe connect(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 {
        return descriptor
      }
      reason = unsafe String(cString: strerror(errno))
      close(descriptor)
    }
    unsafe entry = info.pointee.ai_next
  }
  throw .noConnection(reason)
}

private func send(_ bytes: [UInt8], to descriptor: Int32) throws(HTTPFailure) {
  var sent = 0
  while sent < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
      return unsafe Glibc.send(
        descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
    }
    if count > 0 {
      sent += count
    } else if errno != EINTR {
      throw errno == EAGAIN ? .timeout : .broken
    }
  }
}

private func received(from descriptor: Int32) throws(HTTPFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
    }
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 {
      return bytes
    } else if errno != EINTR {
      throw errno == EAGAIN ? .timeout : .broken
    }
  }
}

/// Takes an answer apart: status line, headers, and a body that may come in chunks.
func answer(in bytes: [UInt8]) throws(HTTPFailure) -> HTTPAnswer {
  guard let end = firstIndex(of: "\r\n\r\n", in: bytes[...]) else { throw .broken }
  let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
  let words = lines.first?.split(separator: " ") ?? []
  guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
    throw .broken
  }
  var headers: [String: String] = [:]
  for line in lines.dropFirst() {
    guard let colon = line.firstIndex(of: ":") else { continue }
    headers[line[..<colon].lowercased()] = String(
      line[line.index(after: colon)...].drop { $0 == " " })
  }
  var body = Array(bytes[(end + 4)...])
  if headers["transfer-encoding"]?.lowercased() == "chunked" {
    body = try joined(chunks: body)
  } else if let length = headers["content-length"].flatMap({ Int($0) }) {
    // Fewer bytes than announced: the server went away in the middle.
    guard body.count >= length else { throw .broken }
    body.removeSubrange(length...)
  }
  return HTTPAnswer(status: status, contentType: headers["content-type"] ?? "", body: body)
}

private func joined(chunks bytes: [UInt8]) throws(HTTPFailure) -> [UInt8] {
  var body: [UInt8] = []
  var index = 0
  while true {
    guard let end = firstIndex(of: "\r\n", in: bytes[index...]) else { throw .broken }
    let digits = bytes[index..<end].prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
    guard let count = Int(String(decoding: digits, as: UTF8.self), radix: 16), count >= 0,
      count <= bytes.count - end
    else { throw .broken }
    if count == 0 { return body }
    let start = end + 2
    guard start + count + 2 <= bytes.count else { throw .broken }
    body += bytes[start..<start + count]
    index = start + count + 2
  }
}

private func firstIndex(of text: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
  let wanted = Array(text.description.utf8)
  guard bytes.count >= wanted.count else { return nil }
  return (bytes.startIndex...bytes.endIndex - wanted.count).first {
    bytes[$0] == wanted[0] && bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
  }
}
