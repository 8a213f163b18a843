/// What Grafana keeps until a file says that it is gone.
package enum RemovedObject: Sendable {
  case alert(String)
  case rule(uid: String)
  case contactPoint(uid: String)
  case muteTime(String)
  case template(String)
}
