import Glibc

/// Gives a file new contents, all at once; false when it has them already.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(Failure) -> Bool {
  if let old = oldContents(of: path), old == bytes { return false }
  let staged = path + ".stackgen-staged"
  let descriptor = unsafe open(staged, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw failure(path) }
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
      return unsafe write(descriptor, rest.baseAddress, rest.count)
    }
    guard count > 0 else {
      if errno == EINTR { continue }
      let problem = failure(path)
      close(descriptor)
      unsafe unlink(staged)
      throw problem
    }
    written += count
  }
  close(descriptor)
  guard unsafe rename(staged, path) == 0 else {
    let problem = failure(path)
    unsafe unlink(staged)
    throw problem
  }
  return true
}

private func oldContents(of path: String) -> [UInt8]? {
  do {
    return try DiskSources().read(path)
  } catch {
    return nil
  }
}

private func failure(_ path: String) -> Failure {
  let reason = unsafe String(cString: strerror(errno))
  return Failure(status: .unreadable, message: "cannot write '\(path)': \(reason)")
}
