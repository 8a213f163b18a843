import Dialects
import SpecLanguage

/// The kinds of service discovery, under Prometheus' own keys.
struct Discovery: Sendable {
  var file: [FileDiscovery] = []
  var http: [HTTPDiscovery] = []
  var dns: [DNSDiscovery] = []
  var docker: [DockerDiscovery] = []
  var swarm: [SwarmDiscovery] = []
  var kubernetes: [KubernetesDiscovery] = []
  var consul: [ConsulDiscovery] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("file_sd_configs", &file, "Targets from files that are read again when they change.")
    key("http_sd_configs", &http, "Targets from a web service.")
    key("dns_sd_configs", &dns, "Targets from DNS records.")
    key("docker_sd_configs", &docker, "Containers of a Docker engine.")
    key("dockerswarm_sd_configs", &swarm, "Services, tasks or nodes of a swarm.")
    key("kubernetes_sd_configs", &kubernetes, "Objects of a Kubernetes cluster.")
    key("consul_sd_configs", &consul, "Services of Consul.")
  }

  var isEmpty: Bool {
    file.isEmpty && http.isEmpty && dns.isEmpty && docker.isEmpty && swarm.isEmpty
      && kubernetes.isEmpty && consul.isEmpty
  }
}

struct FileDiscovery: SpecRecord {
  static let name = "file discovery"
  static let summary = "Targets from files that are read again when they change."

  var files: [String] = []
  var refreshInterval: Duration?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("files", &files, .required, "Paths; `*` in the last part, ending .json, .yml or .yaml.")
    key("refresh_interval", &refreshInterval, "How often they are read at the least.")
  }
}

struct HTTPDiscovery: SpecRecord {
  static let name = "HTTP discovery"
  static let summary = "Targets from a web service."

  var url = URLText("")
  var refreshInterval: Duration?
  var client = HTTPClient()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &url, .required, "Address of the service.")
    key("refresh_interval", &refreshInterval, "How often it is asked.")
    client.visitKeys(&key)
  }
}

struct DNSDiscovery: SpecRecord {
  static let name = "DNS discovery"
  static let summary = "Targets from DNS records."

  var names: [String] = []
  var type: DNSRecordType?
  var port: Port?
  var refreshInterval: Duration?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("names", &names, .required, "Names to look up.")
    key("type", &type, "Kind of record, `SRV` when absent.")
    key("port", &port, "Port of the targets; required unless the records are `SRV`.")
    key("refresh_interval", &refreshInterval, "How often they are looked up.")
  }
}

enum DNSRecordType: String, Choice {
  case srv = "SRV"
  case a = "A"
  case aaaa = "AAAA"
  case mx = "MX"
  case ns = "NS"
}

struct DockerDiscovery: SpecRecord {
  static let name = "Docker discovery"
  static let summary = "Containers of a Docker engine."

  var host = ""
  var port: Port?
  var hostNetworkingHost: String?
  var filters: [DiscoveryFilter] = []
  var refreshInterval: Duration?
  var client = HTTPClient()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("host", &host, .required, "Address of the engine.")
    key("port", &port, "Port of containers that expose none.")
    key("host_networking_host", &hostNetworkingHost, "Host of containers on the host's network.")
    key("filters", &filters, "Which containers.")
    key("refresh_interval", &refreshInterval, "How often the engine is asked.")
    client.visitKeys(&key)
  }
}

struct SwarmDiscovery: SpecRecord {
  static let name = "swarm discovery"
  static let summary = "Services, tasks or nodes of a swarm."

  var host = ""
  var role = SwarmRole.tasks
  var port: Port?
  var filters: [DiscoveryFilter] = []
  var refreshInterval: Duration?
  var client = HTTPClient()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("host", &host, .required, "Address of the engine.")
    key("role", &role, .required, "What becomes a target.")
    key("port", &port, "Port of targets that publish none.")
    key("filters", &filters, "Which of them.")
    key("refresh_interval", &refreshInterval, "How often the engine is asked.")
    client.visitKeys(&key)
  }
}

enum SwarmRole: String, Choice {
  case services, tasks, nodes
}

struct DiscoveryFilter: SpecRecord {
  static let name = "discovery filter"
  static let summary = "A filter of the engine's own interface."

  var name = ""
  var values: [String] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("name", &name, .required, "Name of the filter.")
    key("values", &values, .required, "Values that pass.")
  }
}

struct KubernetesDiscovery: SpecRecord {
  static let name = "Kubernetes discovery"
  static let summary = "Objects of a Kubernetes cluster."

  var role = KubernetesRole.pod
  var apiServer: URLText?
  var namespaces: KubernetesNamespaces?
  var selectors: [KubernetesSelector] = []
  var client = HTTPClient()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("role", &role, .required, "What becomes a target.")
    key("api_server", &apiServer, "Address of the cluster; absent inside of it.")
    key("namespaces", &namespaces, "Where to look.")
    key("selectors", &selectors, "Which objects.")
    client.visitKeys(&key)
  }
}

enum KubernetesRole: String, Choice {
  case node, service, pod, endpoints, endpointslice, ingress
}

struct KubernetesNamespaces: SpecRecord {
  static let name = "Kubernetes namespaces"
  static let summary = "Namespaces to look in."

  var names: [String] = []
  var ownNamespace: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("names", &names, "Names of namespaces.")
    key("own_namespace", &ownNamespace, "The namespace of Prometheus itself.")
  }
}

struct KubernetesSelector: SpecRecord {
  static let name = "Kubernetes selector"
  static let summary = "Which objects of one role."

  var role = KubernetesRole.pod
  var label: String?
  var field: String?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("role", &role, .required, "Role it is for.")
    key("label", &label, "Label selector.")
    key("field", &field, "Field selector.")
  }
}

struct ConsulDiscovery: SpecRecord {
  static let name = "Consul discovery"
  static let summary = "Services of Consul."

  var server: HostPort?
  var datacenter: String?
  var services: [String] = []
  var tags: [String] = []
  var allowStale: Bool?
  var refreshInterval: Duration?
  var client = HTTPClient()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("server", &server, "Address of Consul.")
    key("datacenter", &datacenter, "Datacenter to ask.")
    key("services", &services, "Names of services; all when absent.")
    key("tags", &tags, "Tags that a service must have.")
    key("allow_stale", &allowStale, "Whether answers may be stale.")
    key("refresh_interval", &refreshInterval, "How often it is asked.")
    client.visitKeys(&key)
  }
}
