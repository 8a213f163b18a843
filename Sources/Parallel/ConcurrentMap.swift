internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
  /// Maps as `map` does, on all cores; the results have the order of the elements.
  package func concurrentMap<Result: Sendable>(
    atATime least: Int = 8, _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    Array<Result>(concurrentStretches(atATime: least) { $0.map(transform) }.joined())
  }

  /// What becomes of stretches of the array, on all cores, in order. A stretch has as many
  /// elements at the least as are worth a second thread.
  package func concurrentStretches<Result: Sendable>(
    atATime least: Int = 8, _ transform: @Sendable (ArraySlice<Element>) -> Result
  ) -> [Result] {
    let length = Swift.max(least, count / 64)
    let parts = (count + length - 1) / length
    guard parts > 1 else { return [transform(self[...])] }
    let results = Mutex<[Result?]>(Array<Result?>(repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let done = transform(self[part * length..<Swift.min((part + 1) * length, count)])
      results.withLock { $0[part] = done }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
